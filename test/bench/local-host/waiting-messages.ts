import { openFolder } from '../../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../../infra/local/queues/fauxqs.ts';
import { createSqsClient } from '../../../shared/adapters/queues/client.ts';
import { createQueues, type Message } from '../../../shared/adapters/queues/queues.ts';
import { progress } from '../report/report.ts';

/** The cost of a message while this many of its group wait, in microseconds of this process. */
export interface WaitingMessages {
  /** Whether all of them are received, or they are delayed and others are received. */
  name: string;
  waiting: number;
  sendMicroseconds: number;
  /** By ten consumers that take ten messages at a time. */
  receiveMicroseconds: number;
}

const CONSUMERS = 10;
/** What is received while all others are delayed. */
const PROMPT = 2000;

export async function measureWaitingMessages(sizes: readonly number[]): Promise<WaitingMessages[]> {
  const folder = openFolder();
  const server = await startQueues('us-east-1', folder);
  try {
    await measure(server, 'warm-up', PROMPT, {});
    const measured: WaitingMessages[] = [];
    for (const size of sizes) {
      measured.push(await measure(server, `${size} received`, size, {}));
      measured.push(await measure(server, `${size} delayed, others received`, size, { delaySeconds: 900 }));
    }
    return measured;
  } finally {
    await server.stop();
    folder.close();
  }
}

async function measure(
  server: LocalQueues,
  name: string,
  waiting: number,
  { delaySeconds }: { delaySeconds?: number },
): Promise<WaitingMessages> {
  progress(`Queues: messages, ${name}`);
  const queue = name.replace(/\W+/g, '-');
  const url = `${server.url}/000000000000/${queue}`;
  const arn = `arn:aws:sqs:us-east-1:000000000000:${queue}`;
  server.create([{ name: queue, url, arn, attributes: { VisibilityTimeout: '600' } }], []);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createSqsClient({ endpoint: server.url, region: 'us-east-1', credentials });
  const { send } = createQueues(client, { calls: url });
  const messages = (count: number, how: Partial<Message>) =>
    Array.from({ length: count }, (_, n): Message => ({ body: { n }, group: 'tnt_1', ...how }));

  const sendStarted = performance.now();
  await send('calls', messages(waiting, delaySeconds === undefined ? {} : { delaySeconds }));
  const sent = performance.now() - sendStarted;
  if (delaySeconds !== undefined) await send('calls', messages(PROMPT, {}));
  client.destroy();

  const receiveStarted = performance.now();
  const inHand: string[][] = [];
  let received = 0;
  for (;;) {
    const batch = await server.receive(queue, 10, 0);
    if (batch.length === 0) break;
    received += batch.length;
    inHand.push(batch.map(({ ReceiptHandle }) => ReceiptHandle));
    if (inHand.length === CONSUMERS) server.remove(queue, inHand.shift() ?? []);
  }
  for (const handles of inHand) server.remove(queue, handles);
  const taken = performance.now() - receiveStarted;
  return {
    name,
    waiting,
    sendMicroseconds: (sent / waiting) * 1000,
    receiveMicroseconds: (taken / received) * 1000,
  };
}
