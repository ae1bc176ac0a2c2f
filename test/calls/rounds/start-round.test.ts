import { describe, expect, it } from 'vitest';
import { callDraftOf } from '../../../shared/calls/call/call.ts';
import { decideEnding } from '../../../shared/calls/outcomes/end-call.ts';
import { currentRound, queueDial, startRound } from '../../../shared/calls/rounds/start-round.ts';
import { fillOrder } from '../../../shared/calls/rounds/trigger-rule.ts';
import { draftOf } from '../../../shared/orders/order/draft.ts';
import { MAX_ORDER_BYTES } from '../../../shared/orders/order/order-size.ts';
import {
  calledOrder,
  ending,
  given,
  inProgress,
  LATER,
  momentAt,
  NOON,
  terms,
} from '../support/factories.ts';

const hours = (count: number) => new Date(new Date(LATER).getTime() + count * 3_600_000);

function confirmed() {
  const { order, call } = calledOrder();
  const ended = decideEnding(order, inProgress(call), ending('confirmed'), terms(), momentAt(LATER));
  if (ended === undefined) throw new Error('The ending changed nothing');
  return ended.order;
}

describe('the round that answers a trigger without a new call', () => {
  it('is the running one, however old', () => {
    const { order, call } = calledOrder();
    expect(currentRound(order, 'confirmation', 24, hours(1000))?.firstCallId).toBe(call.id);
  });

  it('is the one whose final outcome is younger than the window', () => {
    const order = confirmed();
    expect(currentRound(order, 'confirmation', 24, hours(23.99))?.outcome).toBe('confirmed');
    expect(currentRound(order, 'confirmation', 24, hours(24))).toBeUndefined();
    expect(currentRound(order, 'confirmation', 0, hours(0))).toBeUndefined();
  });

  it('does not exist for another call type', () => {
    expect(currentRound(calledOrder().order, 'novelty', 24, hours(0))).toBeUndefined();
  });

  it('does not exist when it ended without an answer because the order had changed', () => {
    const order = confirmed();
    const round = order.rounds.confirmation;
    const rounds = round && { confirmation: { ...round, outcome: 'superseded' as const } };
    expect(currentRound({ ...order, rounds: rounds ?? {} }, 'confirmation', 24, hours(0))).toBeUndefined();
  });

  it('does not exist once the order’s content has changed', () => {
    const { order } = calledOrder();
    expect(currentRound({ ...order, contentVersion: 2 }, 'confirmation', 24, hours(0))).toBeUndefined();
  });
});

describe('a new round', () => {
  it('starts with one dial at once, recorded and requested by one event', () => {
    const { draft, order, call } = calledOrder();
    expect(draft.events.map(({ type, sequence }) => [sequence, type])).toEqual([
      [1, 'order.created'],
      [2, 'call.queued'],
    ]);
    expect(draft.events[1]?.job).toEqual({
      queue: 'calls',
      body: { kind: 'dial', tenantId: 'tnt_1', mode: 'live', orderId: order.id, callId: call.id },
    });
    expect(draft.events[1]?.data).toStrictEqual({
      ...{ callId: call.id, callType: 'confirmation', round: 1, attempt: 1, notBefore: null },
    });
    expect(call.id).toMatch(/^call-/);
    expect(call).toMatchObject({ round: 1, attempt: 1, status: 'queued', notBefore: null });
    expect(order.rounds.confirmation).toEqual({
      number: 1,
      contentVersion: 1,
      firstCallId: call.id,
      lastCallId: call.id,
      dialAt: null,
      attempts: 0,
      outcome: null,
      startedAt: NOON,
      finishedAt: null,
    });
  });

  it('is numbered after the one before, of its own call type', () => {
    const context = momentAt(LATER);
    const again = startRound(draftOf(confirmed()), context, 'confirmation', context.now);
    expect(again.order.rounds.confirmation).toMatchObject({ number: 2, attempts: 0, outcome: null });
    expect(again.queued[0]).toMatchObject({ round: 2, attempt: 1 });
    expect(startRound(again, context, 'novelty', context.now).order.rounds.novelty?.number).toBe(1);
  });

  it('records what a dial waits for', () => {
    const { order } = calledOrder();
    const round = order.rounds.confirmation;
    if (round === undefined) throw new Error('There is no round');
    const context = momentAt(NOON);
    const waiting = { ...round, waitsFor: 'turn' as const };
    const { events } = queueDial(callDraftOf(draftOf(order)), context, 'confirmation', waiting, context.now);
    expect(events.map(({ data }) => data)).toStrictEqual([
      {
        ...{ callId: expect.any(String), callType: 'confirmation', round: 1, attempt: 1 },
        ...{ notBefore: null, waitsFor: 'turn' },
      },
    ]);
  });

  it('starts with a message where that is its first channel, and says so', () => {
    const { order } = calledOrder();
    const context = momentAt(LATER);
    const channels = ['whatsapp', 'call'] as const;
    const started = startRound(draftOf(order), context, 'office', context.now, undefined, channels);
    const [message] = started.queued;
    expect(message).toMatchObject({ channel: 'whatsapp', attempt: 1, status: 'queued' });
    const { channel, then } = started.order.rounds.office ?? {};
    expect([channel, then]).toEqual(['whatsapp', ['call']]);
    expect(started.events.map(({ data }) => data)).toStrictEqual([
      {
        ...{ callId: message?.id, callType: 'office', round: 1, attempt: 1 },
        ...{ notBefore: null, channel: 'whatsapp' },
      },
    ]);
  });

  it('counts its dial, and the order keeps the last ten', () => {
    const { order } = calledOrder();
    const callIds = Array.from({ length: 10 }, (_, n) => `call_${n}`);
    const context = momentAt(LATER);
    const known = draftOf({ ...order, callIds, callCount: 12 });
    const { order: called, queued } = startRound(known, context, 'office', context.now);
    expect(called.callIds).toEqual([...callIds.slice(1), queued[0]?.id]);
    expect(called.callCount).toBe(13);
  });

  it('waits in the queue for a window that opens within the hour, and as a due item for a later one', () => {
    const context = momentAt(NOON);
    const { order } = calledOrder();
    const soon = startRound(draftOf(order), context, 'office', new Date('2026-11-23T18:00:00.000Z'));
    expect(soon.events.at(-1)?.job?.notBefore).toBe('2026-11-23T18:00:00.000Z');
    expect(soon.due).toEqual([]);
    const late = startRound(draftOf(order), context, 'office', new Date('2026-11-23T18:00:00.001Z'));
    expect(late.events.at(-1)?.job).toBeUndefined();
    expect(late.due).toMatchObject([{ dueAt: '2026-11-23T18:00:00.001Z', queue: 'calls' }]);
  });
});

it('a trigger for an order that exists fills what it lacks and changes nothing that it has', () => {
  const { order } = calledOrder();
  const other = given({
    customer: { name: 'Otro', phone: '+573009999999', ns: 'other', city: 'Cali' },
    address: null,
    total: '1',
    metadata: { campaign: 7 },
  });
  const bare = { ...order, address: null, customer: { ...order.customer, ns: null, city: null } };
  const filled = fillOrder(bare, { ...other, address: given().address }, momentAt(LATER)).order;
  expect(filled).toMatchObject({
    customer: { name: 'Juan Perez', phone: '+573001234567', ns: 'other', city: 'Cali' },
    address: given().address,
    total: '85600',
    metadata: { campaign: 7 },
  });
  expect(fillOrder(bare, {}, momentAt(LATER)).order).toEqual({ ...bare, updatedAt: LATER });
  for (const known of [
    { ...order, items: [] },
    { ...order, products: '', items: [{ name: 'Gel', quantity: 1, price: null, sku: null }] },
  ]) {
    const { products, items } = fillOrder(known, { products: 'Crema x1', items: [] }, momentAt(LATER)).order;
    expect({ products, items }).toEqual({ products: known.products, items: known.items });
  }
  expect(fillOrder(order, other, momentAt(LATER)).order).toMatchObject({
    customer: order.customer,
    address: order.address,
    products: order.products,
  });
  const unnamed = {
    ...order,
    products: '',
    customer: { ...order.customer, name: '', phone: '12', isPhoneRaw: true },
  };
  const items = [{ name: 'Gel', quantity: 1, price: null, sku: null }];
  const named = fillOrder(unnamed, { ...other, products: 'Gel x1', items }, momentAt(LATER)).order;
  expect(named).toMatchObject({
    customer: { name: 'Otro', phone: '+573009999999', isPhoneRaw: false },
    products: 'Gel x1',
    items,
    total: '85600',
  });
  expect(fillOrder(unnamed, {}, momentAt(LATER)).order).toEqual({ ...unnamed, updatedAt: LATER });
});

it('a trigger cannot fill an order beyond what an order may hold', () => {
  const { order } = calledOrder();
  const metadata = { note: 'x'.repeat(MAX_ORDER_BYTES) };
  expect(() => fillOrder(order, { metadata }, momentAt(LATER))).toThrow(
    expect.objectContaining({ code: 'order_too_large' }),
  );
});
