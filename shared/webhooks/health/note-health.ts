import { ConditionFailed, TransactionRefused } from '../../adapters/dynamo/errors.ts';
import { absent, type Condition, type Item } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Logger } from '../../adapters/logging/logger.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import type { WebhookAttemptOutcome, WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import { endpointFromItem, endpointKey, type WebhookEndpoint } from '../endpoints/endpoint.ts';
import { difference } from '../endpoints/endpoint-store.ts';
import { endpointDisabled, endpointEventToItem } from './endpoint-disabled.ts';
import { healthAfter } from './endpoint-health.ts';

/** Changes of one endpoint that may come between. Whatever is not noted then, the next attempt notes. */
const ATTEMPTS = 5;

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
  outcome: WebhookAttemptOutcome,
  now: Date,
): Promise<void> {
  try {
    await note(services, endpoint, delivery, outcome, now);
  } catch (error) {
    services.log.error('The health of a webhook endpoint could not be noted', { error });
  }
}

async function note(
  { table, log }: { table: Table; log: Logger },
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
  outcome: WebhookAttemptOutcome,
  now: Date,
): Promise<void> {
  let current = endpoint;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const after = healthAfter(current, outcome, now);
    if (after === current) return;
    const found = await store(table, current, after, delivery, outcome);
    if (found === 'stored') {
      if (after.enabled) return;
      log.warn('A webhook endpoint was disabled', { reason: after.disabledReason });
      recordMetric({
        name: 'WebhookEndpointDisabled',
        dimensions: { reason: after.disabledReason ?? 'failing' },
      });
      return;
    }
    // What answered was the URL of then.
    if (found === undefined || found.url !== endpoint.url) return;
    current = found;
  }
}

/** @returns what stands there instead, when it is not what the change was decided on */
async function store(
  table: Table,
  before: WebhookEndpoint,
  after: WebhookEndpoint,
  delivery: WebhookDelivery,
  outcome: WebhookAttemptOutcome,
): Promise<'stored' | WebhookEndpoint | undefined> {
  const key = endpointKey(before, before.id);
  const changes = difference(before, after);
  try {
    if (after.enabled || outcome.ok) await table.update(key, changes, asSeen(before));
    else
      await table.transact([
        { update: key, changes, if: asSeen(before) },
        { put: endpointEventToItem(endpointDisabled(after, delivery, outcome)), if: absent },
      ]);
    return 'stored';
  } catch (error) {
    const item = standing(error);
    return item && endpointFromItem(item);
  }
}

/** The item that refused a write. @throws whatever else went wrong */
function standing(error: unknown): Item | undefined {
  if (error instanceof ConditionFailed) return error.item;
  if (error instanceof TransactionRefused) return error.failures[0]?.item;
  throw error;
}

/** Neither its owner nor another attempt has changed it since. */
function asSeen({ version, failingSince }: WebhookEndpoint): Condition {
  const same = failingSince === undefined ? 'attribute_not_exists(#since)' : '#since = :since';
  return {
    expression: `#version = :version AND ${same}`,
    names: { '#version': 'version', '#since': 'failingSince' },
    values: { ':version': version, ...(failingSince !== undefined && { ':since': failingSince }) },
  };
}
