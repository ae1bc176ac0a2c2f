import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Declarations, SourceDeclaration } from '../../../infra/local/assembly/declared.ts';
import { type Folder, openFolder } from '../../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../../infra/local/queues/fauxqs.ts';
import { failureDestination } from '../../../infra/local/sources/destination.ts';

const lost = {
  name: 'lost',
  arn: 'arn:aws:sqs:us-east-1:000000000000:lost',
  url: 'http://127.0.0.1:9324/000000000000/lost',
  attributes: {},
};
const declared: Declarations = {
  apiId: '',
  tables: [],
  queues: [lost],
  buckets: ['failed-batches'],
  functions: [],
  routes: [],
  queueSources: [],
  streamSources: [],
  schedules: [],
};
const leadingTo = (Destination?: string): SourceDeclaration => ({
  id: 'Shop/FromOrders',
  functionName: 'relay',
  sourceArn: 'arn:of:a:stream',
  Enabled: true,
  MaximumBatchingWindowInSeconds: 0,
  FunctionResponseTypes: [],
  BisectBatchOnFunctionError: false,
  MaximumRetryAttempts: -1,
  MaximumRecordAgeInSeconds: -1,
  ParallelizationFactor: 1,
  ...(Destination !== undefined && { DestinationConfig: { OnFailure: { Destination } } }),
});
const batch = {
  shardId: 'shard-1',
  record: { condition: 'RetryAttemptsExhausted' },
  payload: '{"Records":[]}',
};

let folder: Folder;
let queues: LocalQueues;
beforeEach(async () => {
  folder = openFolder();
  queues = await startQueues('us-east-1', folder);
  queues.create(declared.queues, declared.buckets);
});
afterEach(async () => {
  await queues.stop();
  folder.close();
});

test('a queue gets the position of the batch, not its content', async () => {
  failureDestination(leadingTo(lost.arn), declared, queues)?.(batch);
  const messages = await queues.receive('lost', 10, 0);
  expect(messages.map(({ Body }) => JSON.parse(Body))).toEqual([batch.record]);
});

test('a bucket gets the complete batch, under Lambda’s name for it', async () => {
  failureDestination(leadingTo('arn:aws:s3:::failed-batches'), declared, queues)?.(batch);
  const listed = await (await fetch(`${queues.url}/failed-batches?list-type=2`)).text();
  const [, key = ''] = /<Key>([^<]+)<\/Key>/.exec(listed) ?? [];
  expect(key).toMatch(
    /^aws\/lambda\/Shop%2FFromOrders\/shard-1\/\d{4}\/\d\d\/\d\d\/\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$/,
  );
  const stored = await fetch(`${queues.url}/failed-batches/${key.replace('%2F', '%252F')}`);
  expect(await stored.json()).toEqual({ ...batch.record, payload: batch.payload });
});

test('without a destination there is none, and one that is not declared stops the start', () => {
  expect(failureDestination(leadingTo(), declared, queues)).toBeUndefined();
  expect(() => failureDestination(leadingTo('arn:aws:sns:x'), declared, queues)).toThrow(
    'Shop/FromOrders leaves failed batches at arn:aws:sns:x, which is not a queue or bucket of the assembly',
  );
});
