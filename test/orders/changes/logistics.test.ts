import { describe, expect, it } from 'vitest';
import { Problem } from '../../../shared/base/problem.ts';
import { logisticsStatuses } from '../../../shared/events/order-words.ts';
import { decideLogistics } from '../../../shared/orders/changes/logistics.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { calledOrder, LATER, momentAt } from '../../calls/support/factories.ts';

const at = (status: Order['logistics']['status'], orderStatus: Order['status'] = 'confirmed'): Order => {
  const { order } = calledOrder();
  return { ...order, status: orderStatus, logistics: { ...order.logistics, status, trackingNumber: 'T-1' } };
};

describe('logistics', () => {
  it.each([
    ['processing', 'confirmed'],
    ['shipped', 'shipped'],
    ['in_transit', 'confirmed'],
    ['delivered', 'delivered'],
    ['returned', 'cancelled'],
    ['failed_delivery', 'confirmed'],
  ] as const)('%s takes a confirmed order to %s', (status, expected) => {
    const { order, events } = decideLogistics(
      at('none'),
      { status, carrier: 'InterRapidisimo' },
      momentAt(LATER),
    );
    expect(order.status).toBe(expected);
    expect(order.logistics).toEqual({
      status,
      trackingNumber: 'T-1',
      carrier: 'InterRapidisimo',
      deliveryId: null,
    });
    expect(order.updatedAt).toBe(LATER);
    expect(events[0]).toMatchObject({ type: 'order.logistics_changed', data: { from: 'none', to: status } });
    expect(events.slice(1).map(({ type }) => type)).toEqual(
      expected === 'confirmed' ? [] : ['order.status_changed'],
    );
  });

  it.each(['delivered', 'completed', 'cancelled', 'refunded'] as const)(
    'leaves an order that is %s',
    (status) => {
      expect(
        decideLogistics(at('shipped', status), { status: 'returned' }, momentAt(LATER)).order.status,
      ).toBe(status);
    },
  );

  it('delivered may still become returned, and nothing else', () => {
    for (const status of logisticsStatuses) {
      const move = () => decideLogistics(at('delivered'), { status }, momentAt(LATER)).order.logistics.status;
      if (status === 'returned' || status === 'delivered') expect(move()).toBe(status);
      else
        expect(move).toThrow(
          expect.objectContaining({
            code: 'logistics_final',
            status: 400,
            details: { field: 'logisticStatus', from: 'delivered', allowed: ['delivered', 'returned'] },
          }),
        );
    }
  });

  it('that are there already are not reported again, unless something about them is new', () => {
    const order = at('shipped', 'shipped');
    expect(decideLogistics(order, { status: 'shipped', trackingNumber: 'T-1' }, momentAt(LATER))).toEqual({
      order,
      events: [],
      before: order,
      claims: [],
    });
    const types = (changed: Order, update: { trackingNumber?: string; carrier?: string }) =>
      decideLogistics(changed, { status: 'shipped', ...update }, momentAt(LATER)).events.map(
        ({ type }) => type,
      );
    expect(
      decideLogistics(order, { status: 'in_transit' }, momentAt(LATER)).events.map(({ type }) => type),
    ).toEqual(['order.logistics_changed']);
    expect(types(order, { trackingNumber: 'T-2' })).toEqual(['order.logistics_changed']);
    expect(types(order, { carrier: 'InterRapidisimo' })).toEqual(['order.logistics_changed']);
    expect(types({ ...order, status: 'confirmed' }, {})).toEqual([
      'order.logistics_changed',
      'order.status_changed',
    ]);
  });

  it('returned stays returned', () => {
    for (const status of logisticsStatuses.filter((one) => one !== 'returned'))
      expect(() => decideLogistics(at('returned'), { status }, momentAt(LATER))).toThrow(Problem);
  });
});
