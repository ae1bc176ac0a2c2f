import { expect, it } from 'vitest';
import { inParallel } from '../../shared/base/async/in-parallel.ts';
import { newId } from '../../shared/base/ids.ts';
import { placeOrder } from '../../shared/orders/changes/place-order.ts';
import { updateOrder } from '../../shared/orders/changes/update-order.ts';
import { ordersOfList } from '../../shared/reports/exports/orders-of-list.ts';
import { storedList } from '../../shared/reports/exports/stored-list.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';
import { sequential } from '../support/table/sequential.ts';
import { engine, useTable } from '../support/table/setting.ts';
import { patience } from '../support/time/patience.ts';

useTable();

it('the orders of a list are read hundreds at a time, the next ones while some are written', {
  timeout: patience(60_000),
}, async () => {
  const scope = { tenantId: newId('tenant', new Date()), mode: 'test', timeZone: 'UTC' } as const;
  const services = { table: engine.table, clock: () => new Date() };
  const placed = await inParallel(Array.from(Array(520).keys()), 20, (n) => {
    const given = {
      ...{ customer: { name: `Ana ${n}`, phone: '+573001234567' }, address: null, items: [] },
      ...{ products: 'Camisa', total: '10', currency: 'COP', status: 'pending' as const },
    };
    const names = { source: 'api', externalId: null, number: `#${n}`, reference: undefined };
    return placeOrder(services, scope, { ...names, given }, () => []);
  });
  const orders = placed.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const [edited] = orders;
  if (edited === undefined) throw new Error('No order was made');
  const changed = await updateOrder(services, scope, edited.id, { customer: { name: 'Zoe' } }, () => true);
  const wanted = [changed, ...orders.slice(1)].sort((a, b) => (a.id < b.id ? 1 : -1));

  const found: unknown[] = [];
  const progress: number[] = [];
  const trips = await roundTripsOf(async () => {
    const list = { orders: {}, today: new Date(), timeZone: 'UTC' };
    const report = async (count: number) => void progress.push(count);
    for await (const order of ordersOfList(engine.table, scope, list, report)) found.push(order);
  });
  expect(found).toEqual(wanted);
  expect(progress).toEqual([520]);
  // Their rows, two groups at once, and the last one.
  expect(sequential(trips)).toBeLessThanOrEqual(4);
});

it('a list that 0.2.0 stored is written on the clock of UTC', () => {
  const today = '2026-11-29T05:00:00.000Z';
  expect(storedList(JSON.stringify({ orders: ['ord_1'], today }))).toEqual({
    orders: ['ord_1'],
    today: new Date(today),
    timeZone: 'UTC',
  });
});
