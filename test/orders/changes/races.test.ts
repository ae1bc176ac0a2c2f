import { beforeAll, expect, it } from 'vitest';
import { api, useApi } from '../../support/api/api-setting.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { openShop, SHIRT, type Shop } from '../support/shop.ts';

let shop: Shop;

useApi();
beforeAll(async () => {
  shop = await openShop(api);
});

const times = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));

const statuses = (answers: readonly HandlerResponse[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([s, group]) => [s, group.length]),
  );

it('of many creates of one external id one makes the order, and all others get its id', async () => {
  const answers = await times(12, () => shop.ask('POST /orders', { ...SHIRT, external_order_id: 'RACE-1' }));
  expect(statuses(answers)).toEqual({ 201: 1, 409: 11 });
  const ids = answers.map(({ body }) => {
    const { order, error } = body as { order?: { _id: string }; error?: { details: { _id: string } } };
    return order?._id ?? error?.details._id;
  });
  expect(new Set(ids).size).toBe(1);
  expect((await shop.ask(`GET /orders?searchTerm=${ids[0]}`)).body).toMatchObject({ total: 1 });
});

it('of many creates of one reference one makes the order', async () => {
  const answers = await times(12, () => shop.ask('POST /orders', { ...SHIRT, referenceId: 'RACE-REF' }));
  expect(statuses(answers)).toEqual({ 201: 1, 409: 11 });
});

it('many creates at once are all counted, each with its own number and reference', async () => {
  const other = await openShop(api);
  await times(20, () => other.create());
  const { body } = await other.ask('GET /orders?limit=100');
  const { orders, total } = body as {
    orders: { referenceId: string; external_order_number: string }[];
    total: number;
  };
  expect(total).toBe(20);
  expect(new Set(orders.map(({ referenceId }) => referenceId)).size).toBe(20);
  expect(orders.map(({ external_order_number }) => external_order_number).toSorted()).toEqual(
    Array.from({ length: 20 }, (_, n) => `#${1001 + n}`),
  );
});

it('the same Idempotency-Key makes one order however often it is sent at once', async () => {
  const answers = await times(8, () => shop.ask('POST /orders', SHIRT, { 'idempotency-key': 'once' }));
  expect(statuses(answers)).toEqual({ 201: 8 });
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
});

it('of many updates of one version one is stored, and the others are refused as stale', async () => {
  const id = await shop.create();
  const { headers } = await shop.ask(`GET /orders/${id}`);
  const answers = await times(10, (n) =>
    shop.ask(`PUT /orders/${id}`, { updates: { notes: `n${n}` } }, { 'if-match': headers.etag ?? '' }),
  );
  expect(statuses(answers)).toEqual({ 200: 1, 412: 9 });
  const after = await shop.ask(`GET /orders/${id}`);
  const winner = answers.findIndex(({ status }) => status === 200);
  expect(after.headers.etag).toBe(answers[winner]?.headers.etag);
  expect(after.body).toMatchObject({ notes: `n${winner}` });
});

it('concurrent updates of different fields are all kept', async () => {
  const id = await shop.create();
  const updates = [
    { notes: 'note' },
    { name: 'Ana' },
    { email: 'ana@example.com' },
    { delivery_method: 'drone' },
    { payment_status: 'paid' },
    { delivery_details: { tracking_number: 'T1' } },
    { delivery_details: { recipient_name: 'Jane' } },
    { status: 'shipped' },
  ];
  const answers = await times(updates.length, (n) => shop.ask(`PUT /orders/${id}`, { updates: updates[n] }));
  expect(statuses(answers)).toEqual({ 200: updates.length });
  expect((await shop.ask(`GET /orders/${id}`)).body).toMatchObject({
    notes: 'note',
    name: 'Ana',
    email: 'ana@example.com',
    delivery_method: 'drone',
    payment_status: 'paid',
    delivery_details: { tracking_number: 'T1', recipient_name: 'Jane' },
    status: 'shipped',
  });
});

it('concurrent timeline events are all stored, in one sequence', async () => {
  const id = await shop.create();
  await times(10, (n) => shop.ask(`POST /orders/${id}/timeline`, { event: { title: `Event ${n}` } }));
  const { body } = await shop.ask(`GET /orders/${id}/timeline`);
  const titles = (body as { title: string }[]).map(({ title }) => title);
  expect(titles[0]).toBe('Order Created');
  expect(titles.slice(1).toSorted()).toEqual(Array.from({ length: 10 }, (_, n) => `Event ${n}`));
});

it('many concurrent writers of one order all succeed', async () => {
  const orderId = await shop.create();
  const answers = await times(60, (n) =>
    shop.ask(`POST /orders/${orderId}/timeline`, { event: { title: `Call ${n}` } }),
  );
  expect(statuses(answers)).toEqual({ 201: 60 });
  const { body } = await shop.ask(`GET /orders/${orderId}/timeline`);
  const titles = (body as { title: string }[])
    .map(({ title }) => title)
    .filter((title) => title.startsWith('Call'));
  expect(titles.toSorted()).toEqual(Array.from({ length: 60 }, (_, n) => `Call ${n}`).toSorted());
});
