import { describe, expect, test } from 'vitest';
import { actOnOrder } from '../../../shared/actions/act-on-order.ts';
import { putOptOut } from '../../../shared/tenants/opt-outs.ts';
import type { TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import { providersWith } from '../../serviceability/providers.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { always, runScenario } from './scenario.ts';

useTable();

const alone: TenantChanges = { confirmationChannels: ['whatsapp'] };
const confirms = [[[5, { press: 0 }]]] as const;
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const minutesOf = (from?: string | null, to?: string | null): number =>
  Math.round((new Date(to ?? 0).getTime() - new Date(from ?? 0).getTime()) / 60_000);

describe('a token that is wrong', () => {
  test('is shown in the settings, and the customer is called when the time for an answer is over', async () => {
    const { calls, fault, faultsSeen, paid, events, whatsapp } = await runScenario([], {
      before: ({ whatsapp: { failures } }) => void failures.push(...times(20, { status: 401, code: 190 })),
    });
    expect(fault).toMatchObject({ code: 'authentication', providerCode: '190' });
    expect(faultsSeen).toContain('190');
    expect(calls).toMatchObject([
      { outcome: 'confirmed', attempt: 1 },
      { channel: 'whatsapp', outcome: 'failed', reason: 'fault', faults: 4 },
    ]);
    // After 1, 5 and 15 minutes, and for the last time when the wait of half an hour is over.
    expect(minutesOf(calls[1]?.createdAt, calls[1]?.endedAt)).toBe(30);
    expect(whatsapp.failures).toHaveLength(20 - 5);
    expect(events.filter(({ type }) => type === 'call.waiting')).toMatchObject([
      { data: { waitsFor: 'voice_agent', channel: 'whatsapp', notBefore: null } },
    ]);
    expect(paid).toEqual({ messages: 0, calls: 1 });
  });

  test('has the chat message sent once when it is fixed in time, and the fault is gone', async () => {
    const { calls, fault, faultsSeen, paid, whatsapp } = await runScenario(confirms, {
      before: ({ whatsapp: { failures } }) => void failures.push(...times(2, { status: 401, code: 190 })),
    });
    expect(calls).toMatchObject([{ channel: 'whatsapp', outcome: 'confirmed', faults: 2 }]);
    expect([fault, faultsSeen, whatsapp.messages.length]).toEqual([null, ['190', null], 1]);
    expect(paid).toEqual({ messages: 1, calls: 0 });
  });

  test('is retried where nothing follows, and immediately when the settings change', async () => {
    let mended = false;
    const { calls, fault, order } = await runScenario(confirms, {
      settings: alone,
      before: ({ whatsapp: { failures } }) => void failures.push(...times(6, { status: 400, code: 132001 })),
      async meanwhile(minutes, { whatsapp, change }) {
        if (mended || minutes < 40) return;
        mended = true;
        whatsapp.failures.length = 0;
        await change({ whatsappWaitMinutes: 30 });
      },
    });
    expect(calls).toMatchObject([{ channel: 'whatsapp', outcome: 'confirmed' }]);
    expect(minutesOf(calls[0]?.createdAt, calls[0]?.dialedAt)).toBeGreaterThanOrEqual(36);
    expect([fault, order.status]).toEqual([null, 'confirmed']);
  });
});

test('chat messages beyond the service’s limit wait without a fault', async () => {
  const { calls, faultsSeen, events } = await runScenario(confirms, {
    before: ({ whatsapp: { failures } }) =>
      void failures.push({ status: 429, code: 130429 }, { status: 400, code: 131056 }),
  });
  expect(calls).toMatchObject([{ outcome: 'confirmed' }]);
  expect(faultsSeen).toEqual([null]);
  expect(minutesOf(calls[0]?.createdAt, calls[0]?.dialedAt)).toBe(6);
  expect(events.filter(({ type }) => type === 'call.waiting')).toMatchObject([
    { data: { waitsFor: 'provider_busy', channel: 'whatsapp' } },
  ]);
});

describe('hours', () => {
  const closed = { from: '23:00', to: '23:59' };
  const nightOnly = {
    ...Object.fromEntries(
      Object.keys(always).flatMap((day) => (day.endsWith('day') ? [[day, [closed]]] : [])),
    ),
    workingHolidays: [],
  };

  test('of calls hold for messages', async () => {
    const { calls } = await runScenario(confirms, { settings: { callingHours: nightOnly } });
    // Noon in Bogotá to eleven at night.
    expect(minutesOf(calls[0]?.createdAt, calls[0]?.dialedAt)).toBe(11 * 60);
  });

  test('of messages are their own, and calls keep theirs', async () => {
    const { calls } = await runScenario([[]], {
      settings: { callingHours: nightOnly, messageHours: always },
    });
    expect(minutesOf(calls[1]?.createdAt, calls[1]?.dialedAt)).toBe(0);
    expect(calls[0]).toMatchObject({ outcome: 'confirmed', notBefore: '2026-11-24T04:00:00.000Z' });
  });
});

test('a customer who opted out before it was sent gets none', async () => {
  const { calls, whatsapp, dials } = await runScenario([], {
    async meanwhile(_minutes, { scope }) {
      const optOut = { phone: '+573001234567', reason: null, createdAt: '2026-11-23T17:00:00.000Z' };
      await putOptOut(engine.table, scope, optOut, []);
    },
  });
  expect(calls).toMatchObject([{ channel: 'whatsapp', outcome: 'no_answer', reason: 'opt_out' }]);
  expect([whatsapp.messages.length, dials.length]).toEqual([0, 0]);
});

describe('an operator who decides while a chat message is open', () => {
  test.each([
    ['confirm', 'confirmed'],
    ['cancel', 'cancelled'],
  ] as const)(
    'and chooses %s ends the round: nobody is called, and an answer changes nothing',
    async (action, status) => {
      let done = false;
      const { order, calls, finals, dials, events } = await runScenario(
        [
          [
            [60, 'read'],
            [20 * 60, { press: 1 }],
          ],
        ],
        {
          async meanwhile(minutes, { scope, orderIds: [orderId = ''] }) {
            if (done || minutes < 14) return;
            done = true;
            const clock = () => new Date('2026-11-23T17:15:00.000Z');
            const services = {
              table: engine.table,
              clock,
              liveCalls: 'agent',
              providers: providersWith(),
            } as const;
            await actOnOrder(services, scope, orderId, { action, reason: 'phoned' }, () => []);
          },
        },
      );
      expect(order.status).toBe(status);
      expect(order.rounds.confirmation).toMatchObject({ outcome: 'superseded' });
      expect([finals, dials, calls]).toMatchObject([[], [], [{ status: 'ended', outcome: 'no_answer' }]]);
      expect(events.filter(({ type }) => type === 'message.answered_late')).toMatchObject([
        { data: { meaning: 'no', text: 'Cancelar' } },
      ]);
    },
  );
});
