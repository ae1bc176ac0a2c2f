import { describe, expect, test } from 'vitest';
import { isOptedOut } from '../../../shared/tenants/opt-outs.ts';
import type { Callback, Customer } from '../../fakes/retell.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { runScenario } from './scenario.ts';

useTable();

const once = { callPolicy: { maxAttempts: 1, delaysMinutes: [10] } };
const says = (outcome: string, more: Partial<Customer> = {}): Customer => ({
  analysis: { outcome },
  ...more,
});
const lost = (event: string) => (callback: Callback) => (callback.event === event ? 0 : 1);

describe('a customer who talks', () => {
  test.each<[string, string, string]>([
    ['confirmed', 'confirmed', 'confirmed'],
    ['cancelled', 'cancelled', 'cancelled'],
    ['novedad', 'novedad', 'needs_review'],
  ])('and %s', async (said, outcome, status) => {
    const { order, calls, finals, retell, charged, refused, fault } = await runScenario([
      says(said, { seconds: 42, transcript: 'Agent: ¿Confirma?\nUser: Bueno' }),
    ]);
    expect(calls).toMatchObject([
      {
        outcome,
        provider: 'retell',
        providerCallId: retell.calls[0]?.id,
        durationSeconds: 42,
        recordingUrl: `https://dxc03zgurdly9.cloudfront.net/${retell.calls[0]?.id}/recording.wav`,
        transcript: 'Agent: ¿Confirma?\nUser: Bueno',
        summary: 'What the customer said.',
      },
    ]);
    expect(order).toMatchObject({ status, confirmation: { outcome, attempts: 1 } });
    expect([finals.length, retell.calls.length, charged, refused, fault]).toEqual([1, 1, 1, [], null]);
  });

  test('and corrects the address has the order sent there', async () => {
    const { order } = await runScenario([
      { analysis: { outcome: 'confirmed', address_final: 'Carrera 7 # 1-2' } },
    ]);
    expect(order).toMatchObject({ status: 'confirmed', addressFinal: 'Carrera 7 # 1-2' });
  });

  test('and never wants to be called again is not called, about any order', async () => {
    const { calls, scope, charged } = await runScenario([{ analysis: { opt_out: true } }]);
    expect(calls).toMatchObject([{ outcome: 'no_answer', reason: 'opt_out' }]);
    expect(await isOptedOut(engine.table, scope, '+573001234567')).toBe(true);
    expect(charged).toBe(1);
  });

  test('can confirm the order and opt out of calls', async () => {
    const { order, scope } = await runScenario([{ analysis: { outcome: 'confirmed', opt_out: true } }]);
    expect(order.status).toBe('confirmed');
    expect(await isOptedOut(engine.table, scope, '+573001234567')).toBe(true);
  });

  test('is called again without a decision', async () => {
    const { calls, charged } = await runScenario([{ analysis: {} }, says('confirmed')]);
    expect(calls.map(({ outcome }) => outcome)).toEqual(['confirmed', 'unknown']);
    expect(charged).toBe(2);
  });

  test('of a recovery call recovers', async () => {
    const { calls } = await runScenario([says('confirmed')], { callType: 'recovery' });
    expect(calls).toMatchObject([{ outcome: 'recovered' }]);
  });

  test('is understood through the tenant’s own names for the analysis', async () => {
    const analysis = { outcome: 'decision', addressFinal: 'new_address' };
    const { order } = await runScenario([{ analysis: { decision: 'confirmed', new_address: 'Calle 1' } }], {
      settings: { voiceAgent: { analysis } },
    });
    expect(order).toMatchObject({ status: 'confirmed', addressFinal: 'Calle 1' });
  });
});

describe('a dial that reaches nobody', () => {
  test.each([
    ['dial_busy', 'busy'],
    ['user_declined', 'busy'],
    ['dial_no_answer', 'no_answer'],
    ['dial_failed', 'failed'],
    ['a_reason_of_next_year', 'failed'],
  ])('%s is tried again', async (reason, outcome) => {
    const { calls, order, retell } = await runScenario([
      { reason, analyzedAfter: null, seconds: 0 },
      says('confirmed'),
    ]);
    expect(calls.map((call) => call.outcome)).toEqual(['confirmed', outcome]);
    expect([order.status, retell.calls.length]).toEqual(['confirmed', 2]);
  });

  test('costs nothing, and is over at once', async () => {
    const { calls, charged, minutes } = await runScenario([{ reason: 'dial_busy' }], {
      settings: once,
      copies: ({ event }) => (event === 'call_ended' ? 1 : 0),
    });
    expect(calls).toMatchObject([{ outcome: 'busy' }]);
    expect(charged).toBe(0);
    expect(Date.parse(calls[0]?.endedAt ?? '') - Date.parse(calls[0]?.createdAt ?? '')).toBeLessThan(30_000);
    expect(minutes).toBeCloseTo(2, 0);
  });

  test('is not tried again when the number cannot exist', async () => {
    const { calls, charged } = await runScenario([{ reason: 'invalid_destination' }]);
    expect(calls).toMatchObject([{ outcome: 'failed', reason: 'invalid_number' }]);
    expect(charged).toBe(0);
  });

  test.each<Customer>([
    { reason: 'voicemail_reached' },
    { reason: 'ivr_reached', analysis: { outcome: 'confirmed' } },
    { inVoicemail: true, analysis: { outcome: 'confirmed' } },
  ])('is a voicemail when a machine picked up, and never confirms: %j', async (customer) => {
    const { calls, order, charged } = await runScenario([customer], { settings: once });
    expect(calls).toMatchObject([{ outcome: 'voicemail', durationSeconds: 20 }]);
    expect(order).toMatchObject({ status: 'pending', confirmation: { outcome: 'no_answer' } });
    expect(charged).toBe(1);
  });
});

describe('events', () => {
  /** Seconds from the start of the dial to its end as it is stored. */
  const secondsOf = ({ calls }: Awaited<ReturnType<typeof runScenario>>): number =>
    Math.round((Date.parse(calls[0]?.endedAt ?? '') - Date.parse(calls[0]?.dialedAt ?? '')) / 1000);

  test('whose analysis comes before the end count once', async () => {
    const result = await runScenario([says('confirmed', { analyzedAfter: -1 })]);
    expect(result.calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect([result.finals.length, result.charged]).toEqual([1, 1]);
  });

  test('that all come twice count once', async () => {
    const { calls, charged, finals, retell } = await runScenario([says('confirmed')], { copies: () => 2 });
    expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect([charged, finals.length, retell.calls.length]).toEqual([1, 1, 1]);
  });

  test.each(['call_started', 'call_ended'])('without %s are enough', async (event) => {
    const { calls, charged } = await runScenario([says('confirmed')], { copies: lost(event) });
    expect(calls).toMatchObject([{ outcome: 'confirmed', durationSeconds: 20 }]);
    expect(charged).toBe(1);
  });

  test('whose analysis is lost: two minutes after the dial Retell is polled for it', async () => {
    const result = await runScenario([says('confirmed')], { copies: lost('call_analyzed') });
    expect(result.calls).toMatchObject([{ outcome: 'confirmed', transcript: expect.any(String) }]);
    expect(secondsOf(result)).toBe(120);
    expect(result.charged).toBe(1);
  });

  test('of a call that is never analyzed: two minutes after the dial the reason decides', async () => {
    const result = await runScenario([says('confirmed', { analyzedAfter: null })], { settings: once });
    expect(result.calls).toMatchObject([{ outcome: 'unknown', durationSeconds: 20 }]);
    expect(secondsOf(result)).toBe(120);
    expect(result.charged).toBe(1);
  });

  test('of a call that broke and is never analyzed: it failed', async () => {
    const { calls, charged } = await runScenario([{ reason: 'error_asr', analyzedAfter: null }], {
      settings: once,
    });
    expect(calls).toMatchObject([{ outcome: 'failed' }]);
    expect(charged).toBe(0);
  });

  test('whose analysis comes long after the end still count, while the round goes on', async () => {
    const { calls, order, retell, finals } = await runScenario([says('confirmed', { analyzedAfter: 120 })]);
    expect(calls.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(1);
    expect([order.status, retell.calls.length, finals.length]).toEqual(['confirmed', 1, 1]);
  });

  test('that never come: the first poll finds the end, and a minute later it is final', async () => {
    const result = await runScenario([says('confirmed', { analyzedAfter: null })], {
      copies: () => 0,
      settings: once,
    });
    expect(result.calls).toMatchObject([{ outcome: 'unknown', durationSeconds: 20 }]);
    expect(secondsOf(result)).toBe(180);
  });

  test('that never come, of a call that was analyzed: the first poll finds everything', async () => {
    const result = await runScenario([says('confirmed', { analyzedAfter: 30 })], { copies: () => 0 });
    expect(result.calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect(secondsOf(result)).toBe(120);
  });

  test('that never come, of a call that Retell does not end: it is unknown after an hour', async () => {
    const { calls, minutes } = await runScenario([], { settings: once });
    expect(calls).toMatchObject([{ outcome: 'unknown' }]);
    expect(minutes).toBeCloseTo(60, 0);
  });

  test('that are lost while Retell cannot be reached: it is polled until it answers', async () => {
    const result = await runScenario([says('confirmed', { analyzedAfter: 1 })], {
      copies: lost('call_analyzed'),
      before: ({ askFailures }) => askFailures.push({ status: 503 }, { status: 429 }, { lost: 'before' }),
    });
    expect(result.calls).toMatchObject([{ outcome: 'confirmed' }]);
    expect(secondsOf(result)).toBe(360);
  });
});

describe('a request for a dial whose answer is lost', () => {
  test('is looked for, and not repeated when it was dialed', async () => {
    const { calls, retell, charged } = await runScenario([says('confirmed')], {
      before: ({ failures }) => failures.push({ lost: 'after' }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed', providerCallId: retell.calls[0]?.id }]);
    expect([retell.calls.length, charged]).toEqual([1, 1]);
  });

  test('is found although no event comes', async () => {
    const { calls, retell } = await runScenario([says('confirmed')], {
      copies: () => 0,
      before: ({ failures }) => failures.push({ lost: 'after' }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed', providerCallId: retell.calls[0]?.id }]);
    expect(retell.calls).toHaveLength(1);
  });

  test('is made again after two minutes when it was not dialed', async () => {
    const { calls, retell } = await runScenario([says('confirmed')], {
      before: ({ failures }) => failures.push({ lost: 'before' }),
    });
    expect(calls).toMatchObject([{ outcome: 'confirmed', attempt: 1 }]);
    expect(retell.calls).toHaveLength(1);
    const dialed = retell.calls[0]?.createdAt.getTime() ?? 0;
    const waited = (dialed - Date.parse(calls[0]?.createdAt ?? '')) / 1000;
    expect([waited >= 120, waited < 130]).toEqual([true, true]);
  });
});

test('a call about an order that was cancelled while it rang is ended', async () => {
  const { retell } = await runScenario([says('confirmed')], {
    copies: ({ event }) => (event === 'call_started' ? 1 : 0),
    settings: once,
    async meanwhile(_minutes, { fake, cancel }) {
      if (fake.calls[0]?.status === 'registered') await cancel();
    },
  });
  expect(retell.calls.map(({ isStopped }) => isStopped)).toEqual([true]);
});
