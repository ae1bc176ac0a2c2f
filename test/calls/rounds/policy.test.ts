import { expect, it } from 'vitest';
import { isAttemptOutcome, mayRetry, retryDelaySeconds } from '../../../shared/calls/call/policy.ts';

const policy = { maxAttempts: 3, delaysMinutes: [10, 120] };

it.each([
  [1, 600],
  [2, 7200],
  [3, 7200],
  [9, 7200],
])('after dial %i the next one waits %i s', (attempt, seconds) => {
  expect(retryDelaySeconds(policy, attempt)).toBe(seconds);
});

it('a policy without delays waits for nothing', () => {
  expect(retryDelaySeconds({ delaysMinutes: [] }, 1)).toBe(0);
});

it.each([
  [1, null, true],
  [2, null, true],
  [3, null, false],
  [1, 'invalid_number', false],
  [1, 'opt_out', false],
])('dial %i with %j is followed by another: %s', (attempt, reason, may) => {
  expect(mayRetry(policy, attempt, reason)).toBe(may);
});

it('an attempt’s outcome is not an answer of the customer', () => {
  const outcomes = ['no_answer', 'busy', 'voicemail', 'failed', 'unknown'];
  expect([...outcomes, 'confirmed', 'not_recovered', ''].map(isAttemptOutcome)).toEqual([
    ...outcomes.map(() => true),
    ...[false, false, false],
  ]);
});
