import type { EventOf } from '../../events/event.ts';
import { toSeconds } from './timestamp.ts';

/**
 * `webhook_endpoint.disabled`, ours: `{"event":"webhook_endpoint.disabled","timestamp":"2026-03-17T21:00:00Z",
 * "webhookEndpoint":{"id","url","disabledReason","disabledAt","failingSince"},"attempt":{"deliveryId","eventId","event",
 * "status","failureClass"}}`. `disabledReason` is `gone` (a 410) or `failing` (three days of failures without a success);
 * `attempt` is the one that did it, its `status` null when no response came.
 */
export function renderEndpointDisabled(event: EventOf<'webhook_endpoint.disabled'>): string {
  const { endpoint, attempt } = event.data;
  const { id, url, disabledReason, disabledAt, failingSince } = endpoint;
  const { deliveryId, eventId, event: name, status, failureClass } = attempt;
  return JSON.stringify({
    event: 'webhook_endpoint.disabled',
    timestamp: toSeconds(event.at),
    webhookEndpoint: { id, url, disabledReason, disabledAt, failingSince },
    attempt: { deliveryId, eventId, event: name, status, failureClass },
  });
}
