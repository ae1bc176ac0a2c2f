import { describe, expect, test } from 'vitest';
import type { Failure } from '../../fakes/twilio.ts';
import { useTable } from '../../support/setting.ts';
import { tell } from './play.ts';

useTable();

const confirms = { replies: [{ key: '1' }] };
const wrongToken: Failure = { status: 401, code: 20003 };
const forbidden: Failure = { status: 400, code: 21215 };

const failing = (failure: Failure, times: number) => ({
  before: ({ failures }: { failures: Failure[] }) => void failures.push(...Array(times).fill(failure)),
});

/** Minutes after the trigger at which the call was dialed. */
const dialedAfter = ({ twilio, calls }: Awaited<ReturnType<typeof tell>>): number =>
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
    const story = await tell([confirms], failing(failure, 1));
    expect(story.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 1 }]);
    expect(story.order.confirmation.attempts).toBe(1);
    expect(story.faultsSeen).toEqual([code, null]);
    expect(story.fault).toBeNull();
    expect(dialedAfter(story)).toBe(1);
    expect(story.waits).toMatchObject([{ waitsFor: 'voice_agent', notBefore: null }]);
  });

  test('is tried again after 1, 5 and then every 15 minutes, and shown on the timeline once', async () => {
    const story = await tell([confirms], failing(wrongToken, 4));
    expect(story.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 4 }]);
    expect(dialedAfter(story)).toBe(1 + 5 + 15 + 15);
    expect(story.waits).toHaveLength(1);
    expect(story.order.rounds.confirmation?.waitsFor).toBeUndefined();
    expect(story.charged).toBe(1);
  });

  test('is tried at once when the settings change', async () => {
    let isMended = false;
    const story = await tell([confirms], {
      ...failing(wrongToken, 3),
      async meanwhile(minutes, { change, fake: twilio }) {
        if (isMended || minutes < 6) return;
        isMended = true;
        twilio.failures.length = 0;
        await change({ name: 'Mi Tienda' });
      },
    });
    expect(story.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1 }]);
    expect(story.twilio.calls).toHaveLength(1);
    expect(dialedAfter(story)).toBe(6);
  });
});

describe('a provider that is busy', () => {
  test.each<Failure>([
    { status: 429, code: 20429 },
    { status: 400, code: 10004 },
  ])('%j makes the call wait, and is no fault', async (failure) => {
    const story = await tell([confirms], failing(failure, 2));
    expect(story.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 2 }]);
    expect(story.faultsSeen).toEqual([null]);
    expect(dialedAfter(story)).toBe(6);
    expect(story.waits).toMatchObject([{ waitsFor: 'provider_busy' }]);
  });
});

test('a number that cannot exist is never dialed again', async () => {
  const story = await tell([], failing({ status: 400, code: 21211 }, 1));
  expect(story.calls).toMatchObject([{ outcome: 'failed', reason: 'invalid_number' }]);
  expect([story.finals.length, story.charged]).toEqual([1, 0]);
});

test('another error uses an attempt, and the next one is made', async () => {
  const story = await tell([confirms], failing({ status: 400, code: 21214 }, 1));
  expect(story.calls.map(({ outcome }) => outcome)).toEqual(['confirmed', 'failed']);
});
