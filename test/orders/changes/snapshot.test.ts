import { expect, it } from 'vitest';
import { itemBytes } from '../../../shared/adapters/dynamo/items/size.ts';
import { createOrder } from '../../../shared/orders/changes/create-order.ts';
import type { OrderItem } from '../../../shared/orders/order/order.ts';
import { contentOf, contentToStored, firstRevision } from '../../../shared/orders/order/order-content.ts';
import { snapshotOf, stateOf } from '../../../shared/orders/order/snapshot.ts';
import { calledOrder, given, momentAt, NOON } from '../../calls/support/factories.ts';

const { order } = calledOrder();
const at = { orderId: order.id, at: NOON };
const items = (count: number): OrderItem[] =>
  Array.from({ length: count }, (_, n) => ({ name: `Item ${n}`, quantity: 1, price: '1', sku: null }));
const shown = (changes: object) => snapshotOf(at, stateOf(order), { ...contentOf(order), ...changes }).items;

it('a snapshot of an order has its first hundred items', () => {
  expect(shown({ items: items(99) })).toEqual(items(99));
  expect(shown({ items: items(100) })).toEqual(items(100));
  expect(shown({ items: items(101) })).toEqual(items(100));
});

it('the event about an order has its state, and copies none of its content', () => {
  const { tenantId, mode, source, externalId, number, reference } = order;
  const names = { tenantId, mode, source, externalId, number, reference, timeZone: 'America/Bogota' };
  const created = createOrder(given({ items: items(101) }), names, undefined, momentAt(NOON));
  expect(created.order.items).toHaveLength(101);
  expect(created.events.map(({ data }) => data)).toEqual([
    {
      order: {
        status: 'pending',
        confirmation: 'none',
        logistics: 'none',
        payment: { method: 'cod', status: 'unpaid' },
      },
    },
  ]);
});

it('an order that gives its products as text only shows one item', () => {
  expect(shown({})).toEqual([{ name: 'Samsung Galaxy S25 x1', quantity: 1, price: '85600', sku: null }]);
  expect(shown({ products: '' })).toEqual([]);
});

it('the content of a new order lies in its log up to 4,096 bytes, and has an item of its own beyond', () => {
  const withProducts = (length: number) => ({ ...order, products: 'p'.repeat(length) });
  const bytes = (length: number) => itemBytes(contentToStored(contentOf(withProducts(length))));
  const fits = 4096 - bytes(1) + 1;
  expect([bytes(fits), bytes(fits + 1)]).toEqual([4096, 4097]);
  expect([firstRevision(withProducts(fits)), firstRevision(withProducts(fits + 1))]).toEqual([1, 2]);
});
