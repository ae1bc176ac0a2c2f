import * as fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { newId } from '../../../shared/base/ids.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { placeOrder } from '../../../shared/orders/changes/place-order.ts';
import { updateOrder } from '../../../shared/orders/changes/update-order.ts';
import { searchOrders } from '../../../shared/orders/lists/search-orders.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { rowOf, searchItem } from '../../../shared/orders/rows/search-row.ts';
import { keepStatuses, STATUS_LIMITS } from '../../../shared/orders/statuses/keep-statuses.ts';
import { keysOfMove, type OrderKind, orderKinds } from '../../../shared/orders/statuses/moves.ts';
import { pageOfKind } from '../../../shared/orders/statuses/page-of-kind.ts';
import { loadSets } from '../../../shared/orders/statuses/sets.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { patience } from '../../support/time/patience.ts';

useTable();

/** Small enough that a few dozen orders make many chunks, and are taken in several parts. */
const SMALL = {
  ...STATUS_LIMITS,
  worth: 5,
  atOnce: 6,
  chunk: 6,
  settledMs: 0,
  replicatedMs: 0,
  retiredMs: 0,
};

let scope: Scope & { timeZone: string };
let now: number;
let orders: Order[];
const services = (table: Table = engine.table) => ({ table, clock: () => new Date(now) });

function begin() {
  scope = { tenantId: newId('tenant', new Date()), mode: 'test', timeZone: 'UTC' };
  now = Date.UTC(2026, 0, 1);
  orders = [];
}
beforeEach(begin);

async function place(status: Order['status'] = 'pending'): Promise<void> {
  const given = { customer: { name: 'Ana', phone: '+573001234567' }, address: null, items: [] };
  const names = { source: 'api', externalId: null, number: `#${orders.length}`, reference: undefined };
  const placement = {
    ...names,
    given: { ...given, products: 'Camisa', total: '10', currency: 'COP', status },
  };
  orders.push(await placeOrder(services(), scope, placement, () => []));
}

async function update(place: number, change: Parameters<typeof updateOrder>[3]): Promise<void> {
  const order = orders[place % orders.length];
  if (order)
    orders[orders.indexOf(order)] = await updateOrder(services(), scope, order.id, change, () => true);
}

const isOf = (order: Order, kind: OrderKind) => [rowOf(order).status, ...rowOf(order).marks].includes(kind);

async function expectPages(): Promise<void> {
  const sets = await loadSets(engine.table, scope);
  const time = (n: number) => new Date(orders[n]?.createdAt ?? now);
  const third = Math.floor(orders.length / 3);
  for (const kind of orderKinds)
    for (const [from, to] of [
      [],
      [time(third)],
      [undefined, time(2 * third)],
      [time(third), time(2 * third)],
    ])
      for (const [descending, offset, limit] of [
        [true, 0, 4],
        [false, 3, 5],
        [true, 7, 100],
      ] as const) {
        const wanted = orders
          .filter((order) => isOf(order, kind))
          .filter(
            ({ createdAt }) =>
              !(from && createdAt < from.toISOString()) && !(to && createdAt > to.toISOString()),
          )
          .map(({ id }) => id)
          .sort();
        if (descending) wanted.reverse();
        const place = { descending, offset, limit };
        const page = await pageOfKind(engine.table, scope, { kind, from, to }, place, sets);
        const expected = { ids: wanted.slice(offset, offset + limit), total: wanted.length };
        const answered = page && { ids: page.found.map(({ id }) => id), total: page.total };
        expect(answered).toEqual(sets.version === 0 ? undefined : expected);
      }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      status: fc.constantFrom('pending', 'pending', 'delivered'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      order: fc.nat(),
      status: fc.constantFrom('confirmed', 'needs_review', 'shipped', 'delivered'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pay' as const), order: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('keep' as const) }) },
);

it('lists of a status equal those of a plain array, whenever sets were kept', {
  timeout: patience(120_000),
}, async () => {
  const steps = fc.array(fc.tuple(step, fc.constantFrom(0, 1, 1, 40)), { minLength: 30, maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      begin();
      for (const [one, later] of all) {
        now += later;
        if (one.do === 'place') await place(one.status as Order['status']);
        // What happened at this very instant is settled a moment later.
        else if (one.do === 'keep')
          await keepStatuses({ table: engine.table, clock: () => new Date(now - 1) }, scope, SMALL);
        else if (orders.length > 0 && one.do === 'move')
          await update(one.order, { status: one.status as Order['status'] });
        else if (orders.length > 0 && one.do === 'pay')
          await update(one.order, { payment: { status: 'paid' } });
      }
      await expectPages();
      await keepStatuses(services(), scope, { ...SMALL, worth: 1 });
      await expectPages();
      const { chunks } = await loadSets(engine.table, scope);
      const sizes = Object.values(chunks)
        .flat()
        .map(({ size }) => size);
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(SMALL.chunk);
    }),
    { numRuns: 6 },
  );
});

it('a keeper may die after each of its writes, and the next one continues', async () => {
  for (let n = 0; n < 30; n++) {
    now += 10;
    await place(n % 4 === 0 ? 'delivered' : 'pending');
    if (n % 3 === 0) await update(n, { status: 'confirmed' });
  }
  now += 1;
  for (let alive = 0; ; alive++) {
    let left = alive;
    const dying =
      <T extends unknown[], R>(write: (...given: T) => Promise<R>) =>
      async (...given: T): Promise<R> => {
        if (left-- <= 0) throw new Error('died');
        return write(...given);
      };
    const { table } = engine;
    const mortal = { ...table, put: dying(table.put), batchWrite: dying(table.batchWrite) };
    const result = await keepStatuses(services(mortal), scope, SMALL).catch((error: Error) => error.message);
    await expectPages();
    if (result === undefined) break;
    expect(result).toBe('died');
  }
  expect((await loadSets(engine.table, scope)).version).toBeGreaterThan(1);
});

it('a keeper that does not catch up ends after its time', async () => {
  const placeMore = async () => {
    now += 1;
    for (let n = 0; n < 6; n++) await place();
    now += 1;
  };
  let waits = 0;
  const wait = async () => {
    if (++waits === 200) throw new Error('The keeper goes on and on');
    await placeMore();
  };
  await placeMore();
  await keepStatuses({ ...services(), wait }, scope, { ...SMALL, workMs: 50 });
  expect(waits).toBeGreaterThan(0);
  await expectPages();
});

it('one keeper at a time works on a scope', async () => {
  for (let n = 0; n < 12; n++) await place();
  now += 1;
  await Promise.all(Array.from({ length: 4 }, () => keepStatuses(services(), scope, SMALL)));
  await expectPages();
});

it('a status of 20,000 orders is listed for 60 read units at most, and kept for one write unit an order', {
  timeout: patience(120_000),
}, async () => {
  await place();
  const [first] = orders;
  if (first === undefined) throw new Error('No order was made');
  const items: Item[] = [];
  for (let n = 0; n < 20_000; n++) {
    const at = new Date(now + n * 100);
    const order = {
      ...first,
      id: newId('order', at),
      createdAt: at.toISOString(),
      updatedAt: at.toISOString(),
    };
    const moved = { ...order, status: n % 1000 === 3 ? 'needs_review' : 'delivered' } as const;
    items.push(searchItem(moved), { pk: `LOG#${n}`, sk: 'LOG', ...keysOfMove(moved, order, 2) });
  }
  for (let from = 0; from < items.length; from += 5000)
    await engine.table.batchWrite(items.slice(from, from + 5000).map((put) => ({ put })));
  now += 20_000 * 100 - 30_000;
  const units = (await roundTripsOf(() => keepStatuses(services(), scope))).reduce(
    (sum, { writeUnits }) => sum + writeUnits,
    0,
  );
  expect(units / 20_000).toBeLessThanOrEqual(1);
  for (const [status, total] of [
    ['delivered', 19_980],
    ['needs_review', 20],
    ['pending', 1],
    ['confirmed', 0],
  ] as const)
    for (const [offset, descending] of [
      [0, true],
      [20, true],
      [15_000, true],
      [0, false],
    ] as const) {
      const listing = { status, sort: 'createdAt', descending, limit: 10, offset } as const;
      let found = -1;
      const trips = await roundTripsOf(async () => {
        found = (await searchOrders(engine.table, scope, listing)).total;
      });
      expect(found).toBe(total);
      expect(trips.reduce((sum, { readUnits }) => sum + readUnits, 0)).toBeLessThanOrEqual(60);
    }
});
