import { describe, expect, it } from 'vitest';
import type { Queues } from '../../../shared/adapters/queues/queues.ts';
import type { Mode, Scope } from '../../../shared/base/scope.ts';
import { getOrder } from '../../../shared/calls/call/order-calls.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { CallMessage } from '../../../shared/calls/queue/messages.ts';
import { triggerCall } from '../../../shared/calls/rounds/trigger-call.ts';
import { createSimulator } from '../../../shared/calls/telephony/simulator/simulator.ts';
import { linePartition } from '../../../shared/calls/times/phone-line.ts';
import type { DialServices } from '../../../shared/calls/waiting/dial-services.ts';
import type { CallType } from '../../../shared/events/order-words.ts';
import { updateOrder } from '../../../shared/orders/changes/update-order.ts';
import type { TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import { changeTenant, replaceTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { type CrashPoint, crashing, dyingAfterAnyStep, neverCrash } from '../../support/crash.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { reportingDueWork } from '../../support/queues/due-work.ts';
import { virtualQueue } from '../../support/queues/virtual-queue.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { patience } from '../../support/time/patience.ts';
import { given, NOON } from '../support/factories.ts';
import { orderEvents } from '../support/order-events.ts';

useTable();

const always = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
    day,
    [{ from: '00:00', to: '24:00' }],
  ]),
);
const openAlways = { callingHours: { ...always, workingHolidays: ['2026-12-08', '2026-12-25'] } };
const POLICY = { maxAttempts: 3, delaysMinutes: [10, 120] };

/** A tenant's calls under a clock of their own: what was dialed when, and how it ended. */
async function shop(
  changes: TenantChanges = {},
  mode: Mode = 'live',
  point: CrashPoint = neverCrash(),
  times = 1,
) {
  const { tenant } = await addTenant(engine.table);
  const { voiceAgent: _agent, whatsapp: _messages, ...settings } = { ...openAlways, ...changes };
  await engine.table.transact([replaceTenant(tenant, changeTenant(tenant, settings, new Date(NOON)))]);
  const scope: Scope = { tenantId: tenant.id, mode };
  const queue = virtualQueue(new Date(NOON), 'calls');
  const table = reportingDueWork(engine.table, ({ body, dueAt }) => queue.due(body, new Date(dueAt)));
  const orderIds: string[] = [];
  const dials: { callId: string; orderId: string; phone: string; at: number }[] = [];
  const services: DialServices = {
    table: crashing(table, point),
    queues: crashing<Queues>({ send: queue.send }, point),
    clock: queue.now,
    speed: 1,
    publicUrl: 'http://127.0.0.1',
    messengerFor: async () => undefined,
    telephonyFor: async () => {
      const simulator = crashing(createSimulator(queue), point);
      return {
        provider: simulator.provider,
        start: (call) => {
          const { callId, orderId, phone } = call;
          if (!dials.some((dial) => dial.callId === callId))
            dials.push({ callId, orderId, phone, at: queue.now().getTime() });
          return simulator.start(call);
        },
      };
    },
  };
  const trigger = async (phone: string, externalId: string, callType: CallType = 'confirmation') => {
    await queue.sleep(1000);
    return placed(phone, externalId, callType);
  };
  const placed = (phone: string, externalId: string, callType: CallType) =>
    triggerCall(
      { table, clock: queue.now, liveCalls: 'simulator' },
      scope,
      {
        source: 'api',
        externalId,
        callType,
        given: given({ customer: { name: 'Juan', phone, ns: null, city: null } }),
        missing: [],
      },
      () => [],
    ).then((triggered) => {
      if (!orderIds.includes(triggered.order.id)) orderIds.push(triggered.order.id);
      return triggered;
    });
  const eventsOf = (orderId: string) => orderEvents(scope, orderId);
  const relayed = new Set<string>();
  /** What the relay does, once. */
  const relay = async (changed: readonly string[] = orderIds) => {
    for (const orderId of changed)
      for (const { id, job } of await eventsOf(orderId)) {
        if (!job || relayed.has(id)) continue;
        relayed.add(id);
        await queue.send('calls', [{ body: job.body }]);
      }
  };
  const work = async (after: () => Promise<readonly string[]> = async () => []) => {
    await relay();
    await queue.drain(async (message) => {
      try {
        for (let time = 0; time < times; time++) await handleCallMessage(services, message as CallMessage);
      } catch (error) {
        point.stepsLeft = undefined;
        throw error;
      } finally {
        const cancelled = await after();
        await relay([(message as { orderId: string }).orderId, ...cancelled]);
      }
    });
  };
  const orders = () =>
    Promise.all(
      orderIds.map(async (id) => {
        const found = await getOrder(engine.table, scope, id);
        if (found === undefined) throw new Error('The order is gone');
        return found;
      }),
    );
  return { scope, queue, trigger, work, orders, dials, eventsOf, services };
}

type Triggered = Awaited<ReturnType<typeof triggerCall>>;
type Shop = Awaited<ReturnType<typeof shop>>;

/** No call begins while another of the same phone is under way, nor more than `most` in any 24 hours. */
async function expectBounds({ dials, orders, eventsOf }: Shop, most = 6) {
  const ends = new Map<string, number>();
  const rounds: { begins: number; ends: number }[] = [];
  for (const { order } of await orders()) {
    const own = dials.filter(({ orderId }) => orderId === order.id);
    const events = await eventsOf(order.id);
    for (const { type, at, data } of events)
      if (type === 'call.ended') ends.set(String((data as { callId: string }).callId), Date.parse(at));
    const final = events.find(({ type }) => type === 'call.outcome_final');
    const [first] = own;
    if (first && final) rounds.push({ begins: first.at, ends: Date.parse(final.at) });
  }
  rounds.sort((one, other) => one.begins - other.begins);
  for (const [n, round] of rounds.entries())
    expect(round.begins).toBeGreaterThanOrEqual(rounds[n - 1]?.ends ?? 0);
  for (const { at } of dials)
    expect(dials.filter((dial) => dial.at <= at && dial.at > at - 86_400_000).length).toBeLessThanOrEqual(
      most,
    );
  return ends;
}

describe('rounds of calls to one phone', () => {
  it('run one after the other, the oldest first, and each ends', async () => {
    const one = await shop();
    const triggered = [];
    for (let n = 0; n < 5; n++) triggered.push(await one.trigger('+573001234567', `T-${n}`));
    expect(triggered.map(({ round }) => round.waitsFor)).toEqual([undefined, 'turn', 'turn', 'turn', 'turn']);
    await one.work();
    await expectBounds(one);
    const orders = await one.orders();
    expect(orders.map(({ order }) => order.confirmation.outcome)).toEqual(Array(5).fill('confirmed'));
    expect(one.dials.map(({ orderId }) => orderId)).toEqual(triggered.map(({ order }) => order.id));
    // Each is dialed as soon as the one before has ended, not when it happens to look.
    const [first, last] = [one.dials.at(0)?.at ?? 0, one.dials.at(-1)?.at ?? 0];
    expect(last - first).toBeLessThan(60_000);
  });

  it('wait through the retries of the one that has the turn, and for the dials of a day', async () => {
    const one = await shop({ callPolicy: { ...POLICY, maxDialsPerDay: 4 } });
    for (let n = 0; n < 3; n++) await one.trigger('+573001230002', `N-${n}`);
    await one.work();
    await expectBounds(one, 4);
    const orders = await one.orders();
    expect(orders.map(({ order, calls }) => [order.confirmation.outcome, calls.length])).toEqual(
      Array(3).fill(['no_answer', 3]),
    );
    const waits = (await one.eventsOf(orders[1]?.order.id ?? ''))
      .filter(({ type }) => type === 'call.waiting')
      .map(({ data }) => data as { waitsFor: string; notBefore: string });
    expect(waits.map(({ waitsFor }) => waitsFor)).toEqual(['daily_limit']);
    expect(waits[0]?.notBefore).toBe(new Date((one.dials[0]?.at ?? 0) + 86_400_000).toISOString());
  });

  it.each([
    ['Argentina', '+5491123456789', '+541123456789'],
    ['Brazil', '+5511987654321', '+551187654321'],
  ])('are to one subscriber however the number is written: %s', async (_country, phone, other) => {
    const one = await shop();
    await one.trigger(phone, 'S-1');
    expect((await one.trigger(other, 'S-2')).round.waitsFor).toBe('turn');
    expect((await one.trigger('+573009999999', 'S-3')).round.waitsFor).toBeUndefined();
    await one.work();
    expect((await one.orders()).map(({ order }) => order.status)).toEqual(Array(3).fill('confirmed'));
  });

  it('are two when one order has two types', async () => {
    const one = await shop();
    await one.trigger('+573001234567', 'O-1');
    const second = await one.trigger('+573001234567', 'O-1', 'novelty');
    expect(second.round.waitsFor).toBe('turn');
    const again = await one.trigger('+573001234567', 'O-1', 'novelty');
    expect([again.isNew, again.round.waitsFor]).toEqual([false, 'turn']);
    await one.work();
    const [order] = await one.orders();
    expect(order?.order.rounds).toMatchObject({
      confirmation: { outcome: 'confirmed' },
      novelty: { outcome: 'confirmed' },
    });
    expect(order?.order.rounds.novelty).not.toHaveProperty('waitsFor');
  });

  it('that are triggered at the same time share one turn', async () => {
    const one = await shop();
    const triggered = await Promise.all(
      Array.from({ length: 7 }, (_, n) => one.trigger('+573001234567', `R-${n}`)),
    );
    expect(triggered.filter(({ round }) => round.waitsFor === undefined)).toHaveLength(1);
    await one.work();
    await expectBounds(one);
    expect((await one.orders()).map(({ order }) => order.status)).toEqual(Array(7).fill('confirmed'));
  });

  it('that began under an older release take turns too', async () => {
    const one = await shop();
    const triggered = [];
    for (let n = 0; n < 4; n++) triggered.push(await one.trigger('+573001234567', `B-${n}`));
    const pk = linePartition(one.scope, '+573001234567');
    for await (const { sk } of engine.table.all({ pk })) await engine.table.delete({ pk, sk });
    const dial = ({ order, round }: Triggered) =>
      handleCallMessage(one.services, {
        kind: 'dial',
        ...one.scope,
        orderId: order.id,
        callId: round.firstCallId,
      });
    await Promise.all(triggered.map(dial));
    expect(one.dials.length).toBeLessThanOrEqual(1);
    await one.work();
    await expectBounds(one);
    expect((await one.orders()).map(({ order }) => order.status)).toEqual(Array(4).fill('confirmed'));
  });

  it('are limited in test mode only where the tenant asks for it', async () => {
    const free = await shop({}, 'test');
    await free.trigger('+573001234567', 'F-1');
    expect((await free.trigger('+573001234567', 'F-2')).round.waitsFor).toBeUndefined();
    for (const changes of [
      { callingHours: { ...always, applyInTest: true } },
      { callPolicy: { ...POLICY, applyInTest: true } },
    ]) {
      const bound = await shop(changes, 'test');
      await bound.trigger('+573001234567', 'F-1');
      expect((await bound.trigger('+573001234567', 'F-2')).round.waitsFor).toBe('turn');
    }
  });

  it('wait when the day’s dials are used up', async () => {
    const one = await shop({ callPolicy: { ...POLICY, maxDialsPerDay: 1 } });
    await one.trigger('+573001234567', 'D-1');
    await one.work();
    const { round } = await one.trigger('+573001234567', 'D-2');
    expect(round).toMatchObject({
      waitsFor: 'daily_limit',
      dialAt: new Date((one.dials[0]?.at ?? 0) + 86_400_000).toISOString(),
    });
    await one.work();
    await expectBounds(one, 1);
    expect(one.dials).toHaveLength(2);
  });

  it('pass on the turn when they are superseded, even while they wait', async () => {
    const one = await shop();
    const four: Triggered[] = [];
    for (let n = 0; n < 4; n++) four.push(await one.trigger('+573001230002', `C-${n}`));
    let cancelled = false;
    await one.work(async () => {
      // While the first waits for its retry, it and the second are cancelled.
      if (cancelled || one.dials.length === 0) return [];
      const [first] = await one.orders();
      if (first?.calls.length !== 2) return [];
      cancelled = true;
      for (const { order } of four.slice(0, 2))
        await updateOrder(one.services, one.scope, order.id, { status: 'cancelled' }, () => true);
      return four.slice(0, 2).map(({ order }) => order.id);
    });
    await expectBounds(one);
    const orders = await one.orders();
    expect(orders.map(({ order }) => [order.status, order.rounds.confirmation?.outcome])).toEqual([
      ['cancelled', 'superseded'],
      ['cancelled', 'superseded'],
      ['pending', 'no_answer'],
      ['pending', 'no_answer'],
    ]);
    expect(orders[1]?.calls.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['failed', 'superseded'],
    ]);
    // The third was dialed at once.
    const third = one.dials.find(({ orderId }) => orderId === four[2]?.order.id);
    expect((third?.at ?? 0) - (one.dials[0]?.at ?? 0)).toBeLessThan(60_000);
  });
});

describe('nothing is lost or doubled', () => {
  const story = async (point: CrashPoint, times = 1) => {
    const one = await shop({ callPolicy: { ...POLICY, maxDialsPerDay: 1 } }, 'live', point, times);
    const triggered = [await one.trigger('+573001234567', 'X-1'), await one.trigger('+573001234567', 'X-2')];
    await one.work();
    await expectBounds(one, 1);
    const orders = await one.orders();
    expect(orders.map(({ order }) => order.confirmation.outcome)).toEqual(['confirmed', 'confirmed']);
    expect(orders.map(({ calls }) => calls.map(({ outcome }) => outcome))).toEqual([
      ['confirmed'],
      ['confirmed'],
    ]);
    expect(one.dials.map(({ orderId }) => orderId)).toEqual(triggered.map(({ order }) => order.id));
  };

  it('when every message comes twice', () => story(neverCrash(), 2));

  it('whichever step the worker dies after', { timeout: patience(120_000) }, async () => {
    expect(await dyingAfterAnyStep((point) => story(point))).toBeGreaterThan(30);
  });
});
