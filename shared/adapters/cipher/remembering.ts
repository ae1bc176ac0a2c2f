import type { Clock } from '../../base/clock.ts';
import { remember } from '../../base/remember.ts';
import type { Cipher, CipherContext } from './cipher.ts';

/** How long a disabled key or a revoked grant still works here. */
export const KEPT_MS = 5 * 60_000;

/** The most secrets that one process keeps open; the oldest makes room. */
const MAX_KEPT = 1000;

/** A cipher that uses its key once for each secret in five minutes, however many attempts the secret signs. */
export function remembering(cipher: Cipher, clock: Clock): Cipher {
  const opened = remember(([sealed, context]: Opened) => cipher.open(sealed, context), {
    keyOf: nameOf,
    lastsMs: KEPT_MS,
    most: MAX_KEPT,
    clock,
  });
  return { seal: cipher.seal, open: (sealed, context) => opened([sealed, context]) };
}

type Opened = readonly [sealed: string, context: CipherContext];

/** Of the context too: a sealed text that was moved to another item is not opened because it was open before. */
const nameOf = ([sealed, context]: Opened): string =>
  JSON.stringify([sealed, ...Object.entries(context).flat()]);
