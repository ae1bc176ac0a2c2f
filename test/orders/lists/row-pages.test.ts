import { beforeAll, expect, it } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { countRows, pageOfRows } from '../../../shared/orders/rows/row-pages.ts';
import { searchItem } from '../../../shared/orders/rows/search-row.ts';
import { addRows } from '../../reports/rows.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { patience } from '../../support/time/patience.ts';

useTable();

const scope: Scope = { tenantId: 'tnt_rows', mode: 'test' };
let orders: Order[];
beforeAll(async () => {
  orders = await addRows(engine.table, scope, 1200);
}, patience(60_000));

const at = (n: number) => new Date(orders[n]?.createdAt ?? '');

it.each([
  {},
  { status: 'confirmed' },
  { status: 'pending' },
  { status: 'shipped' },
  { from: 100 },
  { to: 900 },
  { from: 600, to: 620 },
  { status: 'confirmed', from: 37, to: 1100 },
] as { status?: Order['status']; from?: number; to?: number }[])(
  'pages and counts %j as a plain array does',
  async ({ status, from, to }) => {
    const times = { ...(from && { from: at(from) }), ...(to && { to: at(to) }) };
    const wanted = orders
      .slice(from ?? 0, (to ?? 2000) + 1)
      .filter((order) => status === undefined || order.status === status)
      .map(({ id }) => id);
    // In one part, and in several.
    for (const most of [undefined, 1, 7])
      expect(await countRows(engine.table, scope, { status, ...times }, most)).toBe(wanted.length);
    for (const [descending, offset, limit] of [
      [true, 0, 10],
      [false, 0, 10],
      [true, 95, 100],
      [false, 1150, 100],
    ] as const) {
      const page = await pageOfRows(engine.table, scope, { status, ...times }, { descending, offset, limit });
      const sorted = descending ? wanted.toReversed() : wanted;
      expect(page.found.map(({ id }) => id)).toEqual(sorted.slice(offset, offset + limit));
      if (page.total !== undefined) expect(page.total).toBe(wanted.length);
    }
  },
);

it('a time of a few milliseconds is counted in parts without what comes right after it', async () => {
  const own: Scope = { tenantId: 'tnt_milliseconds', mode: 'test' };
  const start = Date.UTC(2026, 10, 1);
  for (const ms of [0, 1, 2, 3, 4, 6, 9]) {
    const createdAt = new Date(start + ms).toISOString();
    const id = newId('order', new Date(start + ms));
    await engine.table.put(searchItem({ ...(orders[0] as Order), ...own, id, createdAt }));
  }
  const counts = [0, 3, 6, 8].map((ms) =>
    countRows(engine.table, own, { from: new Date(start), to: new Date(start + ms) }, 1),
  );
  expect(await Promise.all(counts)).toEqual([1, 4, 6, 6]);
});

it('a page reads no more than it needs, and counting sends no rows', async () => {
  const trips = await roundTripsOf(() =>
    pageOfRows(engine.table, scope, { status: 'pending' }, { descending: true, offset: 0, limit: 10 }),
  );
  expect(trips.reduce((sum, { readUnits }) => sum + readUnits, 0)).toBeLessThanOrEqual(4);
});
