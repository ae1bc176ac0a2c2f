import { expect, it } from 'vitest';
import type { OrderEventType } from '../../../shared/events/catalogue.ts';
import { decideUpdate } from '../../../shared/orders/changes/update-rule.ts';
import type { Draft } from '../../../shared/orders/order/draft.ts';
import { kindOf, type WebhookName } from '../../../shared/webhooks/kinds/catalogue.ts';
import { calledOrder, LATER, momentAt, NOON } from '../../calls/support/factories.ts';
import { completeEventOf } from '../support/factories.ts';

const { draft, order } = calledOrder();
const item = { name: 'Galaxy', quantity: 2, price: '45000.50', sku: 'S25' };
const updated = decideUpdate(
  order,
  { items: [item], notes: 'x', payment: { status: 'paid' }, status: 'shipped' },
  momentAt(LATER),
);

const told = (decided: Draft, type: OrderEventType, name: WebhookName) =>
  JSON.parse(kindOf(name).render(completeEventOf(decided, type)));

const created = {
  _id: order.id,
  referenceId: 'ORD1795453200ABCD',
  status: 'pending',
  confirmation_status: 'none',
  delivery_status: 'none',
  payment_status: 'unpaid',
  mobile: '+573001234567',
  name: 'Juan Perez',
  email: null,
  final_amount: 85600,
  currency: 'COP',
  product_items: [{ product_retailer_id: null, name: 'Samsung Galaxy S25 x1', quantity: 1, price: 85600 }],
  external_order_source: 'api',
  external_order_id: 'CP-1',
  external_order_number: '#1001',
  created_at: NOON,
  updated_at: NOON,
};
const changed = {
  ...created,
  payment_status: 'paid',
  final_amount: 90001,
  product_items: [{ product_retailer_id: 'S25', name: 'Galaxy', quantity: 2, price: 45000.5 }],
  updated_at: LATER,
};

it('order.created contains the whole order', () => {
  expect(told(draft, 'order.created', 'order.created')).toEqual({
    event: 'order.created',
    timestamp: '2026-11-23T17:00:00Z',
    sequence: 1,
    order: created,
  });
});

it('order.updated contains the order as it is now, and the changed fields by the names of the orders dialect', () => {
  expect(told(updated, 'order.updated', 'order.updated')).toEqual({
    event: 'order.updated',
    timestamp: '2026-11-23T17:02:00Z',
    sequence: updated.events.find(({ type }) => type === 'order.updated')?.sequence,
    order: changed,
    changes: ['product_items', 'final_amount', 'notes'],
  });
  expect(told(updated, 'order.payment_changed', 'order.updated')).toMatchObject({
    event: 'order.updated',
    order: changed,
    changes: ['payment_status'],
  });
});

it('order.status_changed contains the previous status, and the cause', () => {
  expect(told(updated, 'order.status_changed', 'order.status_changed')).toEqual({
    event: 'order.status_changed',
    timestamp: '2026-11-23T17:02:00Z',
    sequence: updated.events.find(({ type }) => type === 'order.status_changed')?.sequence,
    order: { ...changed, status: 'shipped' },
    previous_status: 'pending',
    cause: 'merchant',
  });
});
