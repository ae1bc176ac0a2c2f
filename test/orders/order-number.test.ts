import { expect, test } from 'vitest';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { newId } from '../../shared/base/ids.ts';
import { blockSize, takeOrderNumber } from '../../shared/orders/order-number.ts';
import { engine, useTable } from '../support/setting.ts';

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

test('numbers are taken one by one, from #1001 on, however close together some are', async () => {
  const scope = newScope();
  const numbers = [];
  for (let n = 0; n < 20; n++) numbers.push(await takeOrderNumber(engine.table, scope, at(n)));
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => `#${1001 + n}`));
  expect(await takeOrderNumber(engine.table, newScope(), at(0))).toBe('#1001');
});

test('they are taken in blocks while they are taken faster than one counter bears, and stay in order', async () => {
  const scope = newScope();
  const { table, writes } = counting();
  const numbers: number[] = [];
  const take = async (ms: number) =>
    numbers.push(Number((await takeOrderNumber(table, scope, at(ms))).slice(1)));
  // 250 a second.
  for (let n = 0; n < 400; n++) await take(4 * n);
  expect(writes()).toBe(251 + 75);
  expect(numbers).toEqual(Array.from({ length: 400 }, (_, n) => 1001 + n));
});

test('a block grows with the pace of all', () => {
  expect([1, 200, 201, 1000, 5000, 1e9].map(blockSize)).toEqual([1, 1, 2, 5, 25, 100]);
});
