import { describe, expect, test } from 'vitest';
import type { Failure } from '../../fakes/twilio.ts';
import { useTable } from '../../support/table/setting.ts';
import { runScenario } from './scenario.ts';

useTable();

const confirms = { replies: [{ key: '1' }] };
const wrongToken: Failure = { status: 401, code: 20003 };
const forbidden: Failure = { status: 400, code: 21215 };

const failing = (failure: Failure, times: number) => ({
  before: ({ failures }: { failures: Failure[] }) => void failures.push(...Array(times).fill(failure)),
});

/** Minutes after the trigger at which the call was dialed. */
const dialedAfter = ({ twilio, calls }: Awaited<ReturnType<typeof runScenario>>): number =>
  Math.round(
    ((twilio.calls[0]?.createdAt.getTime() ?? 0) - new Date(calls.at(-1)?.createdAt ?? '').getTime()) /
      60_000,
  );

describe('a fault of the settings', () => {
  test.each<[string, Failure, string, string]>([
    ['a wrong token', wrongToken, 'authentication', '20003'],
    ['a number that may not call', { status: 400, code: 21210 }, 'caller_number', '21210'],
    ['a country that is switched off', forbidden, 'destination_country', '21215'],
    ['a trial account', { status: 400, code: 573002 }, 'trial_account', '573002'],
  ])('%s uses no attempt, is shown, and disappears when it is fixed', async (_what, failure, code) => {
    const result = await runScenario([confirms], failing(failure, 1));
    expect(result.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 1 }]);
    expect(result.order.confirmation.attempts).toBe(1);
    expect(result.faultsSeen).toEqual([code, null]);
    expect(result.fault).toBeNull();
    expect(dialedAfter(result)).toBe(1);
    expect(result.waits).toMatchObject([{ waitsFor: 'voice_agent', notBefore: null }]);
  });

  test('is tried again after 1, 5 and then every 15 minutes, and shown on the timeline once', async () => {
    const result = await runScenario([confirms], failing(wrongToken, 4));
    expect(result.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 4 }]);
    expect(dialedAfter(result)).toBe(1 + 5 + 15 + 15);
    expect(result.waits).toHaveLength(1);
    expect(result.order.rounds.confirmation?.waitsFor).toBeUndefined();
    expect(result.charged).toBe(1);
  });

  test('is tried at once when the settings change', async () => {
    let isMended = false;
    const result = await runScenario([confirms], {
      ...failing(wrongToken, 3),
      async meanwhile(minutes, { change, fake: twilio }) {
        if (isMended || minutes < 6) return;
        isMended = true;
        twilio.failures.length = 0;
        await change({ name: 'Mi Tienda' });
      },
    });
    expect(result.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1 }]);
    expect(result.twilio.calls).toHaveLength(1);
    expect(dialedAfter(result)).toBe(6);
  });
});

describe('a provider that is busy', () => {
  test.each<Failure>([
    { status: 429, code: 20429 },
    { status: 400, code: 10004 },
  ])('%j makes the call wait, and is no fault', async (failure) => {
    const result = await runScenario([confirms], failing(failure, 2));
    expect(result.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 2 }]);
    expect(result.faultsSeen).toEqual([null]);
    expect(dialedAfter(result)).toBe(6);
    expect(result.waits).toMatchObject([{ waitsFor: 'provider_busy' }]);
  });
});

test('a number that cannot exist is never dialed again', async () => {
  const result = await runScenario([], failing({ status: 400, code: 21211 }, 1));
  expect(result.calls).toMatchObject([{ outcome: 'failed', reason: 'invalid_number' }]);
  expect([result.finals.length, result.charged]).toEqual([1, 0]);
});

test('another error uses an attempt, and the next one is made', async () => {
  const result = await runScenario([confirms], failing({ status: 400, code: 21214 }, 1));
  expect(result.calls.map(({ outcome }) => outcome)).toEqual(['confirmed', 'failed']);
});
