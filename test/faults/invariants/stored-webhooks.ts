import type { WebhookDelivery } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { webhookDeliveryFromItem } from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import type { StoredItems } from './stored-items.ts';

/** The stored webhook deliveries, each with its partition. */
export const webhookDeliveriesIn = (stored: StoredItems): (WebhookDelivery & { pk: string })[] =>
  stored.of('webhook-delivery').map((item) => ({ ...webhookDeliveryFromItem(item), pk: item.pk }));

/** The stored attempts, by the partition of their webhook delivery. The first one is a part of the delivery's item. */
export function attemptsIn(stored: StoredItems): Map<string, Record<string, unknown>[]> {
  const firsts = stored
    .of('webhook-delivery')
    .flatMap(({ pk, firstAttempt }) => (firstAttempt ? [{ ...firstAttempt, pk }] : []));
  return Map.groupBy([...firsts, ...stored.of('webhook-attempt')], ({ pk }) => pk);
}

/** Names one event on its way to one endpoint. @param endpoint its id, or its name */
export const webhookName = (endpoint: unknown, eventId: unknown): string => `${endpoint} ${eventId}`;
