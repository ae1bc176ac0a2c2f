import { beforeAll, expect, it } from 'vitest';
import { viewEvent } from '../../../functions/orders/timeline/timeline-view.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { callKey } from '../../../shared/calls/call/call.ts';
import { getOrder } from '../../../shared/calls/call/order-calls.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { DialMessage } from '../../../shared/calls/queue/messages.ts';
import { createSimulator } from '../../../shared/calls/telephony/simulator/simulator.ts';
import type { OrderStatus } from '../../../shared/events/order-words.ts';
import { getTimeline } from '../../../shared/orders/changes/timeline.ts';
import { updateOrder } from '../../../shared/orders/changes/update-order.ts';
import type { OrderUpdate } from '../../../shared/orders/changes/update-rule.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { virtualQueue } from '../../support/queues/virtual-queue.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { dialServices, triggerConfirmation } from '../support/dial-services.ts';
import { NOON } from '../support/factories.ts';

let scope: Scope;
useTable();
beforeAll(async () => {
  const { tenant } = await addTenant(engine.table);
  scope = { tenantId: tenant.id, mode: 'test' };
});

/** An order whose call waits in the queue, and what works on it. */
async function waiting(externalId: string) {
  const queue = virtualQueue(new Date(NOON), 'calls');
  const dialed: string[] = [];
  const simulator = createSimulator(queue);
  const services = dialServices(queue, {
    provider: simulator.provider,
    start: (call) => {
      dialed.push(call.callId);
      return simulator.start(call);
    },
  });
  const trigger = () => triggerConfirmation(queue, scope, externalId);
  const { order, round } = await trigger();
  const change = (update: OrderUpdate) =>
    updateOrder({ table: engine.table, clock: queue.now }, scope, order.id, update, () => true);
  return {
    callId: round.firstCallId,
    dialed,
    delays: queue.delays,
    claim: (claimUntil: string) =>
      engine.table.update(callKey(scope, order.id, round.firstCallId), {
        set: { status: 'dialing', claimId: 'another', claimUntil },
      }),
    trigger,
    dial: (callId: string): Promise<void> => {
      const message: DialMessage = { kind: 'dial', ...scope, orderId: order.id, callId };
      return handleCallMessage(services, message);
    },
    work: () => queue.drain((message) => handleCallMessage(services, message as DialMessage)),
    changeTotal: () => change({ total: '80000' }),
    moveTo: (status: OrderStatus) => change({ status }),
    async read() {
      const [found, timeline] = [
        await getOrder(engine.table, scope, order.id),
        await getTimeline(engine.table, scope, order.id),
      ];
      if (found === undefined || timeline === undefined) throw new Error('The order is gone');
      return { ...found, events: timeline.events, created: timeline.created };
    },
  };
}

it('a call whose order was changed before it was dialed is not made, and its entry has ended', async () => {
  const { callId, dial, dialed, changeTotal, read } = await waiting('superseded-1');
  await changeTotal();
  await dial(callId);
  await dial(callId);
  expect(dialed).toEqual([]);

  const { order, calls, events, created } = await read();
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ id: callId, status: 'ended', outcome: 'failed', reason: 'superseded' });
  expect(order).toMatchObject({
    status: 'pending',
    confirmation: { outcome: 'none', attempts: 0 },
    rounds: { confirmation: { outcome: 'superseded', attempts: 0 } },
  });
  expect(events.map((event) => viewEvent(event, created)).map(({ title }) => title)).toEqual([
    'Order Created',
    'Confirmation Call Queued',
    'Order Updated',
    'Confirmation Reopened',
    'Confirmation Call Dropped',
  ]);
  expect(events.map((event) => viewEvent(event, created)).at(-1)).toMatchObject({
    description: 'Not made: the order was changed or settled before',
    type: 'info',
    metadata: { call_id: callId, call_type: 'confirmation', round: 1, attempt: 1, reason: 'superseded' },
  });
});

it('the next round dials only its own call', async () => {
  const { callId, dial, dialed, changeTotal, trigger, read, work } = await waiting('superseded-2');
  await changeTotal();
  const { round } = await trigger();
  expect(round).toMatchObject({ number: 2 });
  await dial(callId);
  await dial(round.firstCallId);
  await work();
  expect(dialed).toEqual([round.firstCallId]);
  const { order, calls } = await read();
  expect(calls.map(({ outcome }) => outcome)).toEqual(['confirmed', 'failed']);
  expect(order).toMatchObject({ status: 'confirmed', confirmation: { outcome: 'confirmed', attempts: 1 } });
});

it('a call whose worker died is not dialed again when its order was changed', async () => {
  const { callId, claim, dial, dialed, changeTotal, read } = await waiting('superseded-3');
  await claim('2026-11-23T16:59:00.000Z');
  await changeTotal();
  await dial(callId);
  expect(dialed).toEqual([]);
  const { order, calls } = await read();
  expect(calls[0]).toMatchObject({ status: 'ended', outcome: 'unknown', reason: null });
  expect(order).toMatchObject({ status: 'pending', confirmation: { outcome: 'none' } });
});

it('a call that another worker dials is left to it while its claim lasts, even when the order changes', async () => {
  const { callId, claim, delays, dial, dialed, changeTotal, read } = await waiting('superseded-4');
  await claim('2026-11-23T17:00:42.000Z');
  await changeTotal();
  await dial(callId);
  expect({ dialed, delays }).toEqual({ dialed: [], delays: [42] });
  expect((await read()).calls[0]).toMatchObject({ status: 'dialing', outcome: null, endedAt: null });
});

it('a claim ends at its last instant: the call is dialed at once', async () => {
  const { callId, claim, dial, dialed, read } = await waiting('superseded-5');
  await claim(NOON);
  await dial(callId);
  expect(dialed).toEqual([callId]);
  expect((await read()).calls[0]).toMatchObject({ status: 'in_progress', dialedAt: NOON });
});

it.each<OrderStatus>(['cancelled', 'refunded', 'delivered', 'completed'])(
  'nobody is called about an order that its merchant made %s, until a call is triggered again',
  async (status) => {
    const { callId, dial, dialed, moveTo, trigger, read } = await waiting(`superseded-${status}`);
    await moveTo(status);
    await dial(callId);
    expect(dialed).toEqual([]);
    const { order, calls, events } = await read();
    expect(calls[0]).toMatchObject({ status: 'ended', outcome: 'failed', reason: 'superseded' });
    expect(order).toMatchObject({
      status,
      confirmation: { outcome: 'none', attempts: 0 },
      rounds: { confirmation: { outcome: 'superseded', dialAt: null, finishedAt: expect.any(String) } },
    });
    expect(events.find(({ type }) => type === 'order.status_changed')?.data).toMatchObject({
      ...{ from: 'pending', to: status, cause: 'merchant' },
      ended: [{ callType: 'confirmation', round: 1 }],
    });
    expect(events.map(({ type }) => type)).not.toContain('call.outcome_final');
    expect((await trigger()).round).toMatchObject({ number: 2, finishedAt: null });
  },
);
