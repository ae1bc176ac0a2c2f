import type { Clock } from '../clock.ts';
import type { Table } from '../dynamo/table.ts';
import type { Outgoing } from '../events/relay.ts';
import { type StoredEvent, UnreadableEvent } from '../events/stream.ts';
import type { Speed } from '../queues/wait.ts';
import { kindOf, type WebhookName, webhooksAbout } from './catalogue.ts';
import { newDelivery } from './delivery.ts';
import { createDelivery } from './delivery-store.ts';
import type { WebhookEndpoint } from './endpoint.ts';
import { nextAttemptMessage, queued } from './message.ts';

/** Whether anybody may subscribe to an event of this type. */
export const hasReceivers = ({ type }: StoredEvent): boolean => webhooksAbout(type).length > 0;

/**
 * Makes an event a delivery for each enabled endpoint that subscribes to it, and says what to send for their first
 * attempts. Done twice, it finds the deliveries that stand, and asks again only for attempts that nobody has made.
 * @throws UnreadableEvent when the event does not hold what its webhook tells
 */
export async function fanOut(
  { table, clock, speed }: { table: Table; clock: Clock; speed: Speed },
  event: StoredEvent,
  endpoints: readonly WebhookEndpoint[],
): Promise<Outgoing[]> {
  const deliveries = webhooksAbout(event.type).flatMap((name) => {
    const subscribers = endpoints.filter(({ enabled, events }) => enabled && events.includes(name));
    if (subscribers.length === 0) return [];
    const body = render(name, event);
    const { tenantId, mode, orderId, deliveryId: parcelId, sequence, id: eventId, at } = event;
    const about = { orderId, parcelId, sequence };
    return subscribers.map(({ id: endpointId, retrySchedule }) =>
      newDelivery({ tenantId, mode, endpointId, eventId, event: name, ...about, body, retrySchedule, at }),
    );
  });
  const standing = await Promise.all(deliveries.map((delivery) => createDelivery(table, delivery)));
  const now = clock();
  return standing
    .filter(({ attempts, status }) => attempts === 0 && status === 'pending')
    .map((delivery) => ({
      queue: 'webhooks',
      message: queued(nextAttemptMessage(delivery, now), now, speed),
    }));
}

function render(name: WebhookName, event: StoredEvent): string {
  try {
    return kindOf(name).render(event);
  } catch (cause) {
    throw new UnreadableEvent(`The event does not hold what ${name} tells`, { cause });
  }
}
