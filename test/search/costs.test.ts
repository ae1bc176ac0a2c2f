import { beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/base/ids.ts';
import { searchOrders } from '../../shared/orders/lists/search-orders.ts';
import { wordEntryFromItem, wordEntryOf } from '../../shared/orders/search/entry.ts';
import { KEEP_LIMITS, keepSearch } from '../../shared/orders/search/keep-search.ts';
import { batchToItem, loadManifest } from '../../shared/orders/search/manifest.ts';
import { sealEntries } from '../../shared/orders/search/merge-segments.ts';
import { isWanted, orderWords, wantedBy } from '../../shared/orders/search/words.ts';
import { parsePhone } from '../../shared/phones/phone.ts';
import { patience } from '../support/patience.ts';
import { roundTripsOf } from '../support/round-trips.ts';
import { engine, useTable } from '../support/setting.ts';

useTable();

const scope = { tenantId: 'tnt_costs', mode: 'live' } as const;
const START = Date.UTC(2026, 0, 1);

/** Two in three are a Maria, two in three a Gonzalez. */
const order = (n: number) => ({
  ...scope,
  id: newId('order', new Date(START + n * 60_000)),
  reference: `ORD${START + n * 60_000}${String((n * 7919) % 10_000).padStart(4, '0')}`,
  number: `#${1001 + n}`,
  externalId: `WEB-${100_000 + n}`,
  customer: {
    name: `${n % 3 < 2 ? 'María' : 'Ana'} ${n % 3 > 0 ? 'González' : 'Łopez'}`,
    phone: `+57300${String((n * 104_729) % 10_000_000).padStart(7, '0')}`,
    email: `customer${n}@example.com`,
  },
  version: 1,
});

const orders = Array.from({ length: 30_000 }, (_, n) => order(n));
const entries = () =>
  orders.flatMap((one) => {
    const item = wordEntryOf(one, undefined);
    return item ? [{ item, entry: wordEntryFromItem(item) }] : [];
  });

/** As many segments, batches and entries as there may be at a time. */
const SIZES = [...Array(5).fill(4200), ...Array(5).fill(1500), ...Array(5).fill(100)] as number[];

beforeAll(async () => {
  const { table } = engine;
  const rest = entries();
  for (const [n, size] of SIZES.entries()) {
    const { manifest } = await loadManifest(table, scope);
    const batch = { id: `b${n}`, at: 0, entries: rest.splice(0, size).map(({ entry }) => entry) };
    await sealEntries({ table, scope, now: START }, manifest, [batch]);
  }
  for (let n = 0; n < KEEP_LIMITS.batches - 1; n++) {
    const batch = rest.splice(0, KEEP_LIMITS.entries).map(({ entry }) => entry);
    await table.put(batchToItem(scope, { id: `c${n}`, at: Date.now(), entries: batch }));
  }
  for (const { item } of rest.slice(-KEEP_LIMITS.entries)) await table.put(item);
  orders.splice(orders.length - rest.length, Math.max(0, rest.length - KEEP_LIMITS.entries));
}, patience(60_000));

async function search(term: string) {
  const phone = parsePhone(term, 'CO');
  const listing = { term, phone, sort: 'createdAt', descending: true, limit: 10, offset: 0 } as const;
  let total = -1;
  const trips = await roundTripsOf(async () => {
    ({ total } = await searchOrders(engine.table, scope, listing));
  });
  const wanted = wantedBy(term, phone);
  return {
    total,
    expected: orders.filter((one) => isWanted(orderWords(one), wanted)).length,
    units: trips.reduce((sum, { readUnits }) => sum + readUnits, 0),
  };
}

it.each([
  'maria gonzalez',
  'gonz mar',
  'maria',
  'lopez ana',
  'm',
  'ord_',
  'ord17',
  '#2',
  '+57 300 010 4729',
  '4729',
  'web-1129',
  'customer77@example.com',
  'maria gonzalez example com',
  'nobody',
])('%j reads at most 60 units with its page, and counts exactly', async (term) => {
  const { total, expected, units } = await search(term);
  expect(total).toBe(expected);
  expect(units).toBeLessThanOrEqual(60);
});

it('keeping the search takes at most six write units for an order, its entry included', {
  timeout: patience(60_000),
}, async () => {
  const { table } = engine;
  const all = entries()
    .slice(0, 6000)
    .map(({ item }) => ({ put: { ...item, pk: item.pk.replace('tnt_costs', 'tnt_kept') } }));
  const kept = { tenantId: 'tnt_kept', mode: 'live' } as const;
  const services = { table, clock: () => new Date(), wait: async () => undefined };
  let units = 0;
  for (let start = 0; start < all.length; start += 100) {
    const trips = await roundTripsOf(async () => {
      await table.transact(all.slice(start, start + 100));
      await keepSearch(services, kept, { ...KEEP_LIMITS, batchMs: 0, retiredMs: 0 });
    });
    units += trips.reduce((sum, { writeUnits }) => sum + writeUnits, 0);
  }
  expect(units / all.length).toBeLessThanOrEqual(6);
});
