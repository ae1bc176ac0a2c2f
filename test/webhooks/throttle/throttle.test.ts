import { describe, expect, it } from 'vitest';
import type { Permit } from '../../../shared/webhooks/deliveries/attempt-message.ts';
import {
  AHEAD_MS,
  idleThrottle,
  isInTime,
  type Limits,
  PLACE_MS,
  type Throttle,
  takePlace,
} from '../../../shared/webhooks/throttle/throttle.ts';

const now = new Date('2026-03-17T21:00:00.000Z');
const limits: Limits = { places: 3, perSecond: 10 };

/** A permit that started so long ago, and whose place is kept for so long. */
const permit = (startedMsAgo: number, keptForMs: number): Permit => ({
  place: 'whd_1',
  until: new Date(now.getTime() + keptForMs).toISOString(),
  startAt: now.getTime() - startedMsAgo,
});

describe('a permit that was given in the line', () => {
  it.each([
    [-2000, true],
    [0, true],
    [250, true],
    [251, false],
  ])('%i ms after its start, where starts keep a distance, holds: %s', (late, holds) => {
    expect(isInTime(permit(late, 60_000), limits, now)).toBe(holds);
  });

  it('may start at any time where no rate keeps a distance', () => {
    expect(isInTime(permit(20_000, 40_000), { ...limits, perSecond: Number.POSITIVE_INFINITY }, now)).toBe(
      true,
    );
  });

  it.each([
    [60_000, true],
    [35_001, true],
    [35_000, false],
    [-1, false],
  ])('whose place is kept for %i ms more outlives an invocation: %s', (kept, holds) => {
    expect(isInTime(permit(0, kept), limits, now)).toBe(holds);
    expect(isInTime(permit(0, kept), { ...limits, perSecond: Number.POSITIVE_INFINITY }, now)).toBe(holds);
  });
});

describe('a permit for one who has just come', () => {
  const inMs = (milliseconds: number) => now.getTime() + milliseconds;
  const ahead = (milliseconds: number): Throttle => ({ ...idleThrottle, nextStart: inMs(milliseconds) });
  const until = new Date(inMs(PLACE_MS)).toISOString();

  it('is given as far ahead of its start as an invocation waits, and no further', () => {
    expect(takePlace(ahead(AHEAD_MS), limits, 'whd_1', now)).toEqual({
      throttle: { ...idleThrottle, places: { whd_1: until }, nextStart: inMs(AHEAD_MS + 100) },
      permit: { place: 'whd_1', until, startAt: inMs(AHEAD_MS) },
    });
    expect(takePlace(ahead(AHEAD_MS + 1), limits, 'whd_1', now)).toBeUndefined();
  });

  it('is given while one of its places is free: a place ends with its time', () => {
    const [kept, over] = [new Date(inMs(1)), now].map((at) => at.toISOString());
    const taken = (third: string | undefined) =>
      takePlace(
        { ...idleThrottle, places: { a: kept ?? '', b: kept ?? '', c: third ?? '' } },
        limits,
        'd',
        now,
      );
    expect(taken(kept)).toBeUndefined();
    expect(taken(over)?.throttle.places).toEqual({ a: kept, b: kept, d: until });
  });
});
