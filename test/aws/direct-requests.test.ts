import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createDynamoClient } from '../../shared/adapters/dynamo/client.ts';
import { ConditionFailed, TransactionRefused } from '../../shared/adapters/dynamo/errors.ts';
import { absent } from '../../shared/adapters/dynamo/expressions.ts';
import type { DynamoClient } from '../../shared/adapters/dynamo/sdk/calls.ts';
import { createTable, type Table } from '../../shared/adapters/dynamo/table.ts';
import { startTable, type TestTable } from '../dynamo/engine.ts';
import {
  answerAt,
  badGateway,
  breakConnection,
  type Front,
  loseAnswer,
  refuse,
  skewed,
  startFront,
} from './front.ts';

let engine: TestTable;
let front: Front;
let client: DynamoClient;
let table: Table;
let count = 0;
const fresh = () => ({ pk: `P#${++count}`, sk: 'S' });

/** Which requests the whole SDK sent: it numbers its attempts. */
const bySdk = () => front.seen.map(({ headers }) => 'amz-sdk-request' in headers);

beforeAll(async () => {
  engine = await startTable();
  front = await startFront(engine.endpoint);
  client = engine.clientAt(front.endpoint);
  table = createTable(client, engine.name);
  await table.get(fresh());
});
beforeEach(() => {
  front.seen.length = 0;
  front.faults.length = 0;
});
afterAll(async () => {
  client.destroy();
  await front.close();
  await engine.stop();
});

test("A client's first request needs no SDK, as little as its others", async () => {
  const newcomer = engine.clientAt(front.endpoint);
  const newTable = createTable(newcomer, engine.name);
  const item = { ...fresh(), text: 'niño' };
  await newTable.put(item);
  expect(await newTable.get(item)).toEqual(item);
  newcomer.destroy();
  expect(bySdk()).toEqual([false, false]);
});

test('A request that bypasses the SDK signs its host, date and operation', async () => {
  await table.get(fresh());
  const { headers, operation } = front.seen[0] ?? {};
  expect(operation).toBe('GetItem');
  expect(headers).toMatchObject({
    host: new URL(front.endpoint).host,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.GetItem',
    'x-amz-date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
    'user-agent': 'recado',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/us-east-1\/dynamodb\/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=[0-9a-f]{64}$/,
    ),
  });
});

test('Refused conditions are not sent again', async () => {
  const item = { ...fresh(), a: 'ü' };
  await table.put(item);
  front.seen.length = 0;
  const single = await table.put(item, absent).catch((thrown) => thrown);
  const whole = await table.transact([{ put: item, if: absent, name: 'item' }]).catch((thrown) => thrown);
  expect(single).toBeInstanceOf(ConditionFailed);
  expect(single.item).toEqual(item);
  expect(whole).toBeInstanceOf(TransactionRefused);
  expect(whole.failures).toEqual([{ name: 'item', item }]);
  expect(bySdk()).toEqual([false, false]);
});

test.each([
  ['a broken connection', breakConnection],
  ['a bad gateway', badGateway],
  ['throttling', refuse(400, 'ProvisionedThroughputExceededException')],
  ['a server error', refuse(500, 'InternalServerError')],
  ['an unavailable service', refuse(503, 'ServiceUnavailable')],
])('After %s the SDK sends it again, as often as it usually does', async (_, fault) => {
  const item = { ...fresh(), a: 1 };
  await table.put(item);
  front.seen.length = 0;
  front.faults.push(fault, fault, fault);
  expect(await table.get(item)).toEqual(item);
  expect(bySdk()).toEqual([false, true, true, true]);
});

test('A fault that never passes ends in the SDK’s error', async () => {
  front.faults.push(...Array.from({ length: 10 }, () => refuse(500, 'InternalServerError')));
  await expect(table.get(fresh())).rejects.toMatchObject({ name: 'InternalServerError', $fault: 'server' });
  expect(bySdk().slice(0, 3)).toEqual([false, true, true]);
});

test('A transaction whose answer was lost is stored once, and repeating it is not refused', async () => {
  const [item, counter] = [{ ...fresh(), a: 1 }, fresh()];
  front.faults.push(loseAnswer);
  await table.transact([
    { put: item, if: absent },
    { update: counter, changes: { add: { n: 1 } } },
  ]);
  expect(front.seen).toHaveLength(2);
  expect(await table.get(item)).toEqual(item);
  expect(await table.get(counter)).toEqual({ ...counter, n: 1 });
});

test('A write that conflicted with a transaction on its item is sent again', async () => {
  const conflict = refuse(400, 'TransactionConflictException');
  const key = fresh();
  front.faults.push(conflict, conflict);
  await table.update(key, { add: { n: 1 } });
  expect(await table.get(key)).toEqual({ ...key, n: 1 });
  expect(bySdk()).toEqual([false, false, false, false]);
});

test('A transaction that conflicted with another is sent again under the same token', async () => {
  const cancelled = refuse(400, 'TransactionCanceledException', {
    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
  });
  const [one, two] = [fresh(), fresh()];
  front.faults.push(cancelled, cancelled);
  await table.transact([{ put: one }, { put: two }]);
  expect(await table.batchGet([one, two])).toHaveLength(2);
  const tokens = front.seen.slice(0, 3).map(({ input }) => input.ClientRequestToken);
  expect(new Set(tokens).size).toBe(1);
});

test('A transaction that conflicted and failed a condition is refused', async () => {
  front.faults.push(
    refuse(400, 'TransactionCanceledException', {
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'ConditionalCheckFailed' }],
    }),
  );
  const refusal = await table
    .transact([{ put: fresh() }, { put: fresh(), name: 'second' }])
    .catch((thrown) => thrown);
  expect(refusal).toBeInstanceOf(TransactionRefused);
  expect(refusal.failures).toEqual([{ name: 'second', item: undefined }]);
  expect(front.seen).toHaveLength(1);
});

test('A wrong clock is corrected by the offset that the SDK learned', async () => {
  const newcomer = engine.clientAt(front.endpoint);
  const newTable = createTable(newcomer, engine.name);
  const hourAhead = new Date(Date.now() + 3_600_000).toUTCString();
  front.faults.push(skewed(hourAhead), skewed(hourAhead), answerAt(hourAhead));
  await newTable.get(fresh());
  await newTable.get(fresh());
  newcomer.destroy();
  expect(bySdk()).toEqual([false, true, true, false]);
  const aheads = front.seen.map(({ headers }) => {
    const date = String(headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:');
    return new Date(date).getTime() - Date.now() > 3_500_000;
  });
  expect(aheads).toEqual([false, false, true, true]);
});

test.each<[string, Record<string, string>]>([
  ['that are to expire', { AWS_CREDENTIAL_EXPIRATION: '2030-01-01T00:00:00Z' }],
  ['of which a part is missing', { AWS_SECRET_ACCESS_KEY: '' }],
])('Credentials %s are left to the SDK', async (_, environment) => {
  const given = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', ...environment };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  const newcomer = createDynamoClient({ endpoint: front.endpoint, region: 'us-east-1' });
  await createTable(newcomer, engine.name)
    .get(fresh())
    .catch(() => {});
  newcomer.destroy();
  vi.unstubAllEnvs();
  expect(bySdk()).not.toContain(false);
});
