import { remember } from '../../base/async/remember.ts';
import type { Clock } from '../../base/clock.ts';
import { CACHED_MS } from './caching-cipher.ts';
import { type Cipher, type CipherContext, SealedTextInvalid } from './cipher.ts';

/** Bytes of a short secret's ciphertext as KMS returns it. */
const SEALED_BYTES = 200;

/** Well formed, so that KMS is called, and refuses it. */
const NOTHING_SEALED = `kms.${Buffer.alloc(SEALED_BYTES, 1).toString('base64')}`;

/**
 * Pretends to open a secret where none exists, so that timing reveals nothing: like a real one, it costs a request to
 * KMS the first time, and none while an opened secret would be cached.
 * @throws as opening does while the key cannot be used
 */
export function decoys(
  cipher: Pick<Cipher, 'open'>,
  clock: Clock,
): (context: CipherContext) => Promise<void> {
  return remember(
    async (context: CipherContext) => {
      try {
        await cipher.open(NOTHING_SEALED, context);
      } catch (cause) {
        if (!(cause instanceof SealedTextInvalid)) throw cause;
      }
    },
    { keyOf: (context) => JSON.stringify(Object.entries(context)), lastsMs: CACHED_MS, clock },
  );
}
