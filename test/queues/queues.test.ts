import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Folder, openFolder } from '../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../infra/local/queues/fauxqs.ts';
import type { SqsClient } from '../../shared/adapters/queues/calls.ts';
import { createSqsClient } from '../../shared/adapters/queues/client.ts';
import {
  createQueues,
  DelayTooLong,
  type Message,
  type Queues,
} from '../../shared/adapters/queues/queues.ts';

let folder: Folder;
let server: LocalQueues;
let client: SqsClient;
/** For what we never ask for. */
let whole: SQSClient;
let url: string;
let queues: Queues;

beforeAll(async () => {
  folder = openFolder();
  server = await startQueues('us-east-1', folder);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const place = { endpoint: server.url, region: 'us-east-1', credentials };
  client = createSqsClient(place);
  whole = new SQSClient(place);
  const { QueueUrl = '' } = await whole.send(new CreateQueueCommand({ QueueName: 'calls' }));
  url = QueueUrl;
  queues = createQueues(client, { calls: url });
});
afterAll(async () => {
  client.destroy();
  whole.destroy();
  await server.stop();
  folder.close();
});

async function receiveAll(): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await whole.send(receive);
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = '' }) => JSON.parse(Body)));
  }
}

test('Any number of messages is sent, each as JSON', async () => {
  const bodies = Array.from({ length: 23 }, (_, n) => ({ n, text: 'año 🚚' }));
  await queues.send(
    'calls',
    bodies.map((body) => ({ body, group: 'tnt_1' })),
  );
  const received = await receiveAll();
  expect(received).toHaveLength(23);
  expect(received).toEqual(expect.arrayContaining(bodies));
});

test('Any text that JSON can contain is sent, even what SQS refuses unescaped', async () => {
  const body = { text: 'a\u0000\u0001\u007f\ud800\ufffe\uffff🚚b' };
  await queues.send('calls', [{ body }]);
  expect(await receiveAll()).toEqual([body]);
});

test.each([901, 1800, -1, 0.5, Number.NaN])(
  'A delay of %d s is refused before anything is sent',
  async (delaySeconds) => {
    const messages: Message[] = [{ body: {} }, { body: {}, delaySeconds }];
    const refusal = await queues.send('calls', messages).catch((thrown) => thrown);
    expect(refusal).toBeInstanceOf(DelayTooLong);
    expect(refusal.message).toBe(`A message can be delayed by 0 to 900 whole seconds, not ${delaySeconds}`);
    expect(await receiveAll()).toEqual([]);
  },
);

test('A delay of 900 s is sent, and waits', async () => {
  await queues.send('calls', [{ body: {}, delaySeconds: 900 }]);
  expect(await receiveAll()).toEqual([]);
});

test('A queue that the function was not given is refused by name', async () => {
  await expect(queues.send('webhooks', [{ body: {} }])).rejects.toThrow(
    'This function was not given the URL of the webhooks queue',
  );
});

test('A batch that is not completely accepted is an error', async () => {
  const missing = createQueues(client, { calls: url.replace(/calls$/, 'gone') });
  await expect(missing.send('calls', [{ body: {} }])).rejects.toThrow();
  const tooLarge = { body: { text: 'x'.repeat(1024 * 1024) } };
  await expect(queues.send('calls', [tooLarge])).rejects.toThrow();
});
