import type { DomainEvent } from '../../events/event.ts';
import { toSeconds } from './timestamp.ts';

/** What a tenant's other endpoints are sent when we disabled one. */
export interface EndpointDisabled {
  endpoint: {
    id: string;
    url: string;
    disabledReason: string | undefined;
    /** ISO 8601, UTC. */
    disabledAt: string | undefined;
    failingSince: string | undefined;
  };
  /** The attempt that did it. */
  attempt: {
    deliveryId: string;
    eventId: string;
    event: string;
    /** The response's; null when there was none. */
    status: number | null;
    /** A class of `shared/adapters/outbound/outcome.ts`. */
    failureClass: string;
  };
}

/**
 * `webhook_endpoint.disabled`, ours: `{"event":"webhook_endpoint.disabled","timestamp":"2026-03-17T21:00:00Z",
 * "webhookEndpoint":{"id","url","disabledReason","disabledAt","failingSince"},"attempt":{"deliveryId","eventId","event",
 * "status","failureClass"}}`. `disabledReason` is `gone` (a 410) or `failing` (three days of failures without a success);
 * `attempt` is the one that did it, its `status` null when no response came.
 */
export function renderEndpointDisabled(event: DomainEvent): string {
  const { endpoint, attempt } = event.data as EndpointDisabled;
  const { id, url, disabledReason, disabledAt, failingSince } = endpoint;
  const { deliveryId, eventId, event: name, status, failureClass } = attempt;
  return JSON.stringify({
    event: 'webhook_endpoint.disabled',
    timestamp: toSeconds(event.at),
    webhookEndpoint: { id, url, disabledReason, disabledAt, failingSince },
    attempt: { deliveryId, eventId, event: name, status, failureClass },
  });
}
