import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  EventBridgeEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import type { Clock } from '../../base/clock.ts';
import { recordMetric } from '../logging/metrics.ts';
import { orderIdIn } from '../logging/order-id.ts';
import { type Carries, NewerMessage } from '../queues/carries.ts';
import { laterMessage } from '../queues/later.ts';
import type { Queues } from '../queues/queues.ts';
import type { Speed } from '../queues/wait.ts';
import type { Invocation, WorkSource } from './worker.ts';

/** Needed to keep a message in the later queue until a release is deployed that knows it. */
export interface LaterServices {
  queues: Queues;
  clock: Clock;
  speed: Speed;
}

type ForMessage<Message> = (message: Message, invocation: Invocation) => Promise<void>;

/**
 * A queue: a batch's messages are processed in parallel, and those that failed are delivered again, until they are dead
 * letters (Lambda, partial batch responses). A message is deleted when the work returns.
 */
export function eachMessage<Message>(
  { queue, read }: Carries<Message>,
  { queues, clock, speed }: LaterServices,
): WorkSource<SQSEvent, SQSBatchResponse, ForMessage<Message>> {
  const waitLater = async ({ body, attributes }: SQSRecord, { log }: Invocation): Promise<void> => {
    const group = attributes?.MessageGroupId;
    const waiting = { queue, body: JSON.parse(body) as object, since: clock().toISOString() };
    await queues.send('later', [laterMessage({ ...waiting, ...(group && { group }) }, speed)]);
    log.warn('Message kind unknown to this release: sent to the later queue');
  };
  return {
    async feed(work, { Records }, invocation) {
      const failed = await Promise.all(
        Records.map(async (record) => {
          const { messageId } = record;
          let own = { ...invocation, log: invocation.log.with({ messageId }) };
          try {
            const body: unknown = JSON.parse(record.body);
            own = { ...own, log: own.log.with({ orderId: orderIdIn(record.body) }) };
            const message = known(() => read(body));
            if (message === undefined) await waitLater(record, own);
            else await work(message, own);
            return [];
          } catch (error) {
            own.log.error('A message could not be handled and will be retried', { error });
            return [{ itemIdentifier: messageId }];
          }
        }),
      );
      const batchItemFailures = failed.flat();
      if (batchItemFailures.length > 0)
        recordMetric({ name: 'MessageFailed', value: batchItemFailures.length, dimensions: { queue } });
      return { batchItemFailures };
    },
  };
}

/** The message that was read; undefined when only a newer release can read it. */
function known<Message>(read: () => Message): Message | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NewerMessage) return undefined;
    throw error;
  }
}

type ForRecords = (records: readonly DynamoDBRecord[], invocation: Invocation) => Promise<readonly string[]>;

/**
 * A table's stream: the work returns the sequence numbers of the records to retry; Lambda resumes from the first of
 * them.
 */
export const streamRecords: WorkSource<DynamoDBStreamEvent, DynamoDBBatchResponse, ForRecords> = {
  async feed(work, { Records }, invocation) {
    const again = await work(Records, invocation);
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  },
};

/** A schedule. */
export const onSchedule: WorkSource<
  Pick<EventBridgeEvent<string, unknown>, 'id'>,
  void,
  (invocation: Invocation) => Promise<void>
> = { feed: (work, _event, invocation) => work(invocation) };
