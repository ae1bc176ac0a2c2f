import type { SqsClient } from './calls.ts';

/** The work queues; each has a worker of its own. */
export const workQueues = [
  'calls',
  'webhooks',
  'recoveries',
  'exports',
  'bookings',
  'bulk',
  'search',
] as const;

export type WorkQueueName = (typeof workQueues)[number];

export const isWorkQueue = (name: string): name is WorkQueueName =>
  workQueues.some((queue) => queue === name);

/**
 * `later` redelivers what this release does not know yet; `parked` keeps what can never be processed, for people to
 * look at.
 */
export type QueueName = WorkQueueName | 'later' | 'parked';

/** The longest delay SQS takes (SQS quotas, message timer: 900 s). AWS refuses more; some emulators do not. */
export const MAX_DELAY_SECONDS = 900;

export interface Message {
  /** JSON, at most 1 MiB with the rest of its batch. */
  body: object;
  /** Whole seconds, 0 to 900. */
  delaySeconds?: number;
  /** Fair queues: messages of one group share a turn (SQS, `MessageGroupId` on a standard queue). */
  group?: string;
}

/** A message and where it goes. */
export interface Outgoing {
  queue: QueueName;
  message: Message;
}

export interface Queues {
  /** Sends any number, ten in a round trip. @throws when one could not be sent; sending all again is harmless. */
  send(queue: QueueName, messages: readonly Message[]): Promise<void>;
}

export class DelayTooLong extends RangeError {
  constructor(seconds: number) {
    super(`A message can be delayed by 0 to ${MAX_DELAY_SECONDS} whole seconds, not ${seconds}`);
    this.name = 'DelayTooLong';
  }
}

/** SQS accepted the batch, but not this message of it. `code` is SQS's own. */
export class MessageNotSent extends Error {
  readonly code: string;

  constructor(queue: QueueName, count: number, code: string) {
    super(`${queue}: ${count} messages not sent: ${code}`);
    this.name = 'MessageNotSent';
    this.code = code;
  }
}

export function createQueues(client: SqsClient, urls: Partial<Record<QueueName, string>>): Queues {
  return {
    async send(queue, messages) {
      const url = urls[queue];
      if (url === undefined) throw new Error(`This function was not given the URL of the ${queue} queue`);
      for (const { delaySeconds = 0 } of messages)
        if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > MAX_DELAY_SECONDS)
          throw new DelayTooLong(delaySeconds);
      for (let start = 0; start < messages.length; start += 10) {
        const { Failed = [] } = await client.send('SendMessageBatch', {
          QueueUrl: url,
          Entries: messages.slice(start, start + 10).map(({ body, delaySeconds, group }, index) => ({
            Id: String(index),
            MessageBody: toText(body),
            ...(delaySeconds && { DelaySeconds: delaySeconds }),
            ...(group !== undefined && { MessageGroupId: group }),
          })),
        });
        const [failed] = Failed;
        if (failed) throw new MessageNotSent(queue, Failed.length, failed.Code ?? 'unknown');
      }
    },
  };
}

/**
 * JSON without the two characters that SQS refuses in a message and JSON leaves as they are: a customer's name may hold
 * them. (SQS API reference, `SendMessage`, `MessageBody`)
 */
const toText = (body: object): string =>
  JSON.stringify(body).replace(/[\uFFFE\uFFFF]/g, (refused) => `\\u${refused.charCodeAt(0).toString(16)}`);
