import type { DynamoDBRecord } from 'aws-lambda';
import { recordMetric } from '../adapters/logging/metrics.ts';
import { type Carries, NewerMessage } from '../adapters/queues/carries.ts';
import { type LaterMessage, laterMessage } from '../adapters/queues/later.ts';
import { isWorkQueue } from '../adapters/queues/queues.ts';
import { carriedMessages } from './carried-messages.ts';
import { isPermanent } from './permanent.ts';
import { park, type RelayServices, relayOnce } from './relay.ts';

/**
 * Tries again what waited in the queue `later`. What this release still does not know stays there until one is deployed that
 * does, and is never parked: an alarm on its age tells people. The message may be acknowledged when this returns; a repeat is
 * harmless.
 */
export async function relayLater(services: RelayServices, message: LaterMessage): Promise<void> {
  if ('record' in message) await relayRecord(services, message.record, message);
  else await forward(services, message);
}

async function relayRecord(
  services: RelayServices,
  record: DynamoDBRecord,
  message: LaterMessage,
): Promise<void> {
  const [notRelayed] = await relayOnce(services, [record]);
  if (notRelayed === undefined) return;
  if (isPermanent(notRelayed.failure)) await park(services, notRelayed);
  else await waitOn(services, message, notRelayed.failure);
}

type Sent = Exclude<LaterMessage, { record: DynamoDBRecord }>;

/** Sends a message to its queue, once this release knows the queue and this kind of message. */
async function forward(services: RelayServices, message: Sent): Promise<void> {
  const { queue, body, group } = message;
  if (isWorkQueue(queue) && isKnown(carriedMessages[queue], body))
    await services.queues.send(queue, [{ body, ...(group !== undefined && { group }) }]);
  else await waitOn(services, message);
}

/** An unreadable one counts as known, too: it moves on to its queue's dead letters. */
function isKnown({ read }: Carries<unknown>, body: object): boolean {
  try {
    read(body);
    return true;
  } catch (error) {
    return !(error instanceof NewerMessage);
  }
}

async function waitOn(
  { queues, clock, speed, log }: RelayServices,
  message: LaterMessage,
  failure?: unknown,
): Promise<void> {
  await queues.send('later', [laterMessage(message, speed)]);
  const seconds = Math.round((clock().getTime() - new Date(message.since).getTime()) / 1000);
  recordMetric({ name: 'LaterAge', value: seconds, unit: 'Seconds' });
  log.warn('Still in the later queue: no release that knows it yet', {
    durationMs: seconds * 1000,
    ...(failure !== undefined && { error: failure }),
  });
}
