import { beforeAll, expect, it } from 'vitest';
import { viewOrder } from '../../../functions/orders/order/views.ts';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { SEARCH_SHARDS, searchPartition } from '../../../shared/orders/rows/search-row.ts';
import { KEEP_LIMITS, keepSearch } from '../../../shared/orders/search/keep-search.ts';
import { keepStatuses, STATUS_LIMITS } from '../../../shared/orders/statuses/keep-statuses.ts';
import { orderKey } from '../../../shared/orders/store/order-item.ts';
import { loadOrder, loadOrders } from '../../../shared/orders/store/order-store.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { sequential } from '../../support/table/sequential.ts';
import { withStaleReads } from '../../support/table/stale-reads.ts';
import { patience } from '../../support/time/patience.ts';
import { openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
let scope: Scope;
/** Oldest first: one as it was created, one edited, one edited twice, and one too long to be with its first event. */
let ids: string[];

const PHONE = '+919876500001';
const items = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `${n} `.padEnd(150, 'shirt '), quantity: 1, price: 5 }));

useApi();
beforeAll(async () => {
  shop = await openShop(api);
  scope = { tenantId: shop.tenant.id, mode: 'test' };
  const common = { mobile: PHONE, external_order_id: 'X-1' };
  ids = [];
  for (const [n, edits] of [[], ['Ring'], ['Ring', 'Ring twice'], []].entries()) {
    const own = { name: `Rosa ${n}`, external_order_source: `shop ${n}` };
    const id = await shop.create({ ...common, ...own, ...(n === 3 && { product_items: items(40) }) });
    for (const notes of edits) await shop.ask(`PUT /orders/${id}`, { updates: { notes } });
    ids.push(id);
  }
  const stored = await Promise.all(ids.map((id) => loadOrder(api.table, scope, id)));
  expect(stored.map((order) => order?.contentRevision)).toEqual([1, 2, 3, 2]);
  expect(stored.map((order) => order?.notes)).toEqual([null, 'Ring', 'Ring twice', null]);
  expect(stored[3]?.items).toHaveLength(40);
}, patience(30_000));

/** Asked for a second time: whose key it is, and which sets and segments there are, is known then. */
async function tripsOf(path: string, answer: unknown): Promise<number> {
  const headers = { 'x-tenant-api-key': shop.testKey };
  const ask = () => api.ask(`GET ${path}`, { key: shop.testKey, headers });
  await ask();
  const trips = await roundTripsOf(async () => expect((await ask()).body).toMatchObject(answer as object));
  return sequential(trips);
}

async function answerWith(wanted: readonly string[]): Promise<object> {
  const orders = await Promise.all(wanted.map((id) => loadOrder(api.table, scope, id)));
  return { orders: orders.map((order) => order && viewOrder(order)), total: wanted.length };
}

const newest = () => ids.toReversed();

const lists = [
  ['', newest],
  ['?limit=100', newest],
  ['?sortBy=createdAt&sortDirection=asc', () => ids],
  ['?status=pending', newest],
  [`?endDate=${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}`, newest],
  ['?sortBy=name&sortDirection=asc', () => ids],
  ['?searchTerm=rosa', newest],
  ['?searchTerm=rosa&status=pending', newest],
  ['?searchTerm=rosa&sortBy=name&sortDirection=asc', () => ids],
  [`?searchTerm=${encodeURIComponent(PHONE)}`, newest],
  ['?searchTerm=x-1', newest],
] as const;

it.each(lists)('a list %s takes two trips wherever the contents of its orders are', async (query, wanted) => {
  expect(await tripsOf(`/v1/orders${query}`, await answerWith(wanted()))).toBe(2);
});

it.each(['', `?phone=${encodeURIComponent(PHONE)}`, '?externalId=X-1'])(
  'one of the confirmation dialect takes two more than its key: %s',
  async (query) => {
    const orders = newest().map((id) => ({ id }));
    expect(await tripsOf(`/api/v1/orders${query}`, { orders, total: 4 })).toBe(3);
  },
);

it.each(['', '?sort=updatedAt'])('one of the platform API takes two more than its key: %s', async (query) => {
  const orders = newest().map((id) => expect.objectContaining({ id }));
  const answer = { orders: expect.arrayContaining(orders) };
  expect(await tripsOf(`/platform/v1/orders${query}`, answer)).toBe(3);
});

const rowsOfShop = async (): Promise<Item[]> => {
  const pages = await Promise.all(
    Array.from({ length: SEARCH_SHARDS }, (_, n) => api.table.query({ pk: searchPartition(scope, n) })),
  );
  return pages.flatMap(({ items: rows }) => rows);
};

/** The rows as something else for a while. */
async function withRows(changed: (row: string) => string, work: () => Promise<void>): Promise<void> {
  const rows = await rowsOfShop();
  expect(rows).toHaveLength(4);
  await api.table.batchWrite(rows.map((item) => ({ put: { ...item, row: changed(String(item.row)) } })));
  await work();
  await api.table.batchWrite(rows.map((put) => ({ put })));
}

const SEPARATOR = '\u001f';
/** A row with another last field, or without. */
const ending = (row: string, ...last: string[]) =>
  [...row.split(SEPARATOR).slice(0, -1), ...last].join(SEPARATOR);

it('a row tells where the content is', async () => {
  const rows = await rowsOfShop();
  const told = new Map(rows.map(({ sk, row }) => [sk, String(row).split(SEPARATOR).at(-1)]));
  expect(ids.map((id) => told.get(id))).toEqual(['1', '2', '3', '2']);
});

it('a list takes two trips too where its rows are those of 0.2.0, which do not tell it', async () => {
  await withRows(
    (row) => ending(row),
    async () => {
      for (const query of ['', '?sortBy=name'])
        expect(await tripsOf(`/v1/orders${query}`, await answerWith(newest()))).toBe(2);
    },
  );
});

it.each(['1', '3'])(
  'where a row is not up to date, and tells revision %s, a third trip brings the content',
  async (revision) => {
    await withRows(
      (row) => ending(row, revision),
      async () => expect(await tripsOf('/v1/orders', await answerWith(newest()))).toBe(3),
    );
  },
);

it('more orders than a page are read in requests of fifty, and contents that lie elsewhere in one more', async () => {
  const many = [...ids, ...Array.from({ length: 97 }, (_, n) => `ord_${n}`)];
  const expected = await loadOrders(api.table, scope, ids);
  const trips = await roundTripsOf(async () =>
    expect(await loadOrders(api.table, scope, many)).toEqual(expected),
  );
  expect(trips.map(({ operation }) => operation)).toEqual(Array(4).fill('BatchGetItem'));
  expect(sequential(trips)).toBe(2);
});

it('a list takes two trips where orders of a status are kept in sets, and words in segments', {
  timeout: patience(20_000),
}, async () => {
  const services = { table: api.table, clock: () => new Date(Date.now() + 1000) };
  await keepStatuses(services, scope, { ...STATUS_LIMITS, worth: 1, settledMs: 0, replicatedMs: 0 });
  const answer = await answerWith(newest());
  expect(await tripsOf('/v1/orders?status=pending', answer)).toBe(2);
  const wait = async () => undefined;
  await keepSearch({ ...services, wait }, scope, {
    ...KEEP_LIMITS,
    entries: 3,
    batches: 2,
    batchMs: 0,
    replicatedMs: 0,
  });
  for (const query of ['?searchTerm=rosa', '?searchTerm=rosa&status=pending'])
    await expect
      .poll(() => tripsOf(`/v1/orders${query}`, answer), { timeout: patience(10_000), interval: 200 })
      .toBe(2);
});

it('an order that is read as it was a moment ago has the content of then', async () => {
  const id = await shop.create({ notes: 'Before' });
  const late = await withStaleReads(api.table, [orderKey(scope, id)]);
  await shop.ask(`PUT /orders/${id}`, { updates: { notes: 'After' } });
  const notesOf = async (options: object) =>
    (await loadOrders(late, scope, [id], options)).map(({ notes }) => notes);
  expect([await notesOf({ eventually: true }), await notesOf({})]).toEqual([['Before'], ['After']]);
});
