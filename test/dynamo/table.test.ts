import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConditionFailed, TransactionRefused } from '../../shared/adapters/dynamo/errors.ts';
import { absent, present, versionIs } from '../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { startTable, type TestTable } from './engine.ts';

let engine: TestTable;
let table: Table;
let count = 0;
/** A key that no other test uses. */
const fresh = () => ({ pk: `P#${++count}`, sk: 'S' });

beforeAll(async () => {
  engine = await startTable();
  table = engine.table;
});
afterAll(() => engine.stop());

describe('one item', () => {
  test('reads back as it was put, without what is undefined', async () => {
    const key = fresh();
    const values = {
      text: 'niño 🚚',
      empty: '',
      number: -12.5,
      zero: 0,
      yes: true,
      no: false,
      none: null,
      list: ['a', 1, null, { b: [] }],
      map: { nested: { deep: 'x' } },
    };
    await table.put({ ...key, ...values, gone: undefined, within: { kept: 1, gone: undefined } });
    expect(await table.get(key)).toEqual({ ...key, ...values, within: { kept: 1 } });
  });

  test('that does not exist is undefined', async () => {
    expect(await table.get(fresh())).toBeUndefined();
    expect(await table.get(fresh(), { eventually: true })).toBeUndefined();
  });

  test('is found by its key, without the key object’s other attributes', async () => {
    const item = { ...fresh(), status: 'pending' };
    await table.put(item);
    expect(await table.get(item)).toEqual(item);
    expect(await table.update(item, { set: { status: 'confirmed' } })).toEqual({
      ...item,
      status: 'confirmed',
    });
    await table.transact([{ update: item, changes: { set: { seen: true } } }]);
    await table.delete(item);
    expect(await table.get(item)).toBeUndefined();
  });

  test('is refused by a condition with what is stored there', async () => {
    const item = { ...fresh(), version: 3 };
    await table.put(item);
    const refusals = await Promise.all([
      table.put({ ...item, version: 4 }, absent).catch((thrown) => thrown),
      table.update(item, { set: { version: 4 } }, versionIs(2)).catch((thrown) => thrown),
      table.delete(item, versionIs(2)).catch((thrown) => thrown),
    ]);
    for (const refusal of refusals) {
      expect(refusal).toBeInstanceOf(ConditionFailed);
      expect(refusal.item).toEqual(item);
    }
    expect(await table.get(item)).toEqual(item);
  });

  test('is refused without an item where it must exist and is missing', async () => {
    const refusal = await table.update(fresh(), { set: { a: 1 } }, present).catch((thrown) => thrown);
    expect(refusal).toBeInstanceOf(ConditionFailed);
    expect(refusal.item).toBeUndefined();
  });

  test('is changed where its condition holds', async () => {
    const item = { ...fresh(), version: 3 };
    await table.put(item, absent);
    expect(await table.update(item, { set: { version: 4 } }, versionIs(3))).toEqual({ ...item, version: 4 });
    await table.put({ ...item, version: 5 }, versionIs(4));
    await table.delete(item, versionIs(5));
    expect(await table.get(item)).toBeUndefined();
  });
});

describe('an update', () => {
  test('sets, adds and removes at once, also within maps', async () => {
    const key = fresh();
    await table.put({ ...key, map: { a: 1, b: 2, c: 3 }, old: true });
    const after = await table.update(key, {
      set: { 'map.a': 'one', new: 'yes', skipped: undefined },
      add: { counter: 5, 'map.b': 40 },
      remove: ['old', 'map.c'],
    });
    expect(after).toEqual({ ...key, map: { a: 'one', b: 42 }, new: 'yes', counter: 5 });
    expect(await table.get(key)).toEqual(after);
  });

  test('may name reserved words and names that look alike', async () => {
    const key = fresh();
    const set = { status: 'a', name: 'b', items: 'c', 'x-y': 'd', x_y: 'e', ñ: 'f' };
    expect(await table.update(key, { set })).toEqual({ ...key, ...set });
  });

  test('makes the item when there is none', async () => {
    const key = fresh();
    expect(await table.update(key, { add: { hits: 1 } })).toEqual({ ...key, hits: 1 });
    expect(await table.update(key, { add: { hits: 1 } })).toEqual({ ...key, hits: 2 });
  });

  test('of nothing returns what is stored there', async () => {
    const item = { ...fresh(), a: 1 };
    await table.put(item);
    expect(await table.update(item, { set: { b: undefined } })).toEqual(item);
  });
});

describe('many items', () => {
  test('come in batches of any size, each once, missing ones left out', async () => {
    const pk = fresh().pk;
    const keys = Array.from({ length: 230 }, (_, n) => ({ pk, sk: String(n).padStart(3, '0') }));
    for (let start = 0; start < keys.length; start += 100)
      await table.transact(keys.slice(start, start + 100).map((key) => ({ put: { ...key, n: key.sk } })));
    const wanted = [...keys, ...keys.slice(0, 30), { pk, sk: 'missing' }];
    const found = await table.batchGet(wanted);
    expect(found.map(({ sk }) => sk).sort()).toEqual(keys.map(({ sk }) => sk));
    expect(await table.batchGet([])).toEqual([]);
  });

  test('are paged, in either direction, by prefix and by range', async () => {
    const pk = fresh().pk;
    for (const sk of ['A', 'B#1', 'B#2', 'B#3', 'C'])
      await table.put({ pk, sk, even: Number(sk.at(-1)) % 2 === 0 });
    const sortKeys = async (query: object) => (await table.query({ pk, ...query })).items.map(({ sk }) => sk);
    expect(await sortKeys({})).toEqual(['A', 'B#1', 'B#2', 'B#3', 'C']);
    expect(await sortKeys({ newestFirst: true })).toEqual(['C', 'B#3', 'B#2', 'B#1', 'A']);
    expect(await sortKeys({ prefix: 'B#' })).toEqual(['B#1', 'B#2', 'B#3']);
    expect(await sortKeys({ between: ['B#2', 'C'] })).toEqual(['B#2', 'B#3', 'C']);
    const even = { expression: '#even = :yes', names: { '#even': 'even' }, values: { ':yes': true } };
    expect(await sortKeys({ filter: even })).toEqual(['B#2']);
    expect(await table.query({ pk, prefix: 'B#', countOnly: true })).toEqual({ items: [], count: 3 });

    const first = await table.query({ pk, limit: 2 });
    expect(first.items.map(({ sk }) => sk)).toEqual(['A', 'B#1']);
    expect(first.next).toEqual({ pk, sk: 'B#1' });
    expect(await sortKeys({ limit: 2, after: first.next })).toEqual(['B#2', 'B#3']);
    const last = await table.query({ pk, limit: 2, after: { pk, sk: 'B#3' } });
    expect(last).toEqual({ items: [{ pk, sk: 'C', even: false }], count: 1 });

    const all: string[] = [];
    for await (const { sk } of table.all({ pk, limit: 2 })) all.push(sk);
    expect(all).toEqual(['A', 'B#1', 'B#2', 'B#3', 'C']);
  });

  test('are found through the indexes, which hold keys only', async () => {
    const { pk } = fresh();
    const item = { pk, sk: 'S', listPk: `L${pk}`, listSk: '1', lookupPk: `K${pk}`, lookupSk: '1', rest: 'x' };
    await table.put(item);
    const key = { pk, sk: 'S' };
    const [list, lookup] = [
      { listPk: `L${pk}`, listSk: '1' },
      { lookupPk: `K${pk}`, lookupSk: '1' },
    ];
    expect((await table.query({ index: 'list', pk: `L${pk}`, prefix: '1' })).items).toEqual([
      { ...key, ...list },
    ]);
    expect((await table.query({ index: 'lookup', pk: `K${pk}` })).items).toEqual([{ ...key, ...lookup }]);
  });
});

describe('a transaction', () => {
  test('stores all its writes', async () => {
    const [put, update, gone, check] = [fresh(), fresh(), fresh(), fresh()];
    await table.put({ ...gone, a: 1 });
    await table.put({ ...check, a: 1 });
    await table.transact([
      { put: { ...put, a: undefined, b: 2 }, if: absent },
      { update, changes: { add: { n: 2 }, set: { status: 'x' } } },
      { delete: gone, if: present },
      { check, if: present },
    ]);
    expect(await table.get(put)).toEqual({ ...put, b: 2 });
    expect(await table.get(update)).toEqual({ ...update, n: 2, status: 'x' });
    expect(await table.get(gone)).toBeUndefined();
  });

  test('is refused as a whole, naming each write whose condition failed and what is stored there', async () => {
    const [fine, standing, missing] = [fresh(), { ...fresh(), version: 7 }, fresh()];
    await table.put(standing);
    const refusal = await table
      .transact([
        { put: { ...fine, a: 1 }, if: absent, name: 'fine' },
        { update: standing, changes: { set: { version: 9 } }, if: versionIs(8), name: 'standing' },
        { delete: missing, if: present },
      ])
      .catch((thrown) => thrown);
    expect(refusal).toBeInstanceOf(TransactionRefused);
    expect(refusal.failures).toEqual([
      { name: 'standing', item: standing },
      { name: undefined, item: undefined },
    ]);
    expect(refusal.failed('standing')).toMatchObject({ item: standing });
    expect(refusal.failed('fine')).toBeUndefined();
    expect(refusal.message).toBe('The condition of these writes does not hold: standing, unnamed');
    expect(await table.get(fine)).toBeUndefined();
    expect(await table.get(standing)).toEqual(standing);
  });

  test('may check an item without changing it', async () => {
    const item = { ...fresh(), version: 1 };
    await table.put(item);
    const refusal = await table.transact([{ check: item, if: versionIs(2) }]).catch((thrown) => thrown);
    expect(refusal.failures).toEqual([{ item }]);
    await table.transact([{ check: item, if: versionIs(1) }]);
    expect(await table.get(item)).toEqual(item);
  });

  test('of fifty concurrent ones on one item is stored each time', async () => {
    const counter = fresh();
    const others = Array.from({ length: 50 }, fresh);
    await Promise.all(
      others.map((other) =>
        table.transact([
          { update: counter, changes: { add: { n: 1 } } },
          { put: { ...other, a: 1 }, if: absent },
        ]),
      ),
    );
    expect(await table.get(counter)).toEqual({ ...counter, n: 50 });
    expect(await table.batchGet(others)).toHaveLength(50);
  });

  test('of fifty concurrent creations is stored once', async () => {
    const item = fresh();
    const attempts = Array.from({ length: 50 }, (_, n) =>
      table.transact([{ put: { ...item, n }, if: absent }]),
    );
    const results = await Promise.allSettled(attempts);
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
    expect(refused).toHaveLength(49);
    for (const refusal of refused) expect(refusal).toBeInstanceOf(TransactionRefused);
  });
});

test('DynamoDB’s validation error is thrown with its name', async () => {
  await expect(table.get({ pk: '', sk: 'S' })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(table.transact([])).rejects.toMatchObject({ name: 'ValidationException' });
});
