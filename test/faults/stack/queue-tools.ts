import { request } from '../../../infra/request.ts';
import { bulkMessages } from '../../../shared/actions/bulk-job.ts';
import { laterMessages } from '../../../shared/adapters/queues/later.ts';
import { callMessages } from '../../../shared/calls/queue/messages.ts';
import { bookingMessages } from '../../../shared/deliveries/dispatch/booking-message.ts';
import { searchMessages } from '../../../shared/orders/search/search-message.ts';
import { exportMessages } from '../../../shared/reports/exports/export-job.ts';
import { webhookMessages } from '../../../shared/webhooks/attempts/webhook-message.ts';
import { recoveryMessages } from '../../../shared/webhooks/recovery/recovery-message.ts';
import type { SpawnedHost } from '../../support/host.ts';

/** What people do with queues, past the faults. */
export interface QueueDesk {
  /** Makes a message that its worker died on come again a little after that worker could have lived. */
  shortenVisibility(): Promise<void>;
  /**
   * Messages that a queue holds, waiting, delayed and in hand, by the variable that tells functions its URL:
   * `WEBHOOKS_QUEUE_URL`. Those of calls stay for a quarter of an hour, to see whether a call was reported.
   */
  depth(variable: string): Promise<number>;
  /** Puts dead letters back to where they came from. Answers how many. */
  redrive(): Promise<number>;
}

/** No invocation of a worker that has a queue lives longer than 30 s. */
const VISIBILITY_SECONDS = '40';

/** What each queue carries; the one that takes almost anything comes last. */
const carried = [
  callMessages,
  webhookMessages,
  recoveryMessages,
  exportMessages,
  bulkMessages,
  bookingMessages,
  laterMessages,
  searchMessages,
];

/** The variable of the queue that a dead letter is of: the local queues do not say it, as those of AWS do. */
export function queueOf(body: string): string {
  const message: unknown = JSON.parse(body);
  const owner = carried.find(({ read }) => {
    try {
      read(message);
      return true;
    } catch {
      return false;
    }
  });
  if (owner === undefined) throw new Error(`No queue carries ${body}`);
  return `${owner.queue.toUpperCase()}_QUEUE_URL`;
}

export function createQueueDesk(given: SpawnedHost | (() => SpawnedHost)): QueueDesk {
  const host = () => (typeof given === 'function' ? given() : given);
  const call = async <Answer>(operation: string, input: object): Promise<Answer> => {
    const answer = await request(host().endpoints.sqs, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      body: JSON.stringify(input),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  };
  const attributesOf = async (QueueUrl: string) =>
    (
      await call<{ Attributes: Record<string, string> }>('GetQueueAttributes', {
        QueueUrl,
        AttributeNames: ['All'],
      })
    ).Attributes;
  const depthOf = async (QueueUrl: string): Promise<number> => {
    const attributes = await attributesOf(QueueUrl);
    return ['', 'Delayed', 'NotVisible']
      .map((kind) => Number(attributes[`ApproximateNumberOfMessages${kind}`] ?? 0))
      .reduce((sum, count) => sum + count, 0);
  };
  const all = async () =>
    Promise.all(
      Object.values(host().queueUrls).map(async (url) => ({ url, attributes: await attributesOf(url) })),
    );
  /** Work queues are those that have somewhere to put their dead letters. */
  const work = async () => (await all()).filter(({ attributes }) => 'RedrivePolicy' in attributes);
  /** All work queues may share one queue for their dead letters. */
  const deadLetterQueues = async (): Promise<Set<string>> =>
    new Set(
      (await work()).map(({ url, attributes }) => {
        const { deadLetterTargetArn } = JSON.parse(attributes.RedrivePolicy ?? '{}') as {
          deadLetterTargetArn: string;
        };
        return `${new URL(url).origin}/${deadLetterTargetArn.split(':').slice(-2).join('/')}`;
      }),
    );
  const urlOf = (variable: string): string => {
    const url = host().environment[variable];
    if (url === undefined) throw new Error(`No function is told a ${variable}`);
    return url;
  };
  return {
    async shortenVisibility() {
      const Attributes = { VisibilityTimeout: VISIBILITY_SECONDS };
      for (const { url } of await work()) await call('SetQueueAttributes', { QueueUrl: url, Attributes });
    },
    async depth(variable) {
      return depthOf(urlOf(variable));
    },
    async redrive() {
      let moved = 0;
      for (const from of await deadLetterQueues()) {
        for (let left = await depthOf(from); left > 0; ) {
          const asked = { QueueUrl: from, MaxNumberOfMessages: 10 };
          const { Messages = [] } = await call<{
            Messages?: { Body: string; ReceiptHandle: string }[];
          }>('ReceiveMessage', asked);
          if (Messages.length === 0) break;
          for (const { Body, ReceiptHandle } of Messages) {
            await call('SendMessage', { QueueUrl: urlOf(queueOf(Body)), MessageBody: Body });
            await call('DeleteMessage', { QueueUrl: from, ReceiptHandle });
            moved++;
            left--;
          }
        }
      }
      return moved;
    },
  };
}
