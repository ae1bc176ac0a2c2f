import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, DynamoDBBatchResponse, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Folder, openFolder } from '../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../infra/local/queues/fauxqs.ts';
import { context } from '../support/api/event.ts';
import { startTable, type TestTable } from '../support/table/table.ts';
import { eventRecord, orderEvent, recordOf } from '../webhooks/support/factories.ts';
import { createFixture, type Fixture } from '../webhooks/support/fixture.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';

let engine: TestTable;
let folder: Folder;
let server: LocalQueues;
let sqs: SQSClient;
let receiver: Receiver;
let fixture: Fixture;

beforeAll(async () => {
  engine = await startTable();
  folder = openFolder();
  server = await startQueues('us-east-1', folder);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SQS: server.url,
    // 30 minutes pass in 3 s, and the longest hop takes 1 s.
    RECADO_SPEED: '600',
    ALLOW_PRIVATE_TARGETS: 'true',
  });
  sqs = new SQSClient();
  createTheQueues();
  receiver = await startReceiver();
  fixture = createFixture(engine.table, undefined, undefined, new Date());
});
afterAll(async () => {
  sqs.destroy();
  await receiver.stop();
  await server.stop();
  folder.close();
  await engine.stop();
});

function createTheQueues(): void {
  const queues = ['calls', 'webhooks', 'parked'].map((name) => {
    const url = `${server.url}/000000000000/${name}`;
    process.env[`${name.toUpperCase()}_QUEUE_URL`] = url;
    return { name, url, arn: `arn:aws:sqs:us-east-1:000000000000:${name}`, attributes: {} };
  });
  server.create(queues, []);
}

const receive = async (queue: string, seconds: number): Promise<Message[]> => {
  const input = {
    QueueUrl: process.env[`${queue}_QUEUE_URL`],
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: seconds,
  };
  return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
};

/** Feeds the deliverer as Lambda does, until nothing comes for three seconds; answers how many messages it took. */
async function work(
  handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>,
): Promise<number> {
  let count = 0;
  for (;;) {
    const messages = await receive('WEBHOOKS', 3);
    if (messages.length === 0) return count;
    count += messages.length;
    const Records = messages.map(
      ({ MessageId, Body }) => ({ messageId: MessageId, body: Body }) as SQSRecord,
    );
    expect(await handler({ Records }, context)).toEqual({ batchItemFailures: [] });
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: process.env.WEBHOOKS_QUEUE_URL, Entries }));
  }
}

test('an event passes from the stream through the queue to its receiver, four times when it keeps failing', async () => {
  receiver.answer = (response) => {
    response.statusCode = 500;
    response.end();
  };
  await fixture.addEndpoint({ url: receiver.url });
  const event = orderEvent(fixture.scope, { at: new Date().toISOString() });
  const relayEvents = (await import('../../functions/workers/relay-events.ts')).handler;
  const deliverWebhook = (await import('../../functions/workers/deliver-webhook.ts')).handler;
  expect(await relayEvents({ Records: [eventRecord(event)] }, context)).toEqual({ batchItemFailures: [] });
  const messages = await work(deliverWebhook);
  const { delivery, attempts } = await fixture.onlyDelivery();
  expect(delivery).toMatchObject({ status: 'failed', attempts: 4 });
  expect(attempts.map(({ status }) => status)).toEqual([500, 500, 500, 500]);
  expect(receiver.receipts.map(({ headers }) => headers['webhook-id'])).toEqual(Array(4).fill(event.id));
  // The last wait hopped.
  expect(messages).toBeGreaterThan(4);
});

test('the relay parks what can never pass, whole', async () => {
  const relayEvents = (await import('../../functions/workers/relay-events.ts')).handler;
  const poison = recordOf({ pk: 'p', sk: 's', entity: 'event' });
  expect(await relayEvents({ Records: [poison] }, context)).toEqual({ batchItemFailures: [] });
  const parked = await receive('PARKED', 1);
  expect(parked.map(({ Body = '' }) => JSON.parse(Body))).toEqual([
    { record: poison, reason: expect.any(String) },
  ]);
});

test('the relay reports a record that its queue could not take, by the stream’s own number', async () => {
  const relayEvents = (await import('../../functions/workers/relay-events.ts')).handler;
  const job = { queue: 'calls', body: {} } as const;
  const event = eventRecord(orderEvent(fixture.scope, { type: 'call.queued', job }));
  await server.stop();
  const failed: DynamoDBBatchResponse = await relayEvents({ Records: [event] }, context);
  expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: event.dynamodb?.SequenceNumber }] });
  server = await startQueues('us-east-1', folder);
});
