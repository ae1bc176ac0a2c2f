import type { Item } from '../../adapters/dynamo/expressions.ts';
import { newId } from '../../base/ids.ts';
import { scopeKey } from '../../base/scope.ts';
import { EVENT_ENTITY, type EventOf } from '../../events/event.ts';
import type { WebhookAttemptOutcome, WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';

export type EndpointDisabledEvent = EventOf<'webhook_endpoint.disabled'>;

export function endpointDisabled(
  { id, url, tenantId, mode, disabledReason, disabledAt, failingSince, updatedAt }: WebhookEndpoint,
  { id: deliveryId, eventId, event }: WebhookDelivery,
  outcome: WebhookAttemptOutcome & { ok: false },
): EndpointDisabledEvent {
  const [status, failureClass] =
    'withheld' in outcome ? [null, outcome.withheld] : [outcome.status, outcome.failure];
  return {
    id: newId('event', new Date(updatedAt)),
    type: 'webhook_endpoint.disabled',
    tenantId,
    mode,
    at: updatedAt,
    data: {
      endpoint: { id, url, disabledReason, disabledAt, failingSince },
      attempt: { deliveryId, eventId, event, status, failureClass },
    },
  };
}

/** It has a partition of its own, because the endpoints are read all at once. */
export function endpointEventToItem(event: EndpointDisabledEvent): Item {
  const pk = `ENDPOINT#${scopeKey(event)}#${event.data.endpoint.id}`;
  return { pk, sk: `EVENT#${event.id}`, entity: EVENT_ENTITY, ...event };
}
