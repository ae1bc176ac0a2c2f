import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Folder, openFolder } from '../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../infra/local/queues/fauxqs.ts';
import type { DynamoClient } from '../../shared/adapters/dynamo/sdk/calls.ts';
import type { SqsClient } from '../../shared/adapters/queues/calls.ts';
import { createSqsClient } from '../../shared/adapters/queues/client.ts';
import { startTable, type TestTable } from '../dynamo/engine.ts';
import { type Front, startFront } from './front.ts';

/** Clients that send the same calls: without the SDK, and through all of it. */
type Way = 'direct' | 'viaSdk';
const WAYS: readonly Way[] = ['direct', 'viaSdk'];

let engine: TestTable;
let folder: Folder;
let queues: LocalQueues;
let fronts: { dynamo: Front; sqs: Front };
let clients: Record<Way, { dynamo: DynamoClient; sqs: SqsClient }>;
let queueUrl: string;

beforeAll(async () => {
  engine = await startTable();
  folder = openFolder();
  queues = await startQueues('us-east-1', folder);
  fronts = { dynamo: await startFront(engine.endpoint), sqs: await startFront(queues.url) };
  queueUrl = `${fronts.sqs.endpoint}/000000000000/canary`;
  const place = {
    endpoint: fronts.sqs.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const clientsNow = () => ({
    dynamo: engine.clientAt(fronts.dynamo.endpoint),
    sqs: createSqsClient(place),
  });
  const direct = clientsNow();
  vi.stubEnv('DIRECT_REQUESTS', 'off');
  clients = { direct, viaSdk: clientsNow() };
  vi.unstubAllEnvs();
  const sqs = new SQSClient(place);
  await sqs.send(new CreateQueueCommand({ QueueName: 'canary' }));
  sqs.destroy();
});
beforeEach(() => {
  for (const front of Object.values(fronts)) front.seen.length = 0;
});
afterAll(async () => {
  for (const way of WAYS) for (const client of Object.values(clients[way])) client.destroy();
  for (const front of Object.values(fronts)) await front.close();
  await queues.stop();
  folder.close();
  await engine.stop();
});

type Send = (clients: { dynamo: DynamoClient; sqs: SqsClient }, pk: string) => Promise<object>;

const keyOf = (pk: string, sk = 'S') => ({ pk: { S: pk }, sk: { S: sk } });
const get = (pk: string) => ({ TableName: engine.name, Key: keyOf(pk) });
const put = (pk: string, sk?: string) => ({
  TableName: engine.name,
  Item: { ...keyOf(pk, sk), ...ATTRIBUTES },
});
const batch = (...bodies: string[]) => ({
  QueueUrl: queueUrl,
  Entries: bodies.map((MessageBody, at) => ({ Id: String(at), MessageBody, MessageGroupId: 'niño' })),
});
const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };
const OLD = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
const ATTRIBUTES = {
  text: { S: 'niño "\\" 😀' },
  number: { N: '12345678901234567890.5' },
  flag: { BOOL: false },
  nothing: { NULL: true },
  list: { L: [{ S: '' }, { M: {} }] },
  map: { M: { inner: { M: { S: { S: 'S' } } } } },
};

/** What came of a call, answer or error, with what differs by nature made the same. */
async function outcomeOf(send: Send, way: Way) {
  const same = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value ?? null).replace(
        new RegExp(`canary-${way}|(?<="MessageId":")[^"]+|(?<="SequenceNumber":")[^"]+`, 'g'),
        'alike',
      ),
    );
  try {
    const { $metadata, ...answer } = (await send(clients[way], `canary-${way}-${count}`)) as {
      $metadata: { httpStatusCode: number; attempts: number };
    };
    return { answer: same(answer), status: $metadata.httpStatusCode, attempts: $metadata.attempts };
  } catch (thrown) {
    const { name, message, $fault, $metadata, Item, CancellationReasons } = thrown as Record<string, unknown>;
    const { httpStatusCode: status } = $metadata as { httpStatusCode: number };
    return { name, fault: $fault, status, ...same({ message, Item, CancellationReasons }) };
  }
}
let count = 0;

const isBySdk = (front: Front) => front.seen.map(({ headers }) => 'amz-sdk-request' in headers);

/** What came of a call, which is the same both ways, and which of its requests the whole SDK sent on the direct way. */
async function compared(send: Send) {
  count++;
  const outcome = await outcomeOf(send, 'direct');
  const seen = Object.values(fronts).flatMap(isBySdk);
  for (const front of Object.values(fronts)) front.seen.length = 0;
  expect(await outcomeOf(send, 'viaSdk')).toEqual(outcome);
  expect(Object.values(fronts).flatMap(isBySdk)).not.toContain(false);
  return { outcome, seen };
}

describe('A call that bypasses the SDK returns the same as one through it', () => {
  test.each<[string, number, Send]>([
    ['a read that finds nothing', 1, ({ dynamo }, pk) => dynamo.send('GetItem', get(pk))],
    [
      'a read of every kind of attribute',
      2,
      async ({ dynamo }, pk) => {
        await dynamo.send('PutItem', put(pk));
        return dynamo.send('GetItem', get(pk));
      },
    ],
    ['a write', 1, ({ dynamo }, pk) => dynamo.send('PutItem', put(pk))],
    [
      'an update that answers the item',
      1,
      ({ dynamo }, pk) =>
        dynamo.send('UpdateItem', {
          TableName: engine.name,
          Key: keyOf(pk),
          UpdateExpression: 'ADD seen :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
          ReturnValues: 'ALL_NEW',
        }),
    ],
    [
      'a delete',
      1,
      ({ dynamo }, pk) => dynamo.send('DeleteItem', { TableName: engine.name, Key: keyOf(pk) }),
    ],
    [
      'a page of a query, with where to go on',
      3,
      async ({ dynamo }, pk) => {
        for (const sk of ['1', '2']) await dynamo.send('PutItem', put(pk, sk));
        return dynamo.send('Query', {
          TableName: engine.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: pk } },
          Limit: 1,
        });
      },
    ],
    [
      'a batch of reads',
      2,
      async ({ dynamo }, pk) => {
        await dynamo.send('PutItem', put(pk));
        return dynamo.send('BatchGetItem', {
          RequestItems: { [engine.name]: { Keys: [keyOf(pk), keyOf(`${pk}-no`)] } },
        });
      },
    ],
    [
      'a transaction',
      1,
      ({ dynamo }, pk) =>
        dynamo.send('TransactWriteItems', {
          TransactItems: ['1', '2'].map((sk) => ({
            Put: { TableName: engine.name, Item: keyOf(pk, sk) },
          })),
          ReturnConsumedCapacity: 'TOTAL',
        }),
    ],
    ['a batch of messages', 1, ({ sqs }) => sqs.send('SendMessageBatch', batch('{"name":"niño"}', 'two'))],
  ])('%s', async (_, requests, send) => {
    const { outcome, seen } = await compared(send);
    expect(outcome).toMatchObject({ status: 200, attempts: 1 });
    expect(seen).toEqual(Array(requests).fill(false));
  });

  test.each<[string, string, boolean[], Send]>([
    [
      'a condition that does not hold',
      'ConditionalCheckFailedException',
      [false, false],
      async ({ dynamo }, pk) => {
        await dynamo.send('PutItem', put(pk));
        return dynamo.send('PutItem', { ...put(pk), ...ABSENT, ...OLD });
      },
    ],
    [
      'a condition that does not hold, of an item that is not asked for',
      'ConditionalCheckFailedException',
      [false],
      ({ dynamo }, pk) =>
        dynamo.send('DeleteItem', {
          TableName: engine.name,
          Key: keyOf(pk),
          ConditionExpression: 'attribute_exists(pk)',
        }),
    ],
    [
      'a transaction of which one condition does not hold',
      'TransactionCanceledException',
      [false, false],
      async ({ dynamo }, pk) => {
        await dynamo.send('PutItem', put(pk));
        const { Item, TableName } = put(pk);
        return dynamo.send('TransactWriteItems', {
          TransactItems: [
            { Put: { TableName, Item: keyOf(pk, 'other') } },
            { Put: { TableName, Item, ...ABSENT, ...OLD } },
          ],
        });
      },
    ],
    [
      'a request that DynamoDB does not take',
      'ValidationException',
      [false, true],
      ({ dynamo }, pk) => dynamo.send('Query', { TableName: engine.name, KeyConditionExpression: `${pk} ?` }),
    ],
    [
      'a table that is not there',
      'ResourceNotFoundException',
      [false, true],
      ({ dynamo }, pk) => dynamo.send('GetItem', { TableName: 'not-there', Key: keyOf(pk) }),
    ],
    [
      'a queue that is not there',
      'QueueDoesNotExist',
      [false, true],
      ({ sqs }) => sqs.send('SendMessageBatch', { ...batch('one'), QueueUrl: `${queueUrl}-not` }),
    ],
    [
      'two messages of one id',
      'BatchEntryIdsNotDistinct',
      [false, true],
      ({ sqs }) =>
        sqs.send('SendMessageBatch', {
          QueueUrl: queueUrl,
          Entries: ['one', 'two'].map((MessageBody) => ({ Id: '0', MessageBody })),
        }),
    ],
  ])('%s', async (_, name, bySdk, send) => {
    const { outcome, seen } = await compared(send);
    expect(outcome).toMatchObject({ name, fault: 'client', status: 400 });
    expect(seen).toEqual(bySdk);
  });
});
