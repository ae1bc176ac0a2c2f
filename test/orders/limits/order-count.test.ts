import { expect, it } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import { countKey, countOrders } from '../../../shared/orders/store/order-count.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { engine, useTable } from '../../support/table/setting.ts';

useTable();

it('orders are counted on 64 items in four partitions, so that few creations meet, and read for half a unit each', async () => {
  const { id: tenantId } = (await addTenant(engine.table)).tenant;
  const scope = { tenantId, mode: 'live' } as const;
  const now = new Date();
  const keys = Array.from({ length: 2000 }, () => countKey(scope, newId('order', now)));
  const times = Map.groupBy(keys, ({ pk, sk }) => `${pk} ${sk}`);
  expect(times.size).toBe(64);
  expect(new Set(keys.map(({ pk }) => pk)).size).toBe(4);
  expect(Math.max(...[...times.values()].map(({ length }) => length))).toBeLessThan(80);
  for (const [{ pk, sk } = { pk: '', sk: '' }, ...more] of times.values())
    await engine.table.put({ pk, sk, entity: 'order-count', orders: 1 + more.length });
  let counted = 0;
  const trips = await roundTripsOf(async () => {
    counted = await countOrders(engine.table, scope);
  });
  expect(counted).toBe(2000);
  expect(trips.map(({ readUnits }) => readUnits)).toEqual([0.5, 0.5, 0.5, 0.5]);
});
