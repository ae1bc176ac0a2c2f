import type { Clock } from '../../base/clock.ts';
import type { Cipher, CipherContext } from './cipher.ts';

/** A key that was disabled, or a grant that was taken back, works here for so long yet. */
const KEPT_MS = 5 * 60_000;

/** As many secrets as one process keeps open; the one opened first makes room. */
const MOST_KEPT = 1000;

/** A cipher that asks its key once for each secret in five minutes, however many attempts that one signs. */
export function remembering(cipher: Cipher, clock: Clock): Cipher {
  const kept = new Map<string, { text: Promise<string>; until: number }>();
  return {
    seal: cipher.seal,
    open(sealed, context) {
      const name = nameOf(sealed, context);
      const now = clock().getTime();
      const known = kept.get(name);
      if (known !== undefined && known.until > now) return known.text;
      const text = cipher.open(sealed, context);
      const entry = { text, until: now + KEPT_MS };
      kept.delete(name);
      kept.set(name, entry);
      const [oldest = name] = kept.keys();
      if (kept.size > MOST_KEPT) kept.delete(oldest);
      text.catch(() => {
        if (kept.get(name) === entry) kept.delete(name);
      });
      return text;
    },
  };
}

/** Of the context too: a sealed text that was moved to another item is not opened because it was open before. */
const nameOf = (sealed: string, context: CipherContext): string =>
  JSON.stringify([sealed, ...Object.entries(context).flat()]);
