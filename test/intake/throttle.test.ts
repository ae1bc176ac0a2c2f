import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admitRequest, NO_TRAFFIC, type RateVerdict } from '../../shared/intake/traffic.ts';

const START = Date.UTC(2026, 10, 22, 15);

/** What becomes of requests that arrive at these milliseconds. */
function verdicts(arrivals: readonly number[], limit?: number): RateVerdict[] {
  let traffic = NO_TRAFFIC;
  return arrivals.map((at) => {
    const verdict = admitRequest(traffic, START + at, limit);
    traffic = verdict.traffic;
    return verdict;
  });
}

const admitted = (arrivals: readonly number[], limit?: number): boolean[] =>
  verdicts(arrivals, limit).map((verdict) => verdict.admitted);

const every = (milliseconds: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => n * milliseconds);

describe('requests to hooks', () => {
  test('are admitted ten at a time, and again when the first of the ten is a second old', () => {
    const burst = Array<number>(12).fill(0);
    const all = verdicts([...burst, 999, 1000]);
    expect(all.map((verdict) => verdict.admitted)).toEqual([
      ...Array<boolean>(10).fill(true),
      ...[false, false, false, true],
    ]);
    expect(all.at(10)?.waitMs).toBe(1000);
    expect(all.at(12)?.waitMs).toBe(1);
  });

  test('at exactly the limit are never refused', () => {
    expect(admitted(every(100, 300))).not.toContain(false);
  });

  test('never exceed the limit in any second, and are fewer only when fewer came', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 120 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 12 }), (waits, limit) => {
        let at = 0;
        const arrivals = waits.map((wait) => {
          at += wait;
          return at;
        });
        const all = verdicts(arrivals, limit);
        const banned = all.findIndex(({ waitMs }) => waitMs > 1000);
        const judged = arrivals.slice(0, banned < 0 ? arrivals.length : banned);
        const taken: number[] = [];
        judged.forEach((arrival, n) => {
          const within = taken.filter((earlier) => earlier > arrival - 1000).length;
          expect(all[n]?.admitted).toBe(within < limit);
          if (all[n]?.admitted) taken.push(arrival);
        });
      }),
    );
  });
});

describe('a client that sends too much', () => {
  test('is banned for a minute after five seconds of it, and admitted again after that', () => {
    // Twenty a second: the 11th request, at half a second, is the first to be refused.
    const insisting = verdicts(every(50, 111));
    expect(insisting.at(-2)?.waitMs).toBeLessThanOrEqual(1000);
    expect(insisting.at(-1)).toMatchObject({ admitted: false, waitMs: 60_000 });
    const banned = insisting.at(-1)?.traffic ?? NO_TRAFFIC;
    const end = START + 110 * 50 + 60_000;
    expect(admitRequest(banned, end - 1)).toEqual({ admitted: false, waitMs: 1, traffic: banned });
    expect(admitRequest(banned, end)).toMatchObject({ admitted: true, waitMs: 0 });
  });

  test('is not banned for a burst in every other second', () => {
    const bursts = every(2000, 10).flatMap((at) => Array<number>(15).fill(at));
    expect(verdicts(bursts).every(({ waitMs }) => waitMs <= 1000)).toBe(true);
  });

  test('is banned for a burst in every second', () => {
    const bursts = every(1000, 6).flatMap((at) => Array<number>(15).fill(at));
    expect(verdicts(bursts).at(-1)?.waitMs).toBe(60_000);
  });
});

describe('a run of refusals', () => {
  const taken = Array<number>(10).fill(START);
  const refused = (refusedSince: number, refusedAt: number) =>
    admitRequest({ taken, refusedSince: START + refusedSince, refusedAt: START + refusedAt }, START);

  test('has ended when none was noted for a second and a half', () => {
    expect(refused(-10_000, -1499)).toMatchObject({ admitted: false, waitMs: 60_000 });
    const calm = { taken, refusedSince: START, refusedAt: START };
    expect(refused(-10_000, -1500)).toEqual({ admitted: false, waitMs: 1000, traffic: calm });
  });

  test('is noted five times in a second at most', () => {
    const since = { taken, refusedSince: START - 300 };
    expect(refused(-300, -199).traffic).toEqual({ ...since, refusedAt: START - 199 });
    expect(refused(-300, -200).traffic).toEqual({ ...since, refusedAt: START });
  });
});
