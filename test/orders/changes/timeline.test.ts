import { beforeAll, expect, it } from 'vitest';
import { viewEvent } from '../../../functions/orders/timeline/timeline-view.ts';
import { decideEnding } from '../../../shared/calls/outcomes/end-call.ts';
import type { OrderEvent } from '../../../shared/events/event.ts';
import { loggedEvents } from '../../../shared/events/logged-event.ts';
import { decideLogistics } from '../../../shared/orders/changes/logistics.ts';
import { contentOf } from '../../../shared/orders/order/order-content.ts';
import {
  calledOrder,
  ending,
  inProgress,
  LATER,
  momentAt,
  NOON,
  terms,
} from '../../calls/support/factories.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { openShop, type Shop } from '../support/shop.ts';

let shop: Shop;

useApi();
beforeAll(async () => {
  shop = await openShop(api);
});

const lines = (events: readonly OrderEvent[]) =>
  events
    .map((event) => viewEvent(event, contentOf(calledOrder().order)))
    .map(({ title, description, type, metadata }) => ({ title, description, type, metadata }));

it('calls and their outcomes are listed with the order’s changes', () => {
  const { draft, order, call } = calledOrder();
  const ended = decideEnding(
    order,
    inProgress(call),
    ending('confirmed', { durationSeconds: 87 }),
    terms(),
    momentAt(LATER),
  );
  const reference = { call_id: call.id, call_type: 'confirmation', round: 1 };
  expect(lines([...draft.events, ...(ended?.events ?? [])])).toEqual([
    {
      title: 'Order Created',
      description: 'Order placed through api',
      type: 'info',
      metadata: { source: 'api', external_order_id: 'CP-1', amount: 85600, currency: 'COP' },
    },
    {
      title: 'Confirmation Call Queued',
      description: 'To be made at once',
      type: 'pending',
      metadata: { ...reference, attempt: 1 },
    },
    {
      title: 'Confirmation Call Ended',
      description: 'Outcome: confirmed',
      type: 'success',
      metadata: { ...reference, attempt: 1, outcome: 'confirmed', duration_seconds: 87 },
    },
    {
      title: 'Order Confirmed',
      description: 'Order confirmed by customer',
      type: 'success',
      metadata: { from: 'pending', to: 'confirmed', cause: 'call' },
    },
    {
      title: 'Confirmation Calls Finished',
      description: 'Final outcome: confirmed',
      type: 'success',
      metadata: { ...reference, outcome: 'confirmed' },
    },
  ]);
});

it('steps of the delivery are listed with their tracking number', () => {
  const { order } = calledOrder();
  const { events } = decideLogistics(
    order,
    { status: 'shipped', trackingNumber: 'TRK987654321' },
    momentAt(LATER),
  );
  expect(lines(events)).toEqual([
    {
      title: 'Delivery Shipped',
      description: 'The delivery is shipped',
      type: 'info',
      metadata: { from: 'none', to: 'shipped', tracking_number: 'TRK987654321' },
    },
    {
      title: 'Order Shipped',
      description: 'Order dispatched',
      type: 'info',
      metadata: { from: 'pending', to: 'shipped', cause: 'logistics' },
    },
  ]);
});

it('a delivery that failed is told as one', () => {
  const { order } = calledOrder();
  const [failed] = lines(decideLogistics(order, { status: 'failed_delivery' }, momentAt(LATER)).events);
  expect(failed).toEqual({
    title: 'Delivery Failed',
    description: 'The delivery failed',
    type: 'error',
    metadata: { from: 'none', to: 'failed_delivery' },
  });
});

it.each([
  [{ flag: 'phone_unreadable', given: '12' }, 'Phone Not Readable', { phone: '12' }],
  [
    { flag: 'amount_mismatch', given: '30', expected: '28.95' },
    'Amount Does Not Fit',
    { amount: 30, expected: 28.95 },
  ],
  [
    { flag: 'call_not_started', reason: 'credit_exhausted' },
    'Call Not Started',
    { flag: 'call_not_started', reason: 'credit_exhausted' },
  ],
])('%j is on the timeline', (data, title, metadata) => {
  const event = {
    id: 'evt_1',
    type: 'order.flagged',
    tenantId: 't',
    mode: 'live',
    orderId: 'o',
    sequence: 2,
    at: NOON,
    data,
  } as const;
  expect(lines([event])).toEqual([
    { title, description: expect.any(String), type: expect.any(String), metadata },
  ]);
});

it('an event of a newer release is a plain line', () => {
  const data = { wheels: 3, driver: { name: 'x' }, late: null };
  const item = {
    ...{ pk: 'ORDER#t#live#o', sk: 'TIMELINE#00000002', entity: 'event', at: NOON },
    events: [{ id: 'evt_1', type: 'delivery.wheel_lost', data }],
  };
  const events = loggedEvents(item);
  expect(events).toEqual([
    {
      ...{ id: 'evt_1', tenantId: 't', mode: 'live', orderId: 'o', sequence: 2, at: NOON },
      ...{ type: 'unknown', data: { type: 'delivery.wheel_lost', data } },
    },
  ]);
  expect(events.map((event) => viewEvent(event))).toEqual([
    {
      id: 'evt_1',
      title: 'Delivery Wheel Lost',
      description: '',
      type: 'info',
      timestamp: NOON,
      metadata: { wheels: 3 },
    },
  ]);
});

it('an event whose version or data is not known is a plain line too', () => {
  const item = {
    ...{ pk: 'ORDER#t#live#o', sk: 'TIMELINE#00000001', entity: 'event', at: NOON },
    events: [
      { id: 'evt_1', type: 'order.flagged', data: { colour: 'red' } },
      {
        id: 'evt_2',
        type: 'order.noted',
        version: 9,
        data: { title: 'x', description: '', type: 'info', metadata: '{}' },
      },
      {
        id: 'evt_3',
        type: 'order.noted',
        data: { title: 'x', description: '', type: 'info', metadata: '{}' },
      },
    ],
  };
  expect(loggedEvents(item).map((event) => viewEvent(event).title)).toEqual([
    'Order Flagged',
    'Order Noted',
    'x',
  ]);
});

it('events of a merchant come back as they were sent, with numbers that no table holds', async () => {
  const id = await shop.create();
  const event = {
    title: 'Weighed',
    description: 'Twice',
    type: 'pending',
    metadata: { grams: 1e200, notes: [null, { a: [] }] },
  };
  const added = await shop.ask(`POST /orders/${id}/timeline`, { event });
  const { body } = await shop.ask(`GET /orders/${id}/timeline`);
  const { eventId } = added.body as { eventId: string };
  expect((body as object[]).at(-1)).toEqual({ ...event, id: eventId, timestamp: expect.any(String) });
});

it.each([
  [{}, 'event.title is missing'],
  [{ title: '' }, 'event.title must not be empty'],
  [{ title: 'x', type: 'warning' }, 'event.type must be one of: success, pending, error, info'],
  [{ title: 'x', metadata: { text: 'x'.repeat(9000) } }, 'event.metadata must have at most 8192 bytes'],
])('the event %# is refused', async (event, message) => {
  const id = await shop.create();
  const { status, body } = await shop.ask(`POST /orders/${id}/timeline`, { event });
  expect([status, body]).toMatchObject([400, { error: { code: 'ValidationError', message } }]);
});

it('a repeated event under one Idempotency-Key is one event', async () => {
  const id = await shop.create();
  const send = () =>
    shop.ask(
      `POST /orders/${id}/timeline`,
      { event: { title: 'Once' } },
      { 'idempotency-key': `note-${id}` },
    );
  const [first, second] = [await send(), await send()];
  expect(second.body).toEqual(first.body);
  const { body } = await shop.ask(`GET /orders/${id}/timeline`);
  expect((body as object[]).length).toBe(2);
});
