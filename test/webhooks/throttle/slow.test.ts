import { expect, it } from 'vitest';
import type { HttpResult } from '../../../shared/adapters/outbound/http-result.ts';
import { reportingSlowness } from '../../../shared/webhooks/throttle/slow.ts';

const took = (durationMs: number): HttpResult => ({ ok: true, status: 200, body: '', durationMs });
const timedOut: HttpResult = { ok: false, failure: 'timeout', status: null, body: null, durationMs: 10_000 };

it.each([
  ['that took five seconds is slow', took(5000), 0.1, 1],
  ['that took less is not', took(4999), 0.1, 0],
  ['that this process had hardly time for is not', took(5000), 0.81, 0],
  ['that came to a timeout is slow in any case', timedOut, 0.99, 1],
])('an exchange %s', async (_what, outcome, share, expected) => {
  let noticed = 0;
  const onSlow = async () => {
    noticed++;
  };
  expect(
    await reportingSlowness(
      async () => outcome,
      onSlow,
      () => share,
    ),
  ).toBe(outcome);
  expect(noticed).toBe(expected);
});
