import { randomUUID } from 'node:crypto';
import { dueToItem } from '../../adapters/due/due.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import { isFarOff } from '../../adapters/queues/wait.ts';
import { LAST_SEQUENCE, logItems } from '../../events/order-log.ts';
import { parseEvents, type StoredEvent, UnreadableEvent } from '../../events/stream.ts';
import { retentionDaysOf, tenantKey } from '../../tenants/tenant/tenant.ts';
import { busyUntil, notedLook, noteLook } from '../deliveries/attempt-claim.ts';
import { type AttemptMessage, nextAttemptMessage, queued } from '../deliveries/attempt-message.ts';
import type { AttemptServices } from '../deliveries/attempt-services.ts';
import { fanOut } from '../deliveries/fan-out.ts';
import { isNoted, isSuperseded, nextLook, numberOfLook } from '../deliveries/look.ts';
import { logOf } from '../deliveries/payload.ts';
import { type WebhookDelivery, webhookDeliveryIdOf } from '../deliveries/webhook-delivery.ts';
import { webhookDeliveryFromItem, webhookDeliveryKey } from '../deliveries/webhook-delivery-store.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';
import { webhooksAbout } from '../kinds/catalogue.ts';
import { recheckAt, wasSkippedByRelay } from './earlier.ts';

type OrderServices = Pick<AttemptServices, 'table' | 'queues' | 'clock' | 'speed'>;

/**
 * Makes an attempt wait until every earlier event of its order for its endpoint is settled. Waiting uses up no attempt, and
 * however often its message comes, one look again follows.
 * @returns whether it waits: its message may be acknowledged then
 */
export async function waitsForEarlier(
  services: OrderServices,
  message: AttemptMessage,
  endpoint: WebhookEndpoint,
): Promise<boolean> {
  const { table, queues, clock, speed } = services;
  const item = await table.get(webhookDeliveryKey(message, message.deliveryId));
  if (item === undefined) return false;
  const look = { own: message.look, noted: notedLook(item) };
  if (isSuperseded(look)) return true;
  if (busyUntil(item, clock()) !== undefined) return false;
  const delivery = webhookDeliveryFromItem(item);
  const asked = delivery.status === 'pending' && delivery.attempts === message.attempt - 1;
  if (!asked || delivery.sequence === undefined) return false;
  const events = await eventsOf(services, delivery, endpoint, [1, delivery.sequence - 1]);
  const deliveries = await deliveriesOf(services, endpoint, events);
  const now = clock();
  const earlier = events.map((event, index) => ({ event, at: event.at, delivery: deliveries[index] }));
  const unreadable = await relayOverlooked(
    services,
    earlier.filter((entry) => wasSkippedByRelay(entry, endpoint, now)).map(({ event }) => event),
    endpoint,
  );
  const waited = earlier.filter(({ event }) => !unreadable.has(event));
  const at = recheckAt(waited, endpoint, now);
  if (at === undefined) return false;
  recordMetric({ name: 'WebhookWaiting', dimensions: { for: 'order' } });
  const notBefore = at.toISOString();
  const isDue = isFarOff(at, now);
  // Due work of one look and time is the same item, and so the same look.
  const next = nextLook(look, isDue ? notBefore : randomUUID());
  const { turn: _past, ...rest } = message;
  const later: AttemptMessage = { ...rest, notBefore, look: next };
  if (isDue) {
    const id = `order#${message.deliveryId}#${message.attempt}#${numberOfLook(next)}`;
    const { payload: _longer, ...body } = later;
    const due = { id, dueAt: notBefore, queue: 'webhooks', body, group: endpoint.id } as const;
    await table.put(dueToItem(due));
  } else await queues.send('webhooks', [queued(later, now, speed)]);
  // Only what was sent is noted: a worker that dies in between is made up for by its own message, which comes again.
  if (isNoted(look)) await noteLook(table, delivery, next);
  return true;
}

/**
 * Does the relay's work for events that it has overlooked, so that later ones do not wait for them.
 * @returns those that can never be sent
 */
async function relayOverlooked(
  services: OrderServices,
  events: readonly StoredEvent[],
  endpoint: WebhookEndpoint,
): Promise<ReadonlySet<StoredEvent>> {
  const { table, queues } = services;
  const retentionDays = async () => retentionDaysOf(await table.get(tenantKey(endpoint.tenantId)));
  const unreadable = new Set<StoredEvent>();
  for (const event of events)
    try {
      const outgoing = await fanOut(services, event, [endpoint], retentionDays);
      await queues.send(
        'webhooks',
        outgoing.map(({ message }) => message),
      );
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      unreadable.add(event);
    }
  return unreadable;
}

/** Lets the next event of an order go when the one before it is settled. Done twice, it changes nothing. */
export async function releaseNext(
  services: OrderServices,
  settled: WebhookDelivery,
  endpoint: WebhookEndpoint,
): Promise<void> {
  const { queues, clock, speed } = services;
  if (settled.sequence === undefined) return;
  const events = await eventsOf(services, settled, endpoint, [settled.sequence + 1, LAST_SEQUENCE], NEXT);
  const deliveries = await deliveriesOf(services, endpoint, events);
  const next = deliveries.find((delivery) => delivery?.status === 'pending');
  const now = clock();
  if (next?.nextAttemptAt === undefined || new Date(next.nextAttemptAt) > now) return;
  await queues.send('webhooks', [queued(nextAttemptMessage(next, now), now, speed)]);
}

/** How many later events are searched for the next one to send. */
const NEXT = 20;

/** The events of a delivery's order, or parcel, that concern its endpoint, in their sequence. */
async function eventsOf(
  { table }: OrderServices,
  delivery: WebhookDelivery,
  { events: names }: WebhookEndpoint,
  [from, to]: readonly [from: number, to: number],
  most = Number.POSITIVE_INFINITY,
): Promise<StoredEvent[]> {
  const pk = logOf(delivery);
  const found: StoredEvent[] = [];
  if (pk === undefined || from > to) return found;
  for await (const item of logItems(table, pk, { from, to })) {
    const inRange = parseEvents(item).events.filter(({ sequence = 0 }) => sequence >= from && sequence <= to);
    found.push(...inRange.filter(({ type }) => webhooksAbout(type).some((name) => names.includes(name))));
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}

/** The deliveries of events to an endpoint, in the events' order; undefined where there is none. */
async function deliveriesOf(
  { table }: OrderServices,
  endpoint: WebhookEndpoint,
  events: readonly Pick<StoredEvent, 'id' | 'at'>[],
): Promise<(WebhookDelivery | undefined)[]> {
  const ids = events.map(({ id: eventId, at }) =>
    webhookDeliveryIdOf({ eventId, endpointId: endpoint.id, at }),
  );
  const items = await table.batchGet(ids.map((id) => webhookDeliveryKey(endpoint, id)));
  const stored = items.map(webhookDeliveryFromItem);
  const found = new Map(stored.map((delivery) => [delivery.id, delivery]));
  return ids.map((id) => found.get(id));
}
