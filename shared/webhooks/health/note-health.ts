import {
  type Decision,
  decideAndStore,
  failAfterFewConflicts,
} from '../../adapters/dynamo/decide-and-store.ts';
import type { TransactionRefused } from '../../adapters/dynamo/errors.ts';
import { absent, type Condition, type Item } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Logger } from '../../adapters/logging/logger.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import { newId } from '../../base/ids.ts';
import { scopeKey } from '../../base/scope.ts';
import { EVENT_ENTITY, type EventOf } from '../../events/event.ts';
import type { WebhookAttemptResult, WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import { difference, endpointFromItem, endpointKey, type WebhookEndpoint } from '../endpoints/endpoint.ts';
import { healthAfter } from './endpoint-health.ts';

/**
 * Notes on an endpoint what an attempt showed of its health, when it is anything new: most attempts cost no write. Comes
 * before the attempt is stored, so that a run that dies in between has noted nothing but what was so. It never throws: a
 * request that was made must be recorded, or it is made again.
 *
 * @param endpoint as it was when the attempt was made
 */
export async function noteHealth(
  services: { table: Table; log: Logger },
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
  result: WebhookAttemptResult,
  now: Date,
): Promise<void> {
  try {
    await note(services, endpoint, delivery, result, now);
  } catch (error) {
    services.log.error('The health of a webhook endpoint could not be stored', { error });
  }
}

async function note(
  { table, log }: { table: Table; log: Logger },
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
  result: WebhookAttemptResult,
  now: Date,
): Promise<void> {
  const noted = await decideAndStore(
    { table, clock: () => now },
    {
      load: (refusal) => (refusal ? storedEndpoint(refusal) : endpoint),
      decide(current): Decision<WebhookEndpoint | undefined> {
        // What answered was the URL of then.
        if (current?.url !== endpoint.url) return { answer: undefined };
        const after = healthAfter(current, result, now);
        if (after === current) return { answer: undefined };
        const write = {
          update: endpointKey(current, current.id),
          changes: difference(current, after),
          if: unchangedSince(current),
          name: ENDPOINT,
        };
        if (after.enabled || result.ok) return { answer: () => after, write };
        const event = endpointEventToItem(endpointDisabled(after, delivery, result));
        return { answer: after, writes: [write, { put: event, if: absent }] };
      },
      conflicts: failAfterFewConflicts,
    },
  );
  if (noted === undefined || noted.enabled) return;
  log.warn('A webhook endpoint was disabled', { reason: noted.disabledReason });
  recordMetric({
    name: 'WebhookEndpointDisabled',
    dimensions: { reason: noted.disabledReason ?? 'failing' },
  });
}

const ENDPOINT = 'endpoint';

/** What is stored when the change was refused. */
function storedEndpoint(refusal: TransactionRefused): WebhookEndpoint | undefined {
  const item = refusal.failed(ENDPOINT)?.item;
  return item && endpointFromItem(item);
}

/** Neither its owner nor another attempt has changed it since. */
function unchangedSince({ version, failingSince }: WebhookEndpoint): Condition {
  const same = failingSince === undefined ? 'attribute_not_exists(#since)' : '#since = :since';
  return {
    expression: `#version = :version AND ${same}`,
    names: { '#version': 'version', '#since': 'failingSince' },
    values: { ':version': version, ...(failingSince !== undefined && { ':since': failingSince }) },
  };
}

export type EndpointDisabledEvent = EventOf<'webhook_endpoint.disabled'>;

function endpointDisabled(
  { id, url, tenantId, mode, disabledReason, disabledAt, failingSince, updatedAt }: WebhookEndpoint,
  { id: deliveryId, eventId, event }: WebhookDelivery,
  result: WebhookAttemptResult & { ok: false },
): EndpointDisabledEvent {
  const [status, failureClass] =
    'withheld' in result ? [null, result.withheld] : [result.status, result.failure];
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

/** It has a partition of its own, because the endpoints are read all together. */
function endpointEventToItem(event: EndpointDisabledEvent): Item {
  const pk = `ENDPOINT#${scopeKey(event)}#${event.data.endpoint.id}`;
  return { pk, sk: `EVENT#${event.id}`, entity: EVENT_ENTITY, ...event };
}
