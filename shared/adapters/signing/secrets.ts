import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** Bytes of a key, as Standard Webhooks asks for. */
const KEY_BYTES = { fewest: 24, most: 64 } as const;
/** Characters of a merchant's own secret that has no prefix. */
const TEXT_LENGTH = { shortest: 16, longest: 256 } as const;

/** A new secret: `whsec_` and 32 random bytes in base64. */
export function newSigningSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`;
}

/** The form of a merchant's own secret, for the schema's message. */
export const SECRET_RULE =
  'whsec_ followed by 24 to 64 bytes in base64, or 16 to 256 printable ASCII characters without spaces';

/** Whether a merchant's own text can be used as a signing secret; stars stand for one that is not shown. */
export function isAcceptableSecret(secret: string): boolean {
  if (!secret.startsWith(PREFIX))
    return (
      secret.length >= TEXT_LENGTH.shortest &&
      secret.length <= TEXT_LENGTH.longest &&
      /^(?!\*+$)[\x21-\x7e]+$/.test(secret)
    );
  const key = decodeBase64(secret.slice(PREFIX.length));
  return key !== undefined && key.length >= KEY_BYTES.fewest && key.length <= KEY_BYTES.most;
}

/**
 * The key of Standard Webhooks' signature: whatever its JavaScript library makes of the text, which is the part after
 * `whsec_`, if that is there, decoded from base64. A text that it cannot read is a key of its own bytes (`format:
 * 'raw'` there). The legacy signatures use the secret's text as it is.
 */
export function standardKey(secret: string): Buffer {
  const bare = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  return isAlphabetic(bare) ? Buffer.from(bare, 'base64') : Buffer.from(secret);
}

/** Node's decoder skips invalid characters; the library refuses them. Both accept missing padding and spare bits. */
const isAlphabetic = (text: string): boolean => text.length >= 4 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/** The bytes that a text encodes in base64, undefined when it is anything else; padding may be missing. */
function decodeBase64(text: string): Buffer | undefined {
  if (!isAlphabetic(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const canonical = bytes.toString('base64').replace(/=+$/, '');
  return canonical === text.replace(/=+$/, '') ? bytes : undefined;
}
