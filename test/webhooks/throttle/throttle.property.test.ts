import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Permit } from '../../../shared/webhooks/deliveries/attempt-message.ts';
import {
  AHEAD_MS,
  grantPermits,
  idleThrottle,
  type Limits,
  PLACE_MS,
  retakePlace,
  type Throttle,
  takePlace,
} from '../../../shared/webhooks/throttle/throttle.ts';

const START = Date.parse('2026-03-17T21:00:00.000Z');

/** What may happen next: time passes, somebody comes, comes again, gives a place back, or the line is looked through. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 5_000 }) }),
  fc.record({ kind: fc.constant('take'), ms: fc.constant(0) }),
  fc.record({ kind: fc.constant('again'), ms: fc.constant(0) }),
  fc.record({ kind: fc.constant('back'), ms: fc.constant(0) }),
  fc.record({ kind: fc.constant('out'), ms: fc.constant(0) }),
);
const limits = fc.record({
  places: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(Number.POSITIVE_INFINITY)),
  perSecond: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constant(Number.POSITIVE_INFINITY)),
});

interface Seen {
  throttle: Throttle;
  given: (Permit & { at: number })[];
}

function run(steps: readonly { kind: string; ms: number }[], limit: Limits): Seen {
  let now = START;
  let throttle = idleThrottle;
  let count = 0;
  const given: Seen['given'] = [];
  for (const { kind, ms } of steps) {
    now += ms;
    const at = new Date(now);
    const [someone] = Object.keys(throttle.places);
    if (kind === 'take' || (kind === 'again' && someone)) {
      const place = kind === 'take' ? `p${count++}` : String(someone);
      const took = (kind === 'take' ? takePlace : retakePlace)(throttle, limit, place, at);
      if (took) {
        throttle = took.throttle;
        given.push({ ...took.permit, at: now });
      }
    } else if (kind === 'back' && someone) {
      const { [someone]: _back, ...places } = throttle.places;
      throttle = { ...throttle, places };
    } else if (kind === 'out') {
      const out = grantPermits(
        throttle,
        limit,
        [...Object.keys(throttle.places), `p${count++}`, `p${count++}`],
        at,
      );
      throttle = out.throttle;
      given.push(...out.given.map((permit) => ({ ...permit, at: now })));
    }
    const live = Object.values(throttle.places).filter((until) => Date.parse(until) > now);
    expect(live.length).toBeLessThanOrEqual(limit.places);
  }
  return { throttle, given };
}

test('whatever comes, there are never more places than the limit, and starts keep their distance', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), limits, (steps, limit) => {
      const { given } = run(steps, limit);
      const starts = given.map(({ startAt }) => startAt);
      for (const [index, start] of starts.entries()) {
        const before = starts[index - 1];
        if (before !== undefined && Number.isFinite(limit.perSecond))
          expect(start - before).toBeGreaterThanOrEqual(1000 / limit.perSecond - 0.001);
      }
      for (const { at, startAt, until } of given) {
        expect(startAt).toBeGreaterThanOrEqual(at);
        expect(startAt - at).toBeLessThanOrEqual(AHEAD_MS);
        expect(Date.parse(until)).toBe(at + PLACE_MS);
      }
    }),
  );
});

test('no attempt overtakes those that wait', () => {
  const waiting = { ...idleThrottle, lineAt: new Date(START + 1000).toISOString() };
  const limit = { places: 3, perSecond: Number.POSITIVE_INFINITY };
  expect(takePlace(waiting, limit, 'new', new Date(START))).toBeUndefined();
  const { given } = grantPermits(waiting, limit, ['a', 'b', 'c', 'd'], new Date(START));
  expect(given.map(({ place }) => place)).toEqual(['a', 'b', 'c']);
});

test('a place that is never released is free after a minute', () => {
  const limit = { places: 1, perSecond: Number.POSITIVE_INFINITY };
  const first = takePlace(idleThrottle, limit, 'dead', new Date(START));
  expect(first && takePlace(first.throttle, limit, 'next', new Date(START + PLACE_MS - 1))).toBeUndefined();
  expect(first && takePlace(first.throttle, limit, 'next', new Date(START + PLACE_MS))).toMatchObject({
    permit: { place: 'next', startAt: START + PLACE_MS },
  });
});
