import { request } from '../../../infra/request.ts';
import { bulkMessages } from '../../../shared/actions/bulk-job.ts';
import { laterMessages } from '../../../shared/adapters/queues/later.ts';
import { callMessages } from '../../../shared/calls/queue/messages.ts';
import { bookingMessages } from '../../../shared/deliveries/dispatch/booking-message.ts';
import { searchMessages } from '../../../shared/orders/search/search-message.ts';
import { exportMessages } from '../../../shared/reports/exports/export-job.ts';
import { webhookMessages } from '../../../shared/webhooks/attempts/webhook-message.ts';
import { recoveryMessages } from '../../../shared/webhooks/recovery/recovery-message.ts';
import type { SpawnedHost } from '../../support/processes/host.ts';

/** What an operator does with queues. It reaches them past the proxy that injects faults. */
export interface QueueTools {
  /** Has the message of a worker that died delivered again soon after the longest time that the worker could have run. */
  shortenVisibilityTimeouts(): Promise<void>;
  /**
   * The messages that a queue holds: visible, delayed and in flight. Those about calls stay for a quarter of an hour, to
   * see whether a call was reported.
   * @param variable the environment variable with the URL of the queue: `WEBHOOKS_QUEUE_URL`
   */
  depth(variable: string): Promise<number>;
  /** Moves dead letters back to the queues that they came from. @returns how many */
  redrive(): Promise<number>;
}

/** Workers with a queue run for at most 30 s. */
const VISIBILITY_TIMEOUT_SECONDS = '40';

/** The messages of each queue. Search messages come last, because their schema fits almost any message. */
const messagesOfQueues = [
  callMessages,
  webhookMessages,
  recoveryMessages,
  exportMessages,
  bulkMessages,
  bookingMessages,
  laterMessages,
  searchMessages,
];

/**
 * Finds the queue that a dead letter came from by its content: SQS notes the queue on a dead letter, the local queues do not.
 * @returns the environment variable with the URL of the queue
 * @throws Error when it is the message of no queue
 */
export function queueVariableOf(body: string): string {
  const message: unknown = JSON.parse(body);
  const messages = messagesOfQueues.find(({ read }) => {
    try {
      read(message);
      return true;
    } catch {
      return false;
    }
  });
  if (messages === undefined) throw new Error(`This is the message of no queue: ${body}`);
  return `${messages.queue.toUpperCase()}_QUEUE_URL`;
}

/** @param host the current one, which may be restarted meanwhile */
export function createQueueTools(host: () => SpawnedHost): QueueTools {
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
  const allQueues = async () =>
    Promise.all(
      Object.values(host().queueUrls).map(async (url) => ({ url, attributes: await attributesOf(url) })),
    );
  /** Those that are not dead-letter queues themselves. */
  const workQueues = async () =>
    (await allQueues()).filter(({ attributes }) => 'RedrivePolicy' in attributes);
  /** As a set: queues may share one. */
  const deadLetterQueues = async (): Promise<Set<string>> =>
    new Set(
      (await workQueues()).map(({ url, attributes }) => {
        const { deadLetterTargetArn } = JSON.parse(attributes.RedrivePolicy ?? '{}') as {
          deadLetterTargetArn: string;
        };
        return `${new URL(url).origin}/${deadLetterTargetArn.split(':').slice(-2).join('/')}`;
      }),
    );
  const urlOf = (variable: string): string => {
    const url = host().environment[variable];
    if (url === undefined) throw new Error(`No function has an environment variable ${variable}`);
    return url;
  };
  return {
    async shortenVisibilityTimeouts() {
      const Attributes = { VisibilityTimeout: VISIBILITY_TIMEOUT_SECONDS };
      for (const { url } of await workQueues())
        await call('SetQueueAttributes', { QueueUrl: url, Attributes });
    },
    async depth(variable) {
      return depthOf(urlOf(variable));
    },
    async redrive() {
      let moved = 0;
      for (const from of await deadLetterQueues()) {
        for (let left = await depthOf(from); left > 0; ) {
          const input = { QueueUrl: from, MaxNumberOfMessages: 10 };
          const { Messages = [] } = await call<{
            Messages?: { Body: string; ReceiptHandle: string }[];
          }>('ReceiveMessage', input);
          if (Messages.length === 0) break;
          for (const { Body, ReceiptHandle } of Messages) {
            await call('SendMessage', { QueueUrl: urlOf(queueVariableOf(Body)), MessageBody: Body });
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
