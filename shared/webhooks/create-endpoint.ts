import { absent, type Write } from '../dynamo/expressions.ts';
import type { Table } from '../dynamo/table.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import type { Scope } from '../tenants/scope.ts';
import type { WebhookName } from './catalogue.ts';
import { endpointsPartition, endpointToItem, type WebhookEndpoint } from './endpoint.ts';
import type { RetrySchedule } from './retry-schedule.ts';
import { newSecret } from './secrets.ts';

/**
 * Endpoints of a tenant's mode. Every event goes to all of them, so their number is a limit on what one event costs;
 * some more that were made at the same moment do no harm.
 */
export const MOST_ENDPOINTS = 100;

export interface NewEndpoint {
  url: string;
  events: readonly WebhookName[];
  enabled: boolean;
  retrySchedule?: RetrySchedule | undefined;
  /** The merchant's own; one is made when it is not given. */
  secret?: string | undefined;
}

/** @throws Problem too_many_webhook_endpoints */
export async function createEndpoint(
  table: Table,
  { tenantId, mode }: Scope,
  { url, events, enabled, retrySchedule = 'standard', secret = newSecret() }: NewEndpoint,
  now: Date,
  receiptFor: (endpoint: WebhookEndpoint) => readonly Write[],
): Promise<WebhookEndpoint> {
  const at = now.toISOString();
  const endpoint: WebhookEndpoint = {
    id: newId('webhookEndpoint', now),
    tenantId,
    mode,
    url,
    events: [...new Set(events)],
    enabled,
    ...(!enabled && { disabledReason: 'requested', disabledAt: at }),
    retrySchedule,
    secrets: [{ value: secret }],
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  const { count } = await table.query({ pk: endpointsPartition(endpoint), countOnly: true });
  if (count >= MOST_ENDPOINTS) throw new Problem('too_many_webhook_endpoints', { limit: MOST_ENDPOINTS });
  await table.transact([{ put: endpointToItem(endpoint), if: absent }, ...receiptFor(endpoint)]);
  return endpoint;
}
