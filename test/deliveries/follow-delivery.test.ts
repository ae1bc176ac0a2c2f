import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../shared/deliveries/delivery/delivery.ts';
import { followDelivery, recordNotCollected } from '../../shared/deliveries/delivery/follow-delivery.ts';
import { type DeliveryStatus, deliveryStatuses } from '../../shared/events/delivery-words.ts';
import { draftOf } from '../../shared/orders/order/draft.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { calledOrder, LATER, momentAt } from '../calls/support/factories.ts';

const plain = { ...calledOrder().order, rounds: {}, status: 'confirmed' } as Order;

/** An order whose parcel is there, and assigned to this delivery. */
const at = (
  status: Order['logistics']['status'],
  deliveryId: string | null = 'IN1',
  order = plain,
): Order => ({
  ...order,
  logistics: { status, deliveryId, trackingNumber: deliveryId && 'T1', carrier: 'own' },
});

const follow = (order: Order, status: DeliveryStatus, deliveryId = 'IN1') =>
  followDelivery(order, { deliveryId, trackingNumber: `T-${deliveryId}`, status }, momentAt(LATER));
const typesOf = ({ events }: { events: readonly { type: string }[] }) => events.map(({ type }) => type);

describe('an order', () => {
  it.each<[DeliveryStatus, Order['logistics']['status'], Order['status']]>([
    ['new', 'processing', 'confirmed'],
    ['accepted', 'processing', 'confirmed'],
    ['at_pickup', 'processing', 'confirmed'],
    ['picked_up', 'shipped', 'shipped'],
    ['in_warehouse', 'in_transit', 'confirmed'],
    ['left_warehouse', 'in_transit', 'confirmed'],
    ['at_door', 'in_transit', 'confirmed'],
    ['delivered', 'delivered', 'delivered'],
    ['returning', 'failed_delivery', 'confirmed'],
    ['returned', 'returned', 'cancelled'],
  ])('whose delivery is %s is %s, and %s itself', (status, logistics, own) => {
    const { order, events } = follow(at('none', null), status);
    expect(order.logistics).toEqual({
      ...{ status: logistics, trackingNumber: 'T-IN1', deliveryId: 'IN1', carrier: 'own' },
    });
    expect(order.status).toBe(own);
    expect(events[0]).toMatchObject({
      type: 'order.logistics_changed',
      data: {
        ...{ from: 'none', to: logistics, trackingNumber: 'T-IN1', carrier: 'own', deliveryId: 'IN1' },
        order: {
          ...{ status: 'confirmed', confirmation: 'none', logistics },
          payment: { method: 'cod', status: 'unpaid' },
        },
      },
    });
    const moved = events.slice(1).map(({ type, data }) => [type, data]);
    expect(moved).toEqual(
      own === 'confirmed'
        ? []
        : [['order.status_changed', expect.objectContaining({ to: own, cause: 'logistics' })]],
    );
  });

  it('whose delivery is cancelled waits for another one, and keeps its status', () => {
    const mark = { at: LATER, reason: 'wallet_balance_too_low', message: null };
    const failed = { ...plain, status: 'shipped', bookingFailure: mark } as Order;
    const { order, events } = follow(at('in_transit', 'IN1', failed), 'cancelled');
    expect(order.logistics).toEqual({
      ...{ status: 'none', trackingNumber: null, deliveryId: null, carrier: 'own' },
    });
    expect(order).toMatchObject({ status: 'shipped', bookingFailure: mark });
    expect(events).toMatchObject([
      {
        type: 'order.logistics_changed',
        data: { from: 'in_transit', to: 'none', trackingNumber: null, deliveryId: 'IN1' },
      },
    ]);
    expect(events).toHaveLength(1);
  });

  it('that is delivered after all has no failed booking any more', () => {
    const mark = { at: LATER, reason: 'wallet_balance_too_low', message: null };
    const failed = { ...plain, bookingFailure: mark } as Order;
    expect(follow(at('none', null, failed), 'new').order.bookingFailure).toBeUndefined();
  });

  it('stays as it is while its delivery is where it was', () => {
    const order = at('processing');
    expect(follow(order, 'accepted').order).toBe(order);
    expect(follow(order, 'accepted').events).toEqual([]);
  });

  it('is taken over by a delivery that is new, and by no other one', () => {
    const order = at('processing', 'IN2');
    for (const status of deliveryStatuses)
      expect([status, follow(order, status).order.logistics.deliveryId]).toEqual([
        status,
        status === 'new' ? 'IN1' : 'IN2',
      ]);
    expect(typesOf(follow(order, 'new'))).toEqual(['order.logistics_changed']);
  });

  it('without a delivery belongs to whichever moves, and to none that is cancelled', () => {
    const order = at('processing', null);
    expect(follow(order, 'accepted').order.logistics).toMatchObject({ deliveryId: 'IN1' });
    expect(follow(order, 'cancelled').order).toBe(order);
  });

  it('that has arrived or come back is moved by nothing that is earlier, nor cancelled', () => {
    for (const over of ['delivered', 'returned'] as const)
      for (const status of ['new', 'at_door', 'cancelled'] as const)
        expect(typesOf(follow(at(over), status))).toEqual([]);
    expect(follow(at('delivered'), 'returned').order.logistics.status).toBe('returned');
  });
});

describe('cash that is not collected', () => {
  const owing = (changes: Partial<Order['payment']> = {}): Order => ({
    ...plain,
    payment: { ...plain.payment, method: 'unknown', due: '600', ...changes },
  });
  const delivery = (changes: Partial<Delivery> = {}) =>
    ({ id: 'IN1', isMethodUnknown: true, collection: null, ...changes }) as Delivery;
  const told = (order: Order, of = delivery()) =>
    recordNotCollected(draftOf(order), of, momentAt(LATER)).events.map(({ type, data }) => [type, data]);

  it('because nobody knows how it is paid is told, with the word that was given', () => {
    const data = { deliveryId: 'IN1', method: null, due: '600', currency: 'COP' };
    expect(told(owing())).toEqual([['order.not_collected', data]]);
    const note = { method: 'Nequi', paymentId: null, amount: null };
    expect(told(owing({ note }))).toEqual([['order.not_collected', { ...data, method: 'Nequi' }]]);
  });

  it('is nothing to tell where the method is known by now, or nothing is due', () => {
    const collection = { amount: 1, handlingFee: 0, settles: '0.01', unit: 1 };
    expect(told(owing({ method: 'prepaid' }))).toEqual([]);
    expect(told(owing(), delivery({ collection }))).toEqual([]);
    expect(told(owing({ due: '0' }))).toEqual([]);
    const { isMethodUnknown: _is, ...known } = delivery();
    expect(told(owing(), known as Delivery)).toEqual([]);
  });
});
