import { beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/base/ids.ts';
import { createOrder } from '../../shared/orders/changes/create-order.ts';
import { findPage, type OrderQuery } from '../../shared/orders/lists/order-pages.ts';
import { searchItem } from '../../shared/orders/rows/search-row.ts';
import { wordEntryFromItem, wordEntryOf } from '../../shared/orders/search/entry.ts';
import { loadManifest } from '../../shared/orders/search/manifest.ts';
import { sealEntries } from '../../shared/orders/search/merge-segments.ts';
import { keepStatuses, STATUS_LIMITS } from '../../shared/orders/statuses/keep-statuses.ts';
import { keysOfMove } from '../../shared/orders/statuses/moves.ts';
import { openShop, type Shop } from '../orders/support/shop.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';
import { patience } from '../support/time/patience.ts';

useApi();

const COUNT = 2_000;
const START = Date.UTC(2026, 9, 1);

let shop: Shop;
let scope: { tenantId: string; mode: 'test' };
/** Newest first: three in four are a Maria, one in twenty is confirmed. */
let marias: string[];
let confirmed: string[];
let latest: string[];

beforeAll(async () => {
  shop = await openShop(api);
  scope = { tenantId: shop.tenant.id, mode: 'test' };
  const orders = Array.from({ length: COUNT }, (_, n) => {
    const now = new Date(START + n * 1000);
    return createOrder(
      {
        customer: { name: n % 4 < 3 ? 'María' : 'Ana', phone: `+9198765${String(n).padStart(5, '0')}` },
        address: null,
        items: [],
        total: '10',
        currency: 'INR',
        status: n % 20 === 0 ? 'confirmed' : 'pending',
      },
      { ...scope, source: 'api', externalId: null, number: `#${n}`, reference: `R${n}`, timeZone: 'UTC' },
      undefined,
      { now, newId: (kind) => newId(kind, now) },
    ).order;
  });
  // An order is pending at first: the sets take what is not from the change of its status.
  const moves = orders
    .filter(({ status }) => status !== 'pending')
    .map((order) => ({ pk: order.id, sk: 'LOG', ...keysOfMove(order, { ...order, status: 'pending' }, 1) }));
  await api.table.batchWrite([...orders.map(searchItem), ...moves].map((put) => ({ put })));
  const entries = orders.flatMap((order) => {
    const item = wordEntryOf(order, undefined);
    return item ? [wordEntryFromItem(item)] : [];
  });
  const { manifest } = await loadManifest(api.table, scope);
  await sealEntries({ table: api.table, scope, now: START, replicated: async () => undefined }, manifest, [
    { id: 'b', at: 0, entries },
  ]);
  await keepStatuses({ table: api.table, clock: () => new Date() }, scope, {
    ...STATUS_LIMITS,
    settledMs: 0,
  });
  latest = [];
  for (const name of ['María', 'Ana María', 'Berta'])
    latest.unshift(await shop.create({ name, status: 'confirmed' }));
  const ofName = orders.filter(({ customer }) => customer.name === 'María').reverse();
  marias = ofName.map(({ id }) => id);
  confirmed = ofName.filter(({ status }) => status === 'confirmed').map(({ id }) => id);
}, patience(60_000));

const unitsOf = async (work: () => Promise<unknown>): Promise<number> =>
  (await roundTripsOf(work)).reduce((sum, { readUnits }) => sum + readUnits, 0);

interface Listed {
  orders: { _id: string }[];
  total: number;
}

async function list(query: string): Promise<{ listed: Listed; units: number }> {
  let answer: Awaited<ReturnType<Shop['ask']>> | undefined;
  const units = await unitsOf(async () => {
    answer = await shop.ask(`GET /orders?${query}`);
  });
  expect(answer?.status).toBe(200);
  return { listed: answer?.body as Listed, units };
}

it('of the many that a text finds, those of a status are found in its sets and not by their rows', async () => {
  const { listed, units } = await list('searchTerm=maria&status=confirmed&limit=2');
  expect(listed.total).toBe(confirmed.length + 2);
  expect(listed.orders.map(({ _id }) => _id)).toEqual(latest.slice(1));
  // Their rows alone would be 750 by their keys, and 50 among all.
  expect(units).toBeLessThanOrEqual(40);
});

it('where a text finds more than one in twenty, all rows are read and not each by its key', async () => {
  const { listed, units } = await list('searchTerm=maria&sortBy=final_amount&sortDirection=desc&limit=2');
  expect(listed.total).toBe(marias.length + 2);
  expect(units).toBeLessThanOrEqual(100);
});

it.each([
  ['maria', 'among all rows'],
  ['r190', 'by their keys'],
])('a page of what %j finds %s ends when it has looked at enough, and the next ones go on', async (term) => {
  const query = { term, status: ['confirmed'], to: new Date(START + COUNT * 1000) } satisfies OrderQuery;
  const wanted = term === 'maria' ? confirmed : [confirmed.find((_id, n) => n === 4)];
  const asked = { sort: 'createdAt', direction: 'desc', limit: 5, today: new Date(), budget: 100 } as const;
  const found: string[] = [];
  let after: string | undefined;
  let pages = 0;
  do {
    const page = await findPage(api.table, scope, query, { ...asked, after });
    found.push(...page.found.map(({ id }) => id));
    after = page.next;
    pages++;
  } while (after !== undefined);
  expect(found).toEqual(wanted);
  expect(pages).toBeGreaterThan(2);
});
