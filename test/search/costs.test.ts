import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/base/ids.ts';
import { findPage } from '../../shared/orders/lists/order-pages.ts';
import { searchOrders } from '../../shared/orders/lists/search-orders.ts';
import { idsCreated } from '../../shared/orders/rows/search-row.ts';
import { wordEntryFromItem, wordEntryOf } from '../../shared/orders/search/entry.ts';
import { countCreated, countMatches } from '../../shared/orders/search/find-words.ts';
import { KEEP_LIMITS, keepSearch } from '../../shared/orders/search/keep-search.ts';
import { batchToItem, loadManifest } from '../../shared/orders/search/manifest.ts';
import { pageOfMatches } from '../../shared/orders/search/match-page.ts';
import { sealEntries } from '../../shared/orders/search/merge-segments.ts';
import { WORD_LIMITS } from '../../shared/orders/search/word-items.ts';
import { matchesTerm, orderWords, parseSearchTerm } from '../../shared/orders/search/words.ts';
import { parsePhone } from '../../shared/phones/phone.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';
import { engine, useTable } from '../support/table/setting.ts';
import { patience } from '../support/time/patience.ts';
import { findWords } from './find-words.ts';

useTable();

const scope = { tenantId: 'tnt_costs', mode: 'live' } as const;
const START = Date.UTC(2026, 0, 1);
/** Here every read finds what was written. */
const replicated = async () => undefined;

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
const wordsOf = new Map(orders.map((one) => [one.id, orderWords(one)]));
const entriesOf = (some: typeof orders) =>
  some.flatMap((one) => {
    const item = wordEntryOf(one, undefined);
    return item ? [{ item, entry: wordEntryFromItem(item) }] : [];
  });

/** As many segments, batches and entries as there may be at a time. */
const SIZES = [...Array(5).fill(4200), ...Array(5).fill(1500), ...Array(5).fill(100)] as number[];

beforeAll(async () => {
  const { table } = engine;
  const rest = entriesOf(orders);
  for (const [n, size] of SIZES.entries()) {
    const { manifest } = await loadManifest(table, scope);
    const batch = { id: `b${n}`, at: 0, entries: rest.splice(0, size).map(({ entry }) => entry) };
    await sealEntries({ table, scope, now: START, replicated }, manifest, [batch]);
  }
  for (let n = 0; n < KEEP_LIMITS.batches - 1; n++) {
    const batch = rest.splice(0, KEEP_LIMITS.entries).map(({ entry }) => entry);
    await table.put(batchToItem(scope, { id: `c${n}`, at: Date.now(), entries: batch }));
  }
  for (const { item } of rest.slice(-KEEP_LIMITS.entries)) await table.put(item);
  orders.splice(orders.length - rest.length, Math.max(0, rest.length - KEEP_LIMITS.entries));
}, patience(180_000));

async function search(term: string) {
  const phone = parsePhone(term, 'CO');
  const listing = { term, phone, sort: 'createdAt', descending: true, limit: 10, offset: 0 } as const;
  let total = -1;
  const trips = await roundTripsOf(async () => {
    ({ total } = await searchOrders(engine.table, scope, listing));
  });
  const wanted = parseSearchTerm(term, phone);
  return {
    total,
    expected: orders.filter(({ id }) => matchesTerm(wordsOf.get(id) ?? [], wanted)).length,
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

/** A shop a hundred times as large: items that hold a hundredth of what they would. What is asked for is counted. */
describe('of millions of orders', () => {
  const large = { tenantId: 'tnt_large', mode: 'live' } as const;
  const LIMITS = { few: 256, block: 2500, set: WORD_LIMITS.set / 100 };
  const many = Array.from({ length: 15_000 }, (_, n) => ({ ...order(n), ...large }));

  beforeAll(async () => {
    const rest = [...many];
    for (const [n, size] of [8000, 5000, 1500, 500].entries()) {
      const { manifest } = await loadManifest(engine.table, large);
      const words = rest.splice(0, size).flatMap((one) => {
        const item = wordEntryOf(one, undefined);
        return item ? [wordEntryFromItem(item)] : [];
      });
      const batch = { id: `l${n}`, at: 0, entries: words };
      await sealEntries(
        { table: engine.table, scope: large, now: START, replicated, limits: LIMITS },
        manifest,
        [batch],
      );
    }
  }, patience(120_000));

  /** What a search for orders asks the table for, each item half a unit. */
  async function unitsOf(work: (table: typeof engine.table) => Promise<void>): Promise<number> {
    let units = 0;
    const { table } = engine;
    await work({
      ...table,
      get: async (...given) => {
        units += 0.5;
        return table.get(...given);
      },
      batchGet: async (...given) => {
        units += given[0].length / 2;
        return table.batchGet(...given);
      },
      query: async (...given) => {
        const page = await table.query(...given);
        units += Math.max(1, page.items.length) / 2;
        return page;
      },
      all: async function* (...given) {
        for await (const item of table.all(...given)) {
          units += 0.5;
          yield item;
        }
      },
    });
    return units;
  }

  const wordsOfMany = new Map(many.map((one) => [one.id, orderWords(one)]));
  const idsOf = (term: string) => {
    const wanted = parseSearchTerm(term, parsePhone(term, 'CO'));
    return many
      .filter(({ id }) => matchesTerm(wordsOfMany.get(id) ?? [], wanted))
      .map(({ id }) => id)
      .sort()
      .reverse();
  };

  async function search(term: string, of: { isCounted: boolean; offset?: number }) {
    let [total, ids] = [-1, [] as string[]];
    const units = await unitsOf(async (table) => {
      const matches = await findWords(table, large, parseSearchTerm(term, parsePhone(term, 'CO')));
      if (of.isCounted) total = await countMatches(matches);
      const place = { descending: true, offset: of.offset ?? 0, limit: 10 };
      ids = await pageOfMatches(table, large, matches, place);
    });
    return { total, ids, units };
  }

  it.each([
    'maria',
    'gonz',
    'm',
    'ord_',
    'ord17',
    '#2',
    'com',
    '+57 300 010 4729',
    '4729',
    'web-1129',
    'nobody',
    'maria nobody',
    'maria customer77',
  ])('%j is counted exactly, with its page, for 40 units at most beside the latest orders', async (term) => {
    const expected = idsOf(term);
    const { total, ids, units } = await search(term, { isCounted: true });
    expect({ total, ids }).toEqual({ total: expected.length, ids: expected.slice(0, 10) });
    expect(units).toBeLessThanOrEqual(40);
  });

  it.each(['maria', 'com'])('a page of %j far behind costs no more', async (term) => {
    const { ids, units } = await search(term, { isCounted: true, offset: 7500 });
    expect(ids).toEqual(idsOf(term).slice(7500, 7510));
    expect(units).toBeLessThanOrEqual(40);
  });

  it('a time is counted by the places of its ends', async () => {
    const range = idsCreated(new Date(START + 1000 * 60_000), new Date(START + 13_000 * 60_000));
    let count = 0;
    const units = await unitsOf(async (table) => {
      count = await countCreated(table, large, range);
    });
    expect(count).toBe(12_001);
    expect(units).toBeLessThanOrEqual(20);
  });

  it('two words that very many orders have cost a bit of each order to count, and little to page', async () => {
    const paged = await search('maria gonzalez', { isCounted: false });
    expect(paged.ids).toEqual(idsOf('maria gonzalez').slice(0, 10));
    expect(paged.units).toBeLessThanOrEqual(20);
    const counted = await search('maria gonzalez', { isCounted: true });
    expect(counted.total).toBe(5000);
    const million = many.length / 10_000;
    expect(counted.units).toBeLessThanOrEqual(20 + 2 * 18 * million);
  });

  it('where hardly any order has both, a page is short, and the list continues after it', async () => {
    const asked = { sort: 'createdAt', direction: 'desc', limit: 10, today: new Date() } as const;
    const found: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const units = await unitsOf(async (table) => {
        const page = await findPage(table, large, { term: 'lopez ana' }, { ...asked, after });
        found.push(...page.found.map(({ id }) => id));
        after = page.next;
      });
      expect(units).toBeLessThanOrEqual(60);
      pages++;
    } while (after !== undefined);
    expect(found).toEqual(idsOf('lopez ana'));
    expect(pages).toBeGreaterThan(1);
  });
});

it('keeping the search takes at most six write units for an order, its entry included', {
  timeout: patience(60_000),
}, async () => {
  const { table } = engine;
  const all = entriesOf(orders.slice(0, 6000)).map(({ item }) => ({
    put: { ...item, pk: item.pk.replace('tnt_costs', 'tnt_kept') },
  }));
  const kept = { tenantId: 'tnt_kept', mode: 'live' } as const;
  const services = { table, clock: () => new Date(), wait: async () => undefined };
  let units = 0;
  for (let start = 0; start < all.length; start += 100) {
    const trips = await roundTripsOf(async () => {
      await table.transact(all.slice(start, start + 100));
      await keepSearch(services, kept, { ...KEEP_LIMITS, batchMs: 0, replicatedMs: 0, retiredMs: 0 });
    });
    units += trips.reduce((sum, { writeUnits }) => sum + writeUnits, 0);
  }
  expect(units / all.length).toBeLessThanOrEqual(6);
});
