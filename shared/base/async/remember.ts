import { type Clock, systemClock } from '../clock.ts';

/** The content of a memory, its lifetime and its size. */
export interface Memory<Of> {
  /** The same for things that are looked up alike. */
  keyOf?: (of: Of) => string;
  /** How long what was found counts; without it, for as long as the memory does. */
  lastsMs?: number;
  /** As many as are kept; the one that was looked up first makes room. */
  most?: number;
  clock?: Clock;
}

/**
 * Looks a thing up once, however many ask for it, at the same time or later. What could not be found is not kept: the next
 * one to ask looks again.
 */
export function remember<Of, Found>(
  lookUp: (of: Of) => Promise<Found>,
  { keyOf = String, lastsMs = Number.POSITIVE_INFINITY, most = 1000, clock = systemClock }: Memory<Of> = {},
): (of: Of) => Promise<Found> {
  const kept = new Map<string, { found: Promise<Found>; at: number }>();
  return (of) => {
    const key = keyOf(of);
    const now = clock().getTime();
    const known = kept.get(key);
    // After a clock was set back, what was found later than now would last too long.
    if (known !== undefined && now >= known.at && now - known.at < lastsMs) return known.found;
    const found = lookUp(of);
    const entry = { found, at: now };
    kept.delete(key);
    kept.set(key, entry);
    const [oldest = key] = kept.keys();
    if (kept.size > most) kept.delete(oldest);
    found.catch(() => {
      if (kept.get(key) === entry) kept.delete(key);
    });
    return found;
  };
}
