import { beforeAll, expect, it } from 'vitest';
import type { Scope } from '../../../shared/base/scope.ts';
import { pageOfAge } from '../../../shared/orders/lists/far-pages.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { KEEP_LIMITS, keepSearch } from '../../../shared/orders/search/keep-search.ts';
import { addRows } from '../../reports/rows.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { patience } from '../../support/time/patience.ts';

useTable();

const COUNT = 2000;
const LIMITS = { far: 300, near: 40 };
const services = () => ({ table: engine.table, clock: () => new Date(), wait: async () => undefined });

/** Ever more an hour, and at the end a hundred in a millisecond. */
const unevenly = (n: number): number => Math.floor(Math.sqrt(Math.min(n, COUNT - 100)) * 10_000_000);
const evenly = (n: number): number => n * 60_000;

/** The words of most are in segments, of some in batches, of the last nowhere yet. */
async function shop(tenantId: string, timeOf: (n: number) => number): Promise<[Scope, Order[]]> {
  const scope: Scope = { tenantId, mode: 'test' };
  const orders = await addRows(engine.table, scope, COUNT - 300, timeOf);
  await keepSearch(services(), scope, {
    ...KEEP_LIMITS,
    batches: 2,
    segments: 3,
    batchMs: 0,
    replicatedMs: 0,
  });
  const rest = await addRows(engine.table, scope, 300, (n) => timeOf(COUNT - 300 + n));
  await keepSearch(services(), scope);
  return [scope, [...orders, ...rest]];
}

let shops: Record<string, [Scope, Order[]]>;
beforeAll(async () => {
  shops = { evenly: await shop('tnt_even', evenly), unevenly: await shop('tnt_uneven', unevenly) };
}, patience(120_000));

it.each(['evenly', 'unevenly'])(
  'where orders come %s, a page far away is what a plain array has there',
  async (name) => {
    const [scope, orders] = shops[name] ?? [];
    if (scope === undefined || orders === undefined) throw new Error('No such shop');
    const at = (n: number) => new Date(orders[n]?.createdAt ?? '');
    for (const time of [{}, { from: at(250) }, { to: at(1750) }, { from: at(350), to: at(1600) }])
      for (const descending of [true, false]) {
        const wanted = orders
          .filter(({ createdAt }) => !(new Date(createdAt) < (time.from ?? 0)))
          .filter(({ createdAt }) => time.to === undefined || new Date(createdAt) <= time.to)
          .map(({ id }) => id)
          .toSorted();
        if (descending) wanted.reverse();
        for (const offset of [299, 300, 777, 1222, 1495, 1990, 3000]) {
          const page = await pageOfAge(engine.table, scope, time, { descending, offset, limit: 10 }, LIMITS);
          expect(page.found.map(({ id }) => id)).toEqual(wanted.slice(offset, offset + 10));
          if (page.total !== undefined) expect(page.total).toBe(wanted.length);
        }
      }
  },
);

it('it reads few rows before it', async () => {
  const [scope] = shops.evenly ?? [];
  if (scope === undefined) throw new Error('No such shop');
  const rowsRead = async (limits: typeof LIMITS) => {
    const trips = await roundTripsOf(() =>
      pageOfAge(engine.table, scope, {}, { descending: true, offset: 1500, limit: 10 }, limits),
    );
    const ofRows = trips.filter(({ input }) => JSON.stringify(input).includes('SEARCH#'));
    return ofRows.reduce((sum, { readUnits }) => sum + readUnits, 0);
  };
  const units = await rowsRead(LIMITS);
  expect(units).toBeLessThanOrEqual(8);
  expect(await rowsRead({ ...LIMITS, far: 1501 })).toBeGreaterThan(5 * units);
});
