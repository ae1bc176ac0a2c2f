import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { absent } from '../../shared/adapters/dynamo/expressions.ts';
import { ROUND_TRIPS, type RoundTrip } from '../../shared/adapters/dynamo/sdk/meter.ts';
import { startTable, type TestTable } from './engine.ts';

let engine: TestTable;

beforeAll(async () => {
  engine = await startTable();
});
afterAll(() => engine.stop());

test('Each round trip is reported with what it consumed while there is a listener', async () => {
  const { table } = engine;
  const item = { pk: 'P', sk: 'S', text: 'x'.repeat(5000) };
  const seen: unknown[] = [];
  const times: number[] = [];
  const asked: object[] = [];
  const listen = (roundTrip: unknown) => {
    const { began, ended, input, ...took } = roundTrip as RoundTrip;
    seen.push(took);
    asked.push(input);
    times.push(began, ended);
  };
  await table.put(item);
  subscribe(ROUND_TRIPS, listen);
  try {
    await table.put(item);
    await table.get(item);
    await table.get(item, { eventually: true });
    await table.transact([{ put: item }]);
    await table.put(item, absent).catch(() => {});
    await table.batchGet([item]);
  } finally {
    unsubscribe(ROUND_TRIPS, listen);
  }
  await table.get(item);
  expect(asked).toHaveLength(seen.length);
  expect(asked[1]).toMatchObject({ Key: { pk: { S: 'P' }, sk: { S: 'S' } } });
  // One after the other.
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(seen).toEqual([
    { operation: 'PutItem', readUnits: 0, writeUnits: 5, refused: false },
    { operation: 'GetItem', readUnits: 2, writeUnits: 0, refused: false },
    { operation: 'GetItem', readUnits: 1, writeUnits: 0, refused: false },
    // 10 by DynamoDB's documentation; DynamoDB Local counts a transaction's writes twice over.
    {
      operation: 'TransactWriteItems',
      readUnits: 0,
      writeUnits: expect.toSatisfy((units) => units === 10 || units === 20),
      refused: false,
    },
    { operation: 'PutItem', readUnits: 0, writeUnits: 0, refused: true },
    { operation: 'BatchGetItem', readUnits: 2, writeUnits: 0, refused: false },
  ]);
});
