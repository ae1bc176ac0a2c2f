import { isExactNumber, mayHoldLarge, parseExactly } from '../../base/input/json.ts';
import { Problem } from '../../base/problem.ts';

/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 256 * 1024;

/** How deep objects and lists may lie in one another. */
export const MAX_DEPTH = 20;

interface Incoming {
  body?: string | undefined;
  isBase64Encoded: boolean;
}

/**
 * The largest signed body, which is that of Meta's webhooks; a call's long transcript is cut rather than losing its outcome.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks
 */
export const MAX_SIGNED_BODY_BYTES = 3 * 1024 * 1024;

/** @throws Problem body_too_large */
export function requireSize({ body = '', isBase64Encoded }: Incoming, most = MAX_BODY_BYTES): void {
  const bytes = Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > most) throw new Problem('body_too_large');
}

/**
 * The exact text of a body; that of a form may be in windows-1252 (of which ISO-8859-1 is a part) as well as in UTF-8.
 * @throws Problem invalid_json when its bytes are no UTF-8
 */
export function readText({ body = '', isBase64Encoded }: Incoming, contentType = ''): string {
  if (!isBase64Encoded) return body;
  const bytes = Buffer.from(body, 'base64');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (/^\s*application\/x-www-form-urlencoded/i.test(contentType))
      return new TextDecoder('windows-1252').decode(bytes);
    throw new Problem('invalid_json', {}, { cause });
  }
}

/**
 * The value that a JSON body says, behind a byte order mark too (RFC 8259, 8.1); undefined without a body.
 * @throws Problem invalid_json, or invalid_request when it is nested too deeply
 */
export function readJson(text: string): unknown {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (json === '') return undefined;
  const value = parsed(json, JSON.parse);
  requireStorable(value, 0);
  if (!mayHoldLarge(json)) return value;
  // Only after the check of depth: keeping the digits of large numbers takes as many nested calls as the value is deep.
  const exact = parsed(json, parseExactly);
  requireStorable(exact, 0);
  return exact;
}

function parsed(json: string, parse: (json: string) => unknown): unknown {
  try {
    return parse(json);
  } catch {
    // Not kept as the cause: its message quotes the body.
    throw new Problem('invalid_json');
  }
}

/** Whether a `Content-Encoding` changes the bytes; `utf-8` and its like, which some clients put there, change nothing. */
export const isCompressed = (contentEncoding = ''): boolean =>
  contentEncoding
    .toLowerCase()
    .split(',')
    .some((coding) => !/^\s*(?:identity|none|utf-?8|)\s*$/.test(coding));

/** Whether it is `application/json` or `application/…+json`, in UTF-8 when it names a charset (RFC 9110, 8.3). */
export function isJson(contentType = ''): boolean {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return (
    /^application\/(?:[\w.!#$&^-]+\+)?json$/.test(type) &&
    (charset === undefined || /^charset="?utf-?8"?$/.test(charset))
  );
}

/**
 * Refuses what cannot be stored or would exhaust the stack: deep nesting, and halves of a surrogate pair, which JSON can
 * escape and UTF-8 cannot say. Drops `__proto__` members, which a copy of the object could take for its prototype.
 */
function requireStorable(value: unknown, depth: number): void {
  if (typeof value === 'string' && !value.isWellFormed()) throw new Problem('invalid_json');
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return;
  if (depth >= MAX_DEPTH)
    throw new Problem('invalid_request', { issues: [{ field: '', rule: 'too_deep', expected: MAX_DEPTH }] });
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  // Faster than its entries, where there are tens of thousands; what came out of JSON inherits nothing that can be listed.
  for (const name in value) {
    if (!name.isWellFormed()) throw new Problem('invalid_json');
    requireStorable((value as Record<string, unknown>)[name], depth + 1);
  }
}
