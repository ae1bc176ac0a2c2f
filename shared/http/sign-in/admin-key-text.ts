/** Longer ones leave no room for the other headers that API Gateway takes. */
const MAX_LENGTH = 1000;

/** Of a secret with several fields, the one that holds the key; the last one is what rotation templates write. */
const FIELDS = ['adminkey', 'adminapikey', 'apikey', 'key', 'password'];

/**
 * The admin key in a secret's text: the text itself, or the key's field of the JSON that Secrets Manager's console and
 * rotations write. Blanks and line ends around it are no part of it: no header could carry them.
 * @returns or why there is none, without repeating any of the text
 */
export function readAdminKey(text: string): { key: string } | { fault: string } {
  const found = withoutQuotes(text.replace(/^\uFEFF/, '').trim());
  if (typeof found !== 'string') return found;
  const key = found.trim();
  if (key === '') return { fault: 'The secret with the admin key is empty' };
  if (/[^\x20-\x7e]/.test(key))
    return {
      fault: 'The admin key has signs that no header carries: use ASCII letters, digits and punctuation',
    };
  if (key.length > MAX_LENGTH) return { fault: `The admin key is longer than ${MAX_LENGTH} characters` };
  if (/^tk_(?:live|test)_/.test(key))
    return { fault: 'The admin key begins with tk_live_ or tk_test_, which the keys of tenants do' };
  return { key };
}

function withoutQuotes(text: string): string | { fault: string } {
  const read = parsed(text);
  if (typeof read === 'string') return read;
  if (typeof read !== 'object' || read === null) return text;
  const texts = Object.entries(read).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  const [only] = texts;
  if (texts.length === 1 && only) return only[1];
  const named = FIELDS.flatMap((wanted) =>
    texts.filter(([name]) => name.toLowerCase().replace(/[^a-z]/g, '') === wanted),
  );
  return (
    named[0]?.[1] ?? {
      fault: 'The secret is JSON without a field for the admin key: call the field adminKey',
    }
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
