import { absent, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import type { EventOf } from '../events/event.ts';
import { loadRetentionDays } from '../tenants/tenant/tenant.ts';
import { nextAttemptMessage } from './deliveries/attempt-message.ts';
import { newWebhookDelivery, type WebhookDelivery } from './deliveries/webhook-delivery.ts';
import { webhookDeliveryEventToItem, webhookDeliveryToItem } from './deliveries/webhook-delivery-store.ts';
import { requireEndpoint } from './endpoints/endpoint.ts';
import { renderPing } from './kinds/ping.ts';

/**
 * Sends a signed test event to an endpoint, once, on the way that all events take.
 * @throws Problem not_found, webhook_endpoint_disabled
 */
export async function pingEndpoint(
  table: Table,
  scope: Scope,
  endpointId: string,
  now: Date,
  receiptFor: (delivery: WebhookDelivery) => readonly Write[],
): Promise<WebhookDelivery> {
  const [{ tenantId, mode, enabled }, retentionDays] = await Promise.all([
    requireEndpoint(table, scope, endpointId),
    loadRetentionDays(table, scope.tenantId),
  ]);
  if (!enabled) throw new Problem('webhook_endpoint_disabled');
  const event: EventOf<'webhook.pinged'> = {
    id: newId('event', now),
    type: 'webhook.pinged',
    tenantId,
    mode,
    at: now.toISOString(),
    data: { endpointId },
  };
  const delivery = newWebhookDelivery({
    tenantId,
    mode,
    endpointId,
    eventId: event.id,
    event: 'ping',
    body: renderPing(event),
    retentionDays,
    at: event.at,
  });
  const job = { queue: 'webhooks', body: nextAttemptMessage(delivery, now), group: endpointId } as const;
  await table.transact([
    { put: webhookDeliveryToItem(delivery), if: absent },
    { put: webhookDeliveryEventToItem(delivery, { ...event, job }), if: absent },
    ...receiptFor(delivery),
  ]);
  return delivery;
}
