import { expect, it } from 'vitest';
import { patience } from '../support/time/patience.ts';
import { measureArrivals } from './arrivals.ts';

it('while 30 orders a second come in, each is found at once, for a bounded time by more than the segments', {
  timeout: patience(60_000),
}, async () => {
  const [found] = await measureArrivals([30], 45, () => undefined);
  expect(found).toMatchObject({ perSecond: 30, inexact: 0 });
  expect(found?.orders).toBeGreaterThanOrEqual(1350);
  // Nineteen seconds until there are six batches, and ten that the last of them lies; it is looked at each second.
  expect(found?.lag.most).toBeGreaterThan(20);
  expect(found?.lag.most).toBeLessThanOrEqual(40);
  expect(found?.readUnits.most).toBeLessThanOrEqual((found?.restUnits ?? 0) + 25);
});
