import { expect, it } from 'vitest';
import { createOrder } from '../../shared/orders/create-order.ts';
import type { Order, OrderItem } from '../../shared/orders/order.ts';
import { snapshotOf } from '../../shared/orders/snapshot.ts';
import { calledOrder, given, momentAt, NOON } from '../calls/factories.ts';

const items = (count: number): OrderItem[] =>
  Array.from({ length: count }, (_, n) => ({ name: `Item ${n}`, quantity: 1, price: '1', sku: null }));
const withItems = (count: number): Order => ({ ...calledOrder().order, items: items(count) });

it('a snapshot of an order has its first hundred items', () => {
  expect(snapshotOf(withItems(99)).items).toEqual(items(99));
  expect(snapshotOf(withItems(100)).items).toEqual(items(100));
  expect(snapshotOf(withItems(101)).items).toEqual(items(100));
});

it('so does the event that reports it', () => {
  const { tenantId, mode, source, externalId, number, reference } = calledOrder().order;
  const names = { tenantId, mode, source, externalId, number, reference, timeZone: 'America/Bogota' };
  const { order, events } = createOrder(given({ items: items(101) }), names, undefined, momentAt(NOON));
  expect(order.items).toHaveLength(101);
  expect(events.map(({ data }) => data)).toEqual([{ order: snapshotOf(order) }]);
});

it('an order that gives its products as text only shows one item', () => {
  const { order } = calledOrder();
  expect(snapshotOf(order).items).toEqual([
    { name: 'Samsung Galaxy S25 x1', quantity: 1, price: '85600', sku: null },
  ]);
  expect(snapshotOf({ ...order, products: '' }).items).toEqual([]);
});
