import { remember } from '../../base/async/remember.ts';
import type { Clock } from '../../base/clock.ts';
import type { Cipher, CipherContext } from './cipher.ts';

/** How long opened secrets are cached, and so how long a disabled key or a revoked grant still works here. */
export const CACHED_MS = 5 * 60_000;

/** Opened secrets in one process's cache; the oldest one is evicted. */
const MAX_KEPT = 1000;

/** A cipher with a cache: each secret is opened once in five minutes, however many attempts it signs. */
export function cachingCipher(cipher: Cipher, clock: Clock): Cipher {
  const opened = remember(([sealed, context]: Opened) => cipher.open(sealed, context), {
    keyOf: nameOf,
    lastsMs: CACHED_MS,
    most: MAX_KEPT,
    clock,
  });
  return { seal: cipher.seal, open: (sealed, context) => opened([sealed, context]) };
}

type Opened = readonly [sealed: string, context: CipherContext];

/** Includes the context, so that a sealed text copied to another item is not served from the cache. */
const nameOf = ([sealed, context]: Opened): string =>
  JSON.stringify([sealed, ...Object.entries(context).flat()]);
