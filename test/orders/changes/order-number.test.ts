import { expect, test } from 'vitest';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { newId } from '../../../shared/base/ids.ts';
import {
  blockSize,
  giveBackOrderNumber,
  takeOrderNumber,
} from '../../../shared/orders/names/order-number.ts';
import { engine, useTable } from '../../support/table/setting.ts';

useTable();

const START = Date.parse('2026-11-29T12:00:00Z');
const at = (ms: number) => new Date(START + ms);
const newScope = () => ({ tenantId: newId('tenant', at(0)), mode: 'test' }) as const;

/** The table, and how often a number was taken from it. */
function counting(): { table: Table; writes: () => number } {
  let writes = 0;
  const table: Table = {
    ...engine.table,
    update(...change) {
      writes++;
      return engine.table.update(...change);
    },
  };
  return { table, writes: () => writes };
}

test('numbers are taken one by one, from #1001 on, also concurrently', async () => {
  const scope = newScope();
  const numbers = [];
  for (let n = 0; n < 20; n++) numbers.push(await takeOrderNumber(engine.table, scope, at(n)));
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(await takeOrderNumber(engine.table, newScope(), at(0))).toBe(0);
});

test('numbers are taken in blocks above the rate of one counter, and stay in order', async () => {
  const scope = newScope();
  const { table, writes } = counting();
  const numbers: number[] = [];
  const take = async (ms: number) => numbers.push(await takeOrderNumber(table, scope, at(ms)));
  // 250 a second.
  for (let n = 0; n < 400; n++) await take(4 * n);
  expect(writes()).toBe(251 + 75);
  expect(numbers).toEqual(Array.from({ length: 400 }, (_, n) => n));
});

test('a returned number is the next one again, unless another was taken after it', async () => {
  const scope = newScope();
  const first = await takeOrderNumber(engine.table, scope, at(0));
  await giveBackOrderNumber(engine.table, scope, first);
  expect(await takeOrderNumber(engine.table, scope, at(1))).toBe(first);
  const second = await takeOrderNumber(engine.table, scope, at(2));
  await giveBackOrderNumber(engine.table, scope, first);
  expect(await takeOrderNumber(engine.table, scope, at(3))).toBe(second + 1);
});

test('a return that is sent twice does not give a number to two orders', async () => {
  const scope = newScope();
  const first = await takeOrderNumber(engine.table, scope, at(0));
  let second: number | undefined;
  // Its answer is lost, and another order is faster than the repeat.
  const lossy: Table = {
    ...engine.table,
    async update(...change) {
      await engine.table.update(...change);
      second = await takeOrderNumber(engine.table, scope, at(1));
      return engine.table.update(...change);
    },
  };
  await giveBackOrderNumber(lossy, scope, first);
  expect(second).toBe(first);
  expect(await takeOrderNumber(engine.table, scope, at(2))).toBe(first + 1);
});

test('a number of a block is returned to it', async () => {
  const scope = newScope();
  const { table, writes } = counting();
  for (let n = 0; n < 300; n++) await takeOrderNumber(table, scope, at(4 * n));
  const taken = await takeOrderNumber(table, scope, at(1201));
  const kept = await takeOrderNumber(table, scope, at(1202));
  const before = writes();
  await giveBackOrderNumber(table, scope, kept);
  expect(await takeOrderNumber(table, scope, at(1203))).toBe(kept);
  expect([kept, writes()]).toEqual([taken + 1, before]);
});

test('a block grows with the pace of all', () => {
  expect([1, 200, 201, 1000, 5000, 1e9].map(blockSize)).toEqual([1, 1, 2, 5, 25, 100]);
});
