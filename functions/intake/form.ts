/** Decodes a form's key or value: a plus is a space, and a percent sign that starts no code is kept. */
export const decodeFormText = (written: string): string =>
  written
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (codes) => decodeBytes(Buffer.from(codes.replaceAll('%', ''), 'hex')));

/** UTF-8, or windows-1252, of which ISO-8859-1 is taken for a part (WHATWG Encoding), where it cannot be that. */
function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Numbers the entries of lists as Rack does, where a form does not: `products[][api_id]=1&products[][count]=2` is one
 * entry, and the next one starts with a name that this one has already.
 */
export function numberEntries(form: string): string {
  const lists = new Map<string, { index: number; names: Set<string> }>();
  const numbered = (pair: string): string => {
    const equals = pair.indexOf('=');
    const written = equals < 0 ? pair : pair.slice(0, equals);
    const key = written.replace(/%5b/gi, '[').replace(/%5d/gi, ']');
    const at = key.indexOf('[][');
    if (at < 0) return pair;
    const [list, name] = [key.slice(0, at), key.slice(at + 2)];
    const entry = lists.get(list) ?? { index: 0, names: new Set() };
    lists.set(list, entry);
    if (entry.names.has(name) && !name.endsWith('[]')) {
      entry.index++;
      entry.names.clear();
    }
    entry.names.add(name);
    return `${list}[${entry.index}]${name}${pair.slice(written.length)}`;
  };
  return form.includes('[][') || /%5b%5d/i.test(form) ? form.split('&').map(numbered).join('&') : form;
}
