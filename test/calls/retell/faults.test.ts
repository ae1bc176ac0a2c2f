import { describe, expect, test } from 'vitest';
import type { Failure } from '../../fakes/retell.ts';
import { useTable } from '../../support/table/setting.ts';
import { runScenario } from './scenario.ts';

useTable();

const confirms = { analysis: { outcome: 'confirmed' } };

const failing = (failure: Failure, times: number) => ({
  before: ({ failures }: { failures: Failure[] }) => void failures.push(...Array(times).fill(failure)),
});

/** Minutes after the trigger at which the last call was dialed. */
const dialedAfter = ({ retell, calls }: Awaited<ReturnType<typeof runScenario>>): number =>
  Math.round(
    ((retell.calls.at(-1)?.createdAt.getTime() ?? 0) - Date.parse(calls.at(-1)?.createdAt ?? '')) / 60_000,
  );

describe('a fault of the settings', () => {
  test.each<[string, Failure, string]>([
    ['a wrong key', { status: 401 }, 'authentication'],
    ['an account that may not', { status: 402 }, 'account'],
    ['an agent that is not there', { status: 404 }, 'settings'],
    ['a number of somebody else', { status: 400, message: 'from_number is not yours' }, 'caller_number'],
  ])('%s uses no attempt, is shown, and disappears when it is fixed', async (_what, failure, code) => {
    const result = await runScenario([confirms], failing(failure, 1));
    expect(result.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 1 }]);
    expect(result.order.confirmation.attempts).toBe(1);
    expect(result.faultsSeen).toEqual([code, null]);
    expect(dialedAfter(result)).toBe(1);
    expect(result.waits).toMatchObject([{ waitsFor: 'voice_agent', notBefore: null }]);
  });

  test.each([
    ['no_valid_payment', 'account'],
    ['telephony_provider_permission_denied', 'destination_country'],
  ])('%s, which Retell reports after accepting the call, uses no attempt either', async (reason, code) => {
    const result = await runScenario([{ reason }, { reason }, confirms]);
    expect(result.calls).toMatchObject([
      { outcome: 'confirmed', attempt: 1, faults: 2, providerCallId: result.retell.calls[2]?.id },
    ]);
    expect(result.order.confirmation.attempts).toBe(1);
    expect([result.faultsSeen, result.faultCount, result.fault]).toEqual([[null, code], 1, null]);
    expect(result.waits).toMatchObject([{ waitsFor: 'voice_agent', notBefore: null }]);
    expect(result.order.rounds.confirmation?.waitsFor).toBeUndefined();
    expect(dialedAfter(result)).toBe(6);
    expect([result.retell.calls.length, result.finals.length, result.charged]).toEqual([3, 1, 1]);
  });

  test('is tried at once when the settings change', async () => {
    let isMended = false;
    const reason = 'no_valid_payment';
    const result = await runScenario([{ reason }, { reason }, confirms], {
      async meanwhile(minutes, { change }) {
        if (isMended || minutes < 2) return;
        isMended = true;
        await change({ name: 'Mi Tienda' });
      },
    });
    expect(result.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1 }]);
    expect(result.retell.calls).toHaveLength(3);
    expect(dialedAfter(result)).toBe(2);
  });

  test.each([true, false])(
    'stays when another call met it while this one continued (reported later: %s)',
    async (late) => {
      let isNoted = false;
      const result = await runScenario([confirms], {
        async meanwhile(_minutes, { fake, note }) {
          if (isNoted || fake.calls[0]?.status !== 'registered') return;
          isNoted = true;
          await note({ status: 'fault', code: 'account', providerCode: '402' }, late);
        },
      });
      expect(result.calls).toMatchObject([{ outcome: 'confirmed' }]);
      expect(result.fault).toMatchObject({ code: 'account', providerCode: '402' });
    },
  );

  test('delays the call once when it is reported twice, and by the poll too', async () => {
    const reason = 'no_valid_payment';
    const twice = await runScenario([{ reason }, confirms], { copies: () => 2 });
    expect(twice.calls).toMatchObject([{ outcome: 'confirmed', faults: 1 }]);
    expect(twice.retell.calls).toHaveLength(2);
    const polled = await runScenario([{ reason }, { ...confirms, analyzedAfter: 1 }], { copies: () => 0 });
    expect(polled.calls).toMatchObject([{ outcome: 'confirmed', faults: 1 }]);
    expect([polled.retell.calls.length, polled.charged]).toEqual([2, 1]);
  });
});

describe('a provider that is busy', () => {
  test('makes the call wait, and is not a fault', async () => {
    const result = await runScenario([confirms], failing({ status: 429 }, 2));
    expect(result.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 2 }]);
    expect(result.faultsSeen).toEqual([null]);
    expect(dialedAfter(result)).toBe(6);
    expect(result.waits).toMatchObject([{ waitsFor: 'provider_busy' }]);
  });

  test.each(['concurrency_limit_reached', 'no_concurrency_fallback'])(
    'makes the call wait also when it reports it after accepting the call (%s)',
    async (reason) => {
      const result = await runScenario([{ reason }, confirms]);
      expect(result.calls).toMatchObject([{ outcome: 'confirmed', attempt: 1, faults: 1 }]);
      expect(result.faultsSeen).toEqual([null]);
      expect(dialedAfter(result)).toBe(1);
      expect(result.waits).toMatchObject([{ waitsFor: 'provider_busy' }]);
      expect([result.order.confirmation.attempts, result.charged]).toEqual([1, 1]);
    },
  );
});

test('another error uses an attempt, and the next one is made', async () => {
  const result = await runScenario([confirms], failing({ status: 422, message: 'to_number is odd' }, 1));
  expect(result.calls.map(({ outcome }) => outcome)).toEqual(['confirmed', 'failed']);
});

test('a dial that was rejected and repeated is not confused with the one whose answer was lost', async () => {
  const result = await runScenario([{ reason: 'no_valid_payment' }, confirms], {
    meanwhile(_minutes, { fake }) {
      if (fake.calls.length === 1 && fake.failures.length === 0) fake.failures.push({ lost: 'after' });
    },
    copies: ({ event, body }) => (event === 'call_ended' && body.includes('no_valid_payment') ? 1 : 0),
  });
  expect(result.calls).toMatchObject([
    { outcome: 'confirmed', attempt: 1, providerCallId: result.retell.calls[1]?.id },
  ]);
  expect(result.retell.calls).toHaveLength(2);
});
