import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Folder, openFolder } from '../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../infra/local/queues/fauxqs.ts';
import { handleFailedBatches } from '../../infra/ops/failed-batches.ts';
import { handleParked, type ParkedItem } from '../../infra/ops/parked.ts';
import { parkedMessage } from '../../shared/adapters/queues/parked.ts';
import { newId } from '../../shared/base/ids.ts';
import { recordOf } from '../webhooks/support/factories.ts';

const NOW = new Date('2026-11-29T12:00:00.000Z');
const names = ['parked', 'dead-letters', 'later', 'calls', 'webhooks'];

let folder: Folder;
let queues: LocalQueues;
let sqs: SQSClient;
let s3: S3Client;
let values: Map<string, string>;

beforeAll(async () => {
  folder = openFolder();
  queues = await startQueues('us-east-1', folder);
  const declared = names.map((name) => ({
    name,
    arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    url: `${queues.url}/000000000000/${name}`,
    attributes: {},
  }));
  queues.create(declared, ['failed-batches']);
  const at = {
    endpoint: queues.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  sqs = new SQSClient(at);
  s3 = new S3Client({ ...at, forcePathStyle: true });
  values = new Map([
    ...declared.map(({ name, url }) => [`${name}-queue-url`, url] as const),
    ['failed-batches-bucket', 'failed-batches'],
  ]);
});

afterAll(async () => {
  sqs.destroy();
  s3.destroy();
  await queues.stop();
  folder.close();
});

const send = (queue: string, body: unknown) =>
  sqs.send(
    new SendMessageCommand({ QueueUrl: values.get(`${queue}-queue-url`), MessageBody: JSON.stringify(body) }),
  );

/** All that a queue holds, which is taken from it. */
async function taken(queue: string): Promise<unknown[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: values.get(`${queue}-queue-url`), MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

/** What is shown of every parked record. */
async function workOff(replay: boolean): Promise<{ lines: string[]; listed: number; sent: number }> {
  const lines: string[] = [];
  const tell = ({ where, what, orderId, reason }: ParkedItem, isSent: boolean) =>
    lines.push([where, what, orderId ?? '-', reason, isSent ? 'sent' : 'kept'].join(' | '));
  const session = { sqs, s3, values, tell, replay, now: NOW };
  const found = await handleParked(session);
  const batches = await handleFailedBatches(session);
  return { lines, listed: found.listed + batches.listed, sent: found.sent + batches.sent };
}

test('parked work is listed with its reason, and sent back where it belongs', async () => {
  const orderId = newId('order', NOW);
  const record = recordOf({
    entity: 'event',
    pk: `ORDER#ten_1#test#${orderId}`,
    sk: 'x',
    type: 'order.created',
  });
  const dial = { kind: 'dial', tenantId: 'ten_1', mode: 'test', orderId, callId: 'call_1' };
  await send('parked', parkedMessage({ record }, new TypeError('no such field')).body);
  await send('parked', parkedMessage({ queue: 'robots', body: { kind: 'go' } }, new Error('unknown')).body);
  await send('parked', parkedMessage({ due: { pk: 'DUE#0', sk: 'x' } }, new Error('no queue')).body);
  await send('parked', { older: true });
  await send('dead-letters', dial);
  await s3.send(
    new PutObjectCommand({
      Bucket: 'failed-batches',
      Key: 'aws/lambda/1.json',
      Body: JSON.stringify({
        requestContext: { condition: 'RetryAttemptsExhausted' },
        timestamp: NOW.toISOString(),
        payload: JSON.stringify({ Records: [record] }),
      }),
    }),
  );

  const replayed = await workOff(true);
  expect(replayed.lines.map((line) => line.replace(/messageId = .*? \|/, 'messageId = … |'))).toEqual([
    `parked | event order.created | ${orderId} | TypeError: no such field | sent`,
    'parked | message for robots | - | Error: unknown | kept',
    'parked | due work | - | Error: no queue | kept',
    'parked | unreadable | - | It has the form of another release | kept',
    `dead letters | message for calls | ${orderId} | failed as often as it may: Logs Insights, filter messageId = … | sent`,
    'failed batches | 1 event | - | RetryAttemptsExhausted | sent',
  ]);
  expect([replayed.listed, replayed.sent]).toEqual([6, 3]);
  const again = { record, since: NOW.toISOString() };
  expect(await taken('later')).toEqual([again, again]);
  expect(await taken('calls')).toEqual([dial]);
  expect(await taken('dead-letters')).toEqual([]);
  expect(await workOff(false)).toMatchObject({ listed: 3, sent: 0 });
});
