import { describe, expect, it, test } from 'vitest';
import { recheckAt, wasSkippedByRelay } from '../../../shared/webhooks/ordering/earlier.ts';

const NOW = new Date('2026-03-18T21:00:00.000Z');
const time = (seconds: number) => new Date(NOW.getTime() + seconds * 1000).toISOString();
const HOUR = 3600;

const look = (
  at: string,
  delivery?: { status: 'pending' | 'succeeded' | 'failed' | 'held'; nextAttemptAt?: string },
) => {
  const again = recheckAt([{ at, delivery }], { orderedSince: time(-100 * HOUR) }, NOW);
  return again && (again.getTime() - NOW.getTime()) / 1000;
};

describe('an event', () => {
  it.each(['succeeded', 'failed', 'held'] as const)('may come after one that has %s', (status) => {
    expect(look(time(-10), { status })).toBeUndefined();
  });

  it('waits for one that is to be tried again, until a second after', () => {
    expect(look(time(-10), { status: 'pending', nextAttemptAt: time(300) })).toBe(301);
  });

  it.each([
    ['just now', 0, 1],
    ['a while ago', -60, 15],
    ['hours ago', -8 * HOUR, 2 * HOUR],
  ])('looks again the later, the later it is: one was due %s', (_, due, seconds) => {
    expect(look(time(-9 * HOUR), { status: 'pending', nextAttemptAt: time(due) })).toBe(seconds);
    expect(look(time(due))).toBe(seconds);
  });

  it('does not wait for one that is lost for more than a day', () => {
    expect(
      look(time(-26 * HOUR), { status: 'pending', nextAttemptAt: time(-25 * HOUR - 1) }),
    ).toBeUndefined();
    expect(look(time(-26 * HOUR), { status: 'pending', nextAttemptAt: time(-25 * HOUR) })).toBe(6.25 * HOUR);
    expect(look(time(-25 * HOUR - 1))).toBeUndefined();
  });

  it('waits for the last of those before it', () => {
    const earlier = [
      { at: time(-10), delivery: { status: 'pending' as const, nextAttemptAt: time(60) } },
      { at: time(-10), delivery: { status: 'succeeded' as const } },
      { at: time(-4), delivery: undefined },
    ];
    expect(recheckAt(earlier, {}, NOW)?.toISOString()).toBe(time(61));
  });
});

test('what happened before the endpoint asked for it is not waited for', () => {
  const endpoint = { orderedSince: time(-5) };
  expect(recheckAt([{ at: time(-5.001), delivery: undefined }], endpoint, NOW)).toBeUndefined();
  expect(recheckAt([{ at: time(-5), delivery: undefined }], endpoint, NOW)?.toISOString()).toBe(time(1.25));
});

test('an event without a delivery has been overlooked after a minute', () => {
  const endpoint = { orderedSince: time(-200) };
  const overlooked = (at: string, delivery?: { status: 'pending' }) =>
    wasSkippedByRelay({ at, delivery }, endpoint, NOW);
  expect(overlooked(time(-60))).toBe(false);
  expect(overlooked(time(-60.001))).toBe(true);
  expect(overlooked(time(-60.001), { status: 'pending' })).toBe(false);
  expect(overlooked(time(-200.001))).toBe(false);
});

test('an event whose delivery may have expired has not been overlooked', () => {
  const overlooked = (at: string) => wasSkippedByRelay({ at, delivery: undefined }, {}, NOW);
  expect(overlooked(time(-25 * HOUR))).toBe(true);
  expect(overlooked(time(-25 * HOUR - 0.001))).toBe(false);
});
