import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { orderIdIn } from '../../shared/adapters/logging/order-id.ts';
import { laterMessages } from '../../shared/adapters/queues/later.ts';
import { ParkedMessage } from '../../shared/adapters/queues/parked.ts';
import { carriedMessages } from '../../shared/relay/carried-messages.ts';
import { requireValue, type SharedValues } from './stage-resources.ts';

/** Something that was put aside, as it is listed. */
export interface ParkedItem {
  where: 'parked' | 'dead letters' | 'failed batches';
  /** ISO 8601. */
  since: string;
  what: string;
  orderId: string | undefined;
  reason: string;
}

/** A message that was put aside, and where it is sent back to. */
interface Found extends ParkedItem {
  receiptHandle: string;
  /** undefined: people have to fix it by hand. */
  back: { url: string; body: string; group?: string | undefined } | undefined;
}

/** A listing hides what it read for so long; a replay has to be done with a batch within it. */
const HIDDEN_SECONDS = 30;

/** SQS's most for one request. */
const BATCH = 10;

interface Session {
  sqs: SQSClient;
  values: SharedValues;
  /** Gets each thing that was put aside, and whether it was sent back. */
  tell(found: ParkedItem, isSent: boolean): void;
  replay: boolean;
  now: Date;
}

/**
 * Lists what a stage's queues of parked records and dead letters hold, and sends it back where it belongs if asked to:
 * records of the table's stream to be relayed again, messages to their queue. Everything that takes them works on a
 * repeat as on the first one, so a replay that is killed, or done twice, does nothing twice.
 */
export async function handleParked(session: Session): Promise<{ listed: number; sent: number }> {
  const { values } = session;
  const parked = await eachOf(session, requireValue(values, 'parked-queue-url'), (message) =>
    ofParked(message, session),
  );
  const dead = await eachOf(session, requireValue(values, 'dead-letters-queue-url'), (message) =>
    ofDeadLetter(message, values),
  );
  return { listed: parked.listed + dead.listed, sent: parked.sent + dead.sent };
}

async function eachOf(
  { sqs, tell, replay }: Session,
  url: string,
  read: (message: Message) => Found,
): Promise<{ listed: number; sent: number }> {
  const seen = new Set<string>();
  const kept: string[] = [];
  let sent = 0;
  while (true) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HIDDEN_SECONDS,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    const news = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    if (news.length === 0) break;
    for (const message of news) {
      seen.add(message.MessageId ?? '');
      const found = read(message);
      const back = replay ? found.back : undefined;
      if (back !== undefined) {
        // Sent before it is deleted: what dies between the two repeats it.
        await sqs.send(
          new SendMessageCommand({ QueueUrl: back.url, MessageBody: back.body, MessageGroupId: back.group }),
        );
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: found.receiptHandle }));
        sent++;
      } else kept.push(found.receiptHandle);
      tell(found, back !== undefined);
    }
  }
  // The next listing finds them without waiting.
  for (const ReceiptHandle of kept)
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
    );
  return { listed: seen.size, sent };
}

const queueUrl = (values: SharedValues, queue: string): string | undefined =>
  values.get(`${queue}-queue-url`);

const sinceOf = ({ Attributes }: Message): string =>
  new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString();

function ofParked(message: Message, { values, now }: Session): Found {
  const { Body = '', ReceiptHandle = '' } = message;
  const common = {
    where: 'parked' as const,
    since: sinceOf(message),
    orderId: orderIdIn(Body),
    receiptHandle: ReceiptHandle,
  };
  const read = ParkedMessage.safeParse(jsonOf(Body));
  if (!read.success)
    return { ...common, what: 'unreadable', reason: 'It has the form of another release', back: undefined };
  const parked = read.data;
  if ('record' in parked) {
    const body = JSON.stringify({ record: parked.record, since: now.toISOString() });
    const type = parked.record.dynamodb?.NewImage?.type?.S ?? 'unknown';
    const url = requireValue(values, 'later-queue-url');
    return { ...common, what: `event ${type}`, reason: parked.reason, back: { url, body } };
  }
  if ('due' in parked) return { ...common, what: 'due work', reason: parked.reason, back: undefined };
  const { queue, body, group } = parked;
  const url = queueUrl(values, queue);
  const back = url === undefined ? undefined : { url, body: JSON.stringify(body), group };
  return { ...common, what: `message for ${queue}`, reason: parked.reason, back };
}

function ofDeadLetter(message: Message, values: SharedValues): Found {
  const { Body = '', ReceiptHandle = '', MessageId = '', Attributes = {} } = message;
  const source = Attributes.DeadLetterQueueSourceArn;
  const name = [...values].find(([key, value]) => key.endsWith('-queue-arn') && value === source)?.[0];
  const queue = name?.replace(/-queue-arn$/, '') ?? carrierOf(jsonOf(Body));
  const url = queue && queueUrl(values, queue);
  return {
    where: 'dead letters',
    since: sinceOf(message),
    what: `message for ${queue ?? 'an unknown queue'}`,
    orderId: orderIdIn(Body),
    reason: `failed as often as it may: Logs Insights, filter messageId = '${MessageId}'`,
    receiptHandle: ReceiptHandle,
    back: url ? { url, body: Body, group: Attributes.MessageGroupId } : undefined,
  };
}

/** The only queue that carries such messages: not everything that speaks SQS names the queue that one came from. */
function carrierOf(body: unknown): string | undefined {
  const [queue, ...others] = [...Object.entries(carriedMessages), ['later', laterMessages] as const].filter(
    ([, { read }]) => {
      try {
        read(body);
        return true;
      } catch {
        return false;
      }
    },
  );
  return others.length === 0 ? queue?.[0] : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
