import { beforeAll, describe, expect, it } from 'vitest';
import { type ActionTerms, type Obstacle, obstacleTo } from '../../../shared/actions/order-actions.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { calledOrder } from '../../calls/support/factories.ts';
import { api, useDeliveryApi } from '../../deliveries/api.ts';
import { type DispatchShop, openShop } from '../../dispatch/shop.ts';
import { inBengaluru, kettleOrder, postOrder } from '../../support/api/post-order.ts';

let shop: DispatchShop;
useDeliveryApi();
beforeAll(async () => {
  shop = await openShop(api, { autoDispatch: false, postpaid: { enabled: true, limit: 100_000 } });
});

interface Shown {
  version: number;
  status: string;
  stage: string;
  confirmation: { outcome: string; attempts: number; confirmedAt: string | null };
  logistics: { status: string };
  rounds: { outcome: string | null; number: number }[];
  actions: { name: string; allowed: boolean; reason?: string }[];
  timeline: { events: { event: string; title: string; description: string; metadata: object }[] };
}

const ask = (line: string, body?: object) =>
  api.engine.ask(line, {
    headers: { authorization: `Bearer ${shop.key}`, 'x-tenant-api-key': shop.key },
    ...(body && { body }),
  });
const act = async (orderId: string, action: string, more: object = {}) => {
  const { status, body } = await ask(`POST /platform/v1/orders/${orderId}/actions`, { action, ...more });
  return { status, order: body as Shown, error: (body as { error?: { details: object } }).error };
};
const get = async (orderId: string) => (await ask(`GET /platform/v1/orders/${orderId}`)).body as Shown;
const listed = async (view: string) => {
  const { body } = await ask(`GET /platform/v1/orders?${view}`);
  return (body as { orders: { id: string }[] }).orders.map(({ id }) => id);
};
const pending = () => postOrder(api.engine, shop.key, { ...kettleOrder, ...inBengaluru });

const cancelled: Order = { ...calledOrder().order, status: 'cancelled' };
const free: ActionTerms = {
  isOptedOut: false,
  callsLack: undefined,
  hasDispatch: true,
  openDeliveries: [],
};
const logistics = (status: Order['logistics']['status']): Partial<Order> => ({
  logistics: { ...cancelled.logistics, status },
});
const payment = (status: Order['payment']['status']): Partial<Order> => ({
  payment: { ...cancelled.payment, status },
});

describe('whether an order may be reopened', () => {
  it.each<[string, Partial<Order>, Obstacle | undefined]>([
    ['cancelled', {}, undefined],
    ['cancelled with a delivery that is still booked', logistics('processing'), undefined],
    ['cancelled, whose delivery failed', logistics('failed_delivery'), undefined],
    ['cancelled, and paid already', payment('paid'), undefined],
    ['pending', { status: 'pending' }, 'not_cancelled'],
    ['confirmed', { status: 'confirmed' }, 'not_cancelled'],
    ['refunded', { status: 'refunded' }, 'not_cancelled'],
    ['returned', logistics('returned'), 'returned'],
    ['delivered', logistics('delivered'), 'already_delivered'],
    ['shipped', logistics('shipped'), 'on_its_way'],
    ['in transit', logistics('in_transit'), 'on_its_way'],
    ['given back', payment('refunded'), 'payment_cancelled'],
    ['of a cancelled payment', payment('cancelled'), 'payment_cancelled'],
  ])('%s', (_what, changes, obstacle) => {
    expect(obstacleTo('reopen', { ...cancelled, ...changes }, free)).toBe(obstacle);
  });
});

describe('an order that is reopened', () => {
  it('is pending, in the lists of pending orders, and its timeline tells who cancelled and reopened it', async () => {
    const orderId = await pending();
    await act(orderId, 'cancel', { reason: 'A mistake' });
    expect(await listed('status=cancelled')).toContain(orderId);
    const { status, order } = await act(orderId, 'reopen', { reason: 'The customer wrote again' });
    expect([status, order]).toMatchObject([
      200,
      {
        ...{ status: 'pending', stage: 'new' },
        confirmation: { outcome: 'none', attempts: 0, confirmedAt: null },
        ...{ callId: null, deliveryId: null },
      },
    ]);
    const { timeline, actions } = await get(orderId);
    expect(timeline.events[0]).toMatchObject({
      event: 'order.status_changed',
      title: 'Order Pending',
      description: 'Order reopened by merchant, awaiting confirmation: The customer wrote again',
      metadata: { from: 'cancelled', to: 'pending', cause: 'merchant', reason: 'The customer wrote again' },
    });
    expect(actions.filter(({ allowed }) => allowed).map(({ name }) => name)).toEqual([
      ...['confirm', 'cancel', 'call-again', 'correct-address', 'add-note', 'mark-paid'],
    ]);
    expect(await listed('status=pending')).toContain(orderId);
    expect(await listed('status=cancelled')).not.toContain(orderId);
  });

  it('is confirmed and booked as any other', async () => {
    const orderId = await pending();
    await act(orderId, 'confirm');
    await act(orderId, 'cancel');
    await act(orderId, 'reopen');
    const confirmed = await act(orderId, 'confirm');
    expect([confirmed.status, confirmed.order.status]).toEqual([200, 'confirmed']);
    const booked = await act(orderId, 'book-delivery');
    expect([booked.status, booked.order.logistics.status]).toEqual([200, 'processing']);
  });

  it('is called by a trigger at once, within the dedupe window of the calls before', async () => {
    const orderId = await pending();
    const trigger = async () =>
      (await ask('POST /api/v1/calls/trigger', { orderId, externalId: orderId })).body as {
        callId: string;
      };
    const { callId } = await trigger();
    await act(orderId, 'cancel');
    await act(orderId, 'reopen');
    const again = await trigger();
    expect(again.callId).toMatch(/^call_/);
    expect(again.callId).not.toBe(callId);
    expect((await get(orderId)).rounds).toMatchObject([{ number: 2, outcome: null }]);
  });

  it('was one that is cancelled: anything else is refused with the reason, and stays', async () => {
    const orderId = await pending();
    const before = await get(orderId);
    const { status, error } = await act(orderId, 'reopen');
    expect([status, error]).toEqual([
      409,
      {
        code: 'action_not_possible',
        message: 'The order does not allow that action',
        details: { action: 'reopen', reason: 'not_cancelled', message: 'The order is not cancelled' },
      },
    ]);
    expect(await get(orderId)).toEqual(before);
  });

  it('comes out the same by the status of the orders dialect', async () => {
    const [byAction, byStatus] = [await pending(), await pending()];
    for (const orderId of [byAction, byStatus]) await act(orderId, 'cancel');
    await act(byAction, 'reopen');
    expect((await ask(`PUT /v1/orders/${byStatus}/status`, { status: 'pending' })).status).toBe(200);
    const [one, other] = [await shop.order(byAction), await shop.order(byStatus)];
    for (const name of ['status', 'confirmation', 'contentVersion', 'rounds', 'eventCount'] as const)
      expect([name, other[name]]).toEqual([name, one[name]]);
  });
});
