import type { Table } from '../../adapters/dynamo/table.ts';
import type { Outgoing } from '../../adapters/queues/queues.ts';
import type { Speed } from '../../adapters/queues/wait.ts';
import type { Clock } from '../../base/clock.ts';
import type { StoredEvent } from '../../events/stream.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';
import { kindOf, webhooksAbout } from '../kinds/catalogue.ts';
import { completeEvent } from '../kinds/complete-event.ts';
import { releaseIfEnabled } from './attempt-claim.ts';
import { nextAttemptMessage, queued } from './attempt-message.ts';
import { isLogged, payloadOf } from './payload.ts';
import { held, newWebhookDelivery } from './webhook-delivery.ts';
import { createWebhookDelivery } from './webhook-delivery-store.ts';

/** Whether anybody may subscribe to an event of this type. */
export const hasReceivers = ({ type }: StoredEvent): boolean => webhooksAbout(type).length > 0;

/**
 * Makes an event a delivery for each endpoint that subscribes to it, held for one that is disabled, and returns the
 * messages for the first attempts. Repeated, it finds the stored deliveries, and requests only attempts that have not
 * been made.
 * @param askRetentionDays how long the tenant keeps deliveries; called when there is one
 * @throws UnreadableEvent when the event lacks what its webhook contains
 */
export async function fanOut(
  { table, clock, speed }: { table: Table; clock: Clock; speed: Speed },
  event: StoredEvent,
  endpoints: readonly WebhookEndpoint[],
  askRetentionDays: () => Promise<number>,
): Promise<Outgoing[]> {
  const names = webhooksAbout(event.type);
  if (!endpoints.some(({ events }) => events.some((name) => names.includes(name)))) return [];
  const [retentionDays, complete] = await Promise.all([askRetentionDays(), completeEvent(table, event)]);
  const deliveries = names.flatMap((name) => {
    const own = kindOf(name).endpointOf?.(event);
    const subscribers = endpoints.filter(({ id, events }) => id !== own && events.includes(name));
    if (subscribers.length === 0) return [];
    const payload = payloadOf(name, complete);
    const { tenantId, mode, orderId, deliveryId: parcelId, sequence, id: eventId, at } = event;
    const about = { tenantId, mode, eventId, event: name, orderId, parcelId, sequence, at };
    const body = isLogged(about) ? undefined : payload;
    return subscribers.map(({ id: endpointId, enabled, retrySchedule }) => {
      const delivery = newWebhookDelivery({ ...about, body, endpointId, retrySchedule, retentionDays });
      return { delivery: enabled ? delivery : held(delivery), payload };
    });
  });
  const now = clock();
  const created = await Promise.all(
    deliveries.map(async ({ delivery, payload }) => {
      const stored = await createWebhookDelivery(table, delivery);
      // A delivery that was tried before was held earlier.
      const isNew = stored.status === 'held' && stored.attempts === 0;
      const current = isNew ? ((await releaseIfEnabled(table, stored, now)) ?? stored) : stored;
      return { current, payload };
    }),
  );
  return created
    .filter(({ current: { attempts, status } }) => attempts === 0 && status === 'pending')
    .map(({ current, payload }) => ({
      queue: 'webhooks',
      message: queued(nextAttemptMessage(current, now, payload), now, speed),
    }));
}
