import { type Clock, systemClock } from '../clock.ts';

/** A cache: its keys, the lifetime of an entry, and its size. */
export interface Memory<Of> {
  /** The key of an entry: lookups with the same key share it. */
  keyOf?: (of: Of) => string;
  /** How long an entry is valid; without it, for as long as the cache exists. */
  lastsMs?: number;
  /** The maximum of entries; the oldest is evicted. */
  most?: number;
  clock?: Clock;
}

/**
 * Caches a lookup; concurrent callers share it. A lookup that failed is not cached: the next caller repeats it.
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
    // After the clock was set back, an entry from the future would be valid for too long.
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
