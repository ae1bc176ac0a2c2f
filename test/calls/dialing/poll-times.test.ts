import { expect, it } from 'vitest';
import { isPolledBy } from '../../../shared/calls/dialing/poll-times.ts';

const DIALED = Date.UTC(2026, 10, 23, 17);
const at = (seconds: number): Date => new Date(DIALED + seconds * 1000);
const call = { dialedAt: at(0).toISOString() };

it.each([
  ['a short call is', 20, true],
  ['one that ends just before the first poll is, and polled again then', 119, true],
  ['one that ends at the first poll is not', 120, false],
  ['one whose second poll is too far off is not', 179, false],
  ['one whose second poll is near is', 180, true],
  ['one that ends after the last near poll is not', 301, false],
])('%s polled by itself soon after it is settled', (_which, ended, expected) => {
  expect(isPolledBy(at(ended + 60), call, at(ended), 1)).toBe(expected);
});

it('a faster stage polls as much sooner', () => {
  expect(isPolledBy(at(2), call, at(1), 60)).toBe(true);
  expect(isPolledBy(at(3), call, at(2), 60)).toBe(false);
});

it('a call that was not dialed is not polled', () => {
  expect(isPolledBy(at(80), { dialedAt: null }, at(20), 1)).toBe(false);
});
