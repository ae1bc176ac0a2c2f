import * as fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { newId } from '../../shared/base/ids.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { idsCreated } from '../../shared/orders/rows/search-row.ts';
import { wordEntryOf } from '../../shared/orders/search/entry.ts';
import { countMatches, matchesWithin } from '../../shared/orders/search/find-words.ts';
import { KEEP_LIMITS, keepSearch } from '../../shared/orders/search/keep-search.ts';
import { leaseKey, loadManifest } from '../../shared/orders/search/manifest.ts';
import { pageOfMatches } from '../../shared/orders/search/match-page.ts';
import {
  matchesTerm,
  orderWords,
  parseSearchTerm,
  type SearchableFields,
} from '../../shared/orders/search/words.ts';
import { engine, useTable } from '../support/table/setting.ts';
import { patience } from '../support/time/patience.ts';
import { findWords } from './find-words.ts';

useTable();

type Stored = SearchableFields & Scope & { version: number };

let scope: Scope;
let orders: Map<string, Stored>;
let now = Date.UTC(2026, 10, 20);
let count = 0;

beforeEach(() => {
  scope = { tenantId: `tnt_${++count}`, mode: 'test' };
  orders = new Map();
});

/** Batches, segments and sets of a few, so that there are many. */
const SMALL = {
  ...KEEP_LIMITS,
  ...{ entries: 4, batches: 2, segments: 2, batchMs: 0, replicatedMs: 0 },
  words: { few: 6, block: 80, set: 3 },
};
const services = () => ({ table: engine.table, clock: () => new Date(now), wait: async () => undefined });

async function store(order: Stored, before?: Stored): Promise<void> {
  orders.set(order.id, order);
  const entry = wordEntryOf(order, before);
  if (entry) await engine.table.put(entry);
}

function create(name: string, phone: string, at = now): Promise<void> {
  const id = newId('order', new Date(at));
  const number = `#${1001 + orders.size}`;
  const customer = { name, phone, email: null };
  return store({
    ...scope,
    id,
    reference: `R${orders.size % 7}`,
    number,
    externalId: null,
    customer,
    version: 1,
  });
}

async function rename(order: Stored, name: string): Promise<void> {
  await store({ ...order, customer: { ...order.customer, name }, version: order.version + 1 }, order);
}

/** What a search must answer, from a plain array, newest first. */
function wantedIds(term: string, from?: Date, to?: Date): string[] {
  const wanted = parseSearchTerm(term, undefined);
  const [least, most] = idsCreated(from, to);
  return [...orders.values()]
    .filter((order) => matchesTerm(orderWords(order), wanted) && order.id >= least && order.id <= most)
    .map(({ id }) => id)
    .sort()
    .reverse();
}

async function found(
  term: string,
  page = { descending: true, offset: 0, limit: 1000 },
  from?: Date,
  to?: Date,
) {
  const matches = await findWords(engine.table, scope, parseSearchTerm(term, undefined));
  const within =
    from || to ? await matchesWithin(engine.table, scope, matches, idsCreated(from, to)) : matches;
  return { total: await countMatches(within), ids: await pageOfMatches(engine.table, scope, within, page) };
}

const NAMES = ['Ana María', 'maria gomez', 'José', 'Łukasz', 'Mar', 'Ana Mar', 'कमल'];
const TERMS = [
  'ana',
  'mar',
  'maria g',
  'a',
  'lukasz',
  'jose',
  'r3',
  '#10',
  '0012',
  'ord_',
  'mar ana',
  'nobody',
  'कम',
];

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('create'), n: fc.nat(1000), ago: fc.nat(3) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('rename'), n: fc.nat(1000), ago: fc.nat(1000) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('keep'), n: fc.nat(), ago: fc.nat() }) },
  ),
  { minLength: 10, maxLength: 90 },
);

async function take(step: { do: string; n: number; ago: number }): Promise<void> {
  now += 60_000;
  const known = [...orders.values()];
  const name = NAMES[step.n % NAMES.length] ?? '';
  if (step.do === 'keep') await keepSearch(services(), scope, SMALL);
  else if (step.do === 'rename' && known.length > 0)
    await rename(known[step.ago % known.length] as Stored, name);
  else await create(name, `+91987654${String(step.n).padStart(4, '0')}`, now - step.ago * 600_000);
}

it('finds what a plain array would, in any order and page, whenever segments were merged', {
  timeout: patience(240_000),
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(30), fc.integer({ min: 1, max: 12 }), async (all, offset, limit) => {
      scope = { tenantId: `tnt_${++count}`, mode: 'live' };
      orders = new Map();
      for (const step of all) await take(step);
      const middle = new Date(now - 30 * 60_000);
      for (const term of TERMS) {
        const ids = wantedIds(term);
        expect([term, await found(term)]).toEqual([term, { total: ids.length, ids }]);
        const page = { descending: term.length % 2 === 0, offset, limit };
        const sorted = page.descending ? ids : ids.toReversed();
        expect([term, page, await found(term, page)]).toEqual([
          term,
          page,
          { total: ids.length, ids: sorted.slice(offset, offset + limit) },
        ]);
        const later = wantedIds(term, middle);
        expect([term, await found(term, undefined, middle)]).toEqual([
          term,
          { total: later.length, ids: later },
        ]);
        const earlier = wantedIds(term, undefined, middle);
        expect((await found(term, undefined, undefined, middle)).ids).toEqual(earlier);
      }
    }),
    { numRuns: 12 },
  );
});

it('leaves a few segments, and deletes those that were merged', async () => {
  for (let n = 0; n < 100; n++) {
    await create(NAMES[n % NAMES.length] ?? '', `+9198765${String(n).padStart(5, '0')}`);
    if (n % 10 === 9) await keepSearch(services(), scope, SMALL);
  }
  now += 3_600_000;
  await keepSearch(services(), scope, SMALL);
  const { manifest, batches } = await loadManifest(engine.table, scope);
  expect(batches.length).toBeLessThan(2);
  expect(manifest.segments.length).toBeLessThanOrEqual(5);
  expect([manifest.retired, manifest.unfinished]).toEqual([[], []]);
});

it('words that were changed back and forth cancel each other', async () => {
  for (let n = 0; n < 8; n++) await create('Ana', '+919876540000');
  for (const name of ['Beto', 'Ana', 'Beto', 'Carla'])
    for (const order of [...orders.values()]) {
      now += 1000;
      await rename(order, name);
    }
  await keepSearch(services(), scope, SMALL);
  const { manifest } = await loadManifest(engine.table, scope);
  expect(manifest.segments.map(({ size, undone }) => [size, undone.length])).toEqual([[8, 0]]);
  expect([(await found('ana')).total, (await found('beto')).total, (await found('carla')).total]).toEqual([
    0, 0, 8,
  ]);
});

it('only one works on a scope, until its lease ends', async () => {
  for (let n = 0; n < 8; n++) await create('Ana', '+919876540000');
  await engine.table.put({ ...leaseKey(scope), heldUntil: now + 1000 });
  await keepSearch(services(), scope, SMALL);
  expect((await loadManifest(engine.table, scope)).manifest.segments).toEqual([]);
  now += 2000;
  await keepSearch(services(), scope, SMALL);
  expect((await loadManifest(engine.table, scope)).manifest.segments).toHaveLength(1);
  expect(await engine.table.get(leaseKey(scope))).toBeUndefined();
});

it('a worker that dies at any write doubles and loses nothing, and its remains are deleted', {
  timeout: patience(60_000),
}, async () => {
  for (let n = 0; n < 24; n++) await create(NAMES[n % NAMES.length] ?? '', `+91987654${n % 10}001`);
  for (let writes = 0; ; writes++) {
    const table = dyingAfter(writes);
    const ended = await keepSearch({ ...services(), table }, scope, SMALL).then(
      () => true,
      () => false,
    );
    for (const term of ['ana', 'mar', '001', '4001']) {
      const ids = wantedIds(term);
      expect([writes, term, await found(term)]).toEqual([writes, term, { total: ids.length, ids }]);
    }
    await engine.table.delete(leaseKey(scope));
    if (ended) break;
  }
  now += 3 * 3_600_000;
  await keepSearch(services(), scope, SMALL);
  const { manifest } = await loadManifest(engine.table, scope);
  expect([manifest.retired, manifest.unfinished]).toEqual([[], []]);
});

it('finds an entry once that moves into a batch between the reads of both', async () => {
  for (let n = 0; n < 4; n++) await create('Ana', '+919876540000');
  const { table } = engine;
  let guessed = () => undefined as unknown;
  const moved = new Promise<void>((resolve, reject) => {
    guessed = () => keepSearch(services(), scope, SMALL).then(resolve, reject);
  });
  // The batches are read first, then the entries move, and these are read last.
  const slow: typeof table = {
    ...table,
    async *all(query) {
      const isOfEntries = /^WORDS#.*#\d$/.test(query.pk);
      if (isOfEntries) await moved;
      yield* table.all(query);
      if (!isOfEntries && query.eventually) guessed();
    },
  };
  const count = () => findWords(slow, scope, parseSearchTerm('ana', undefined)).then(countMatches);
  expect(await count()).toBe(4);
  expect((await loadManifest(table, scope)).batches).toHaveLength(1);
  expect(await count()).toBe(4);
});

/** The table of a process that dies after some writes. */
function dyingAfter(writes: number): typeof engine.table {
  let left = writes;
  const counted = <T extends unknown[], R>(write: (...given: T) => Promise<R>) => {
    return async (...given: T): Promise<R> => {
      if (left-- <= 0) throw new Error('The process died');
      return write(...given);
    };
  };
  const { table } = engine;
  return {
    ...table,
    put: counted(table.put),
    delete: counted(table.delete),
    transact: counted(table.transact),
    batchWrite: counted(table.batchWrite),
  };
}
