import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Decision,
  decideAndStore,
  failAfterFewConflicts,
} from '../../shared/adapters/dynamo/decide-and-store.ts';
import { TransactionRefused } from '../../shared/adapters/dynamo/errors.ts';
import { absent, type Item, versionIs, type Write } from '../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { startTable, type TestTable } from './engine.ts';

let engine: TestTable;
let table: Table;
let count = 0;
/** A key that no other test uses. */
const fresh = (): Item => ({ pk: `P#${++count}`, sk: 'S' });
const clock = () => new Date('2026-11-22T10:00:00.000Z');
const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.catch((thrown) => thrown);

beforeAll(async () => {
  engine = await startTable();
  table = engine.table;
});
afterAll(() => engine.stop());

/** The write that counts one more on what was read. */
const next = (key: Item, item: Item | undefined): Extract<Write, { put: Item }> => ({
  put: { ...key, n: Number(item?.n ?? 0) + 1, version: Number(item?.version ?? 0) + 1 },
  if: item ? versionIs(Number(item.version)) : absent,
  name: 'counter',
});

/** Writes what stands in the way of a decision, as often as it is asked. */
const overtakenBy = (key: Item, times = 1) => {
  let left = times;
  return async () => {
    const item = await table.get(key);
    if (left-- > 0) await table.put(next(key, item).put);
    return item;
  };
};

test.each(['together', 'alone'])('None of thirty concurrent increments, stored %s, is lost', async (how) => {
  const key = fresh();
  const answers = await Promise.all(
    Array.from({ length: 30 }, () =>
      decideAndStore(
        { table, clock },
        {
          load: () => table.get(key),
          decide(item): Decision<number> {
            const write = next(key, item);
            return how === 'alone'
              ? { answer: ({ n }) => Number(n), write }
              : { answer: Number(write.put.n), writes: [write, { put: fresh() }] };
          },
          conflicts: { attempts: 100, exhausted: (cause) => cause, wait: async () => {} },
        },
      ),
    ),
  );
  expect(answers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  expect(await table.get(key)).toEqual({ ...key, n: 30, version: 30 });
});

test('A decision without writes stores nothing, not even its receipt', async () => {
  const receipt = fresh();
  const decided = decideAndStore(
    { table, clock },
    { load: () => 1, decide: (n) => ({ answer: n, receipt: [{ put: receipt }] }) },
  );
  expect(await decided).toBe(1);
  expect(await table.get(receipt)).toBeUndefined();
});

test('A decision that was overtaken is loaded and made again, with the conflicting items', async () => {
  const key = fresh();
  const refusals: unknown[] = [];
  const read = overtakenBy(key);
  const answer = await decideAndStore(
    { table, clock },
    {
      load(refusal) {
        refusals.push(refusal?.failed('counter')?.item);
        return read();
      },
      decide: (item, { now, newId }) => ({
        answer: [now, newId('order').slice(0, 4)],
        writes: [next(key, item)],
      }),
    },
  );
  expect(answer).toEqual([clock(), 'ord_']);
  expect(refusals).toEqual([undefined, { ...key, n: 1, version: 1 }]);
  expect(await table.get(key)).toEqual({ ...key, n: 2, version: 2 });
});

test('A refused receipt is thrown at once, and stores nothing of the decision', async () => {
  const [key, receipt] = [fresh(), fresh()];
  await table.put(receipt);
  let loaded = 0;
  const refusal = await thrownBy(
    decideAndStore(
      { table, clock },
      {
        load: () => ++loaded,
        decide: () => ({
          answer: 0,
          writes: [next(key, undefined)],
          receipt: [{ put: receipt, if: absent }],
        }),
      },
    ),
  );
  expect(refusal).toBeInstanceOf(TransactionRefused);
  expect(refusal).toMatchObject({ failures: [{ name: 'receipt', item: receipt }] });
  expect(loaded).toBe(1);
  expect(await table.get(key)).toBeUndefined();
});

test('A named refusal becomes the error that its caller defines', async () => {
  const [key, other] = [fresh(), fresh()];
  await table.put(key);
  const poor = new Error('no money');
  const decided = decideAndStore(
    { table, clock },
    {
      load: () => undefined,
      decide: () => ({
        answer: 0,
        writes: [{ put: other }, { put: key, if: absent, name: 'balance' }],
      }),
      refused: (refusal) => (refusal.failed('balance') ? poor : undefined),
    },
  );
  expect(await thrownBy(decided)).toBe(poor);
  expect(await table.get(other)).toBeUndefined();
});

test('A caller that is overtaken every time gets an error in the end', async () => {
  const key = fresh();
  let loaded = 0;
  const read = overtakenBy(key, Number.POSITIVE_INFINITY);
  const command = {
    load() {
      loaded += 1;
      return read();
    },
    decide: (item: Item | undefined) => ({ answer: 0, writes: [next(key, item)] }),
  };
  const conflict = decideAndStore({ table, clock }, { ...command, conflicts: failAfterFewConflicts });
  expect(await thrownBy(conflict)).toMatchObject({ code: 'conflict', cause: expect.any(TransactionRefused) });
  expect(loaded).toBe(5);
  loaded = 0;
  expect(await thrownBy(decideAndStore({ table, clock }, command))).toMatchObject({
    code: 'unavailable',
    details: { retryAfterSeconds: 1 },
    cause: expect.any(TransactionRefused),
  });
  expect(loaded).toBe(30);
});

test('Any other error of loading, deciding or storing is thrown unchanged', async () => {
  const broken = new Error('broken');
  const fail = (): never => {
    throw broken;
  };
  const key = fresh();
  const decide = () => ({ answer: 0, writes: [{ put: key }] });
  expect(await thrownBy(decideAndStore({ table, clock }, { load: fail, decide }))).toBe(broken);
  expect(await thrownBy(decideAndStore({ table, clock }, { load: () => 0, decide: fail }))).toBe(broken);
  const invalid = () => ({ answer: 0, writes: [{ put: { pk: '', sk: '' } }] });
  expect(await thrownBy(decideAndStore({ table, clock }, { load: () => 0, decide: invalid }))).toMatchObject({
    name: expect.not.stringMatching('TransactionRefused'),
  });
  expect(await table.get(key)).toBeUndefined();
});
