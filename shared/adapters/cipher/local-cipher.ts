import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Cipher, type CipherContext, SealedTextInvalid } from './cipher.ts';

const ALGORITHM = 'aes-256-gcm';
const PREFIX = 'local.';
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a local key: `local.` and the nonce, the tag and the ciphertext in base64. The context is
 * authenticated as additional data.
 * @throws Error when the key is not 32 bytes long
 */
export function localCipher(key: Buffer): Cipher {
  if (key.length !== KEY_BYTES)
    throw new Error(`The key that seals secrets must have ${KEY_BYTES} bytes, not ${key.length}`);
  return {
    async seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(additionalData(context));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64');
    },
    async open(sealed, context) {
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64');
      const tagEnd = NONCE_BYTES + TAG_BYTES;
      if (!sealed.startsWith(PREFIX) || bytes.length < tagEnd) throw new SealedTextInvalid(context);
      const options = { authTagLength: TAG_BYTES };
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), options)
        .setAAD(additionalData(context))
        .setAuthTag(bytes.subarray(NONCE_BYTES, tagEnd));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString();
      } catch (cause) {
        throw new SealedTextInvalid(context, { cause });
      }
    },
  };
}

const additionalData = (context: CipherContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
