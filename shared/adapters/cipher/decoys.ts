import type { Clock } from '../../base/clock.ts';
import { remember } from '../../base/remember.ts';
import { type Cipher, type CipherContext, SealedTextInvalid } from './cipher.ts';
import { KEPT_MS } from './remembering.ts';

/** Bytes of what KMS makes of a short secret. */
const SEALED_BYTES = 200;

/** Well formed for KMS, which is asked about it and refuses it. */
const NOTHING_SEALED = `kms.${Buffer.alloc(SEALED_BYTES, 1).toString('base64')}`;

/**
 * Opens a secret where there is none, so that timing reveals nothing: like an existing one, it costs a request to the key
 * the first time, and none for as long as an opened secret is cached.
 * @returns fails as opening does while the key cannot be used
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
    { keyOf: (context) => JSON.stringify(Object.entries(context)), lastsMs: KEPT_MS, clock },
  );
}
