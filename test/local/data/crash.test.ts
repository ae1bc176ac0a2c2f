import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngineClient } from '../../../infra/local/engine/client.ts';
import { type SpawnedHost, spawnHost } from '../../support/processes/host.ts';
import { until } from '../../support/time/until.ts';
import {
  functionOf,
  OBSERVED,
  type Observer,
  ordersTable,
  startObserver,
  type WrittenAssembly,
  writeAssembly,
} from '../support/assembly.ts';

let dataDir: string;
let assembly: WrittenAssembly;
let observer: Observer<DynamoDBStreamEvent | SQSEvent>;
let host: SpawnedHost;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  observer = await startObserver();
  const mapping = (source: object) => ({
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: source, FunctionName: { Ref: 'Worker' }, StartingPosition: 'LATEST' },
  });
  assembly = writeAssembly(
    {
      Orders: ordersTable({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
      Work: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 43_200 } },
      Worker: functionOf('worker', { Timeout: 600 }),
      FromOrders: mapping({ 'Fn::GetAtt': ['Orders', 'StreamArn'] }),
      FromWork: mapping({ 'Fn::GetAtt': ['Work', 'Arn'] }),
    },
    { worker: OBSERVED },
  );
  host = await start();
});

afterEach(async () => {
  await host?.stop();
  observer?.stop();
  assembly?.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = () => spawnHost({ assembly: assembly.directory, dataDir, env: { OBSERVER: observer.url } });

const put = async (...keys: string[]) => {
  const client = createEngineClient(host.endpoints.dynamodb, 'us-east-1');
  for (const pk of keys) await client.call('PutItem', { TableName: 'orders', Item: { pk: { S: pk } } });
  client.close();
};
const send = (body: string, DelaySeconds = 0) =>
  fetch(host.endpoints.sqs, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({ QueueUrl: host.queueUrls['Shop-Work'], MessageBody: body, DelaySeconds }),
  });
const seen = (): string[] =>
  observer.events.flatMap(({ Records }) =>
    Records.map((record) => ('body' in record ? record.body : (record.dynamodb?.Keys?.pk?.S ?? ''))),
  );

/** The function takes what it is given, and is killed before it answers. */
const hang = () => new Promise(() => {});

test('a stream record that was being processed when the host was killed comes again, and none is skipped', async () => {
  await put('a');
  await until('the first is done', () => seen().includes('a'));
  observer.answer = hang;
  await put('b', 'c');
  await until('the second is in work', () => seen().includes('b'));
  await host.kill();
  observer.answer = () => undefined;
  const before = observer.events.length;
  host = await start();
  await put('d');
  await until('the new one arrives', () => seen().includes('d'));
  const after = observer.events.slice(before).flatMap(({ Records }) => Records.length);
  expect(after.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(3);
  expect([...new Set(seen())].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(host.reused).toBe(true);
});

test('a message that was being processed when the host was killed is visible at once, and the delivery is not counted', async () => {
  observer.answer = hang;
  await send('m1');
  await until('it is in work', () => seen().includes('m1'));
  await host.kill();
  observer.answer = () => undefined;
  host = await start();
  await until('it comes again', () => seen().filter((body) => body === 'm1').length === 2);
  const counts = (observer.events as SQSEvent[]).map(
    ({ Records }) => Records[0]?.attributes.ApproximateReceiveCount,
  );
  expect(counts).toEqual(['1', '1']);
});

test('stored data survives a kill, and a delayed message still waits', async () => {
  await put('kept');
  await send('later', 2);
  await until('the item is seen', () => seen().includes('kept'));
  await host.kill();
  host = await start();
  const client = createEngineClient(host.endpoints.dynamodb, 'us-east-1');
  const { Item } = await client.call<{ Item?: object }>('GetItem', {
    TableName: 'orders',
    Key: { pk: { S: 'kept' } },
  });
  client.close();
  expect(Item).toEqual({ pk: { S: 'kept' } });
  await until('the message comes', () => seen().includes('later'));
});
