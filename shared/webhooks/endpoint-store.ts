import { ConditionFailed } from '../dynamo/errors.ts';
import { present } from '../dynamo/expressions.ts';
import type { Table } from '../dynamo/table.ts';
import { Problem } from '../problem.ts';
import type { Scope } from '../tenants/scope.ts';
import { endpointFromItem, endpointKey, endpointsPartition, type WebhookEndpoint } from './endpoint.ts';

export async function loadEndpoint(
  table: Table,
  scope: Scope,
  id: string,
): Promise<WebhookEndpoint | undefined> {
  const item = await table.get(endpointKey(scope, id));
  return item && endpointFromItem(item);
}

/** @throws Problem not_found */
export async function requireEndpoint(table: Table, scope: Scope, id: string): Promise<WebhookEndpoint> {
  const endpoint = await loadEndpoint(table, scope, id);
  if (endpoint === undefined) throw new Problem('not_found');
  return endpoint;
}

/** Every endpoint of a tenant's mode, oldest first; their number is bounded. */
export async function loadEndpoints(table: Table, scope: Scope): Promise<WebhookEndpoint[]> {
  const endpoints: WebhookEndpoint[] = [];
  for await (const item of table.all({ pk: endpointsPartition(scope) }))
    endpoints.push(endpointFromItem(item));
  return endpoints;
}

/**
 * Changes what is given and leaves the rest.
 * @throws Problem not_found
 */
export async function updateEndpoint(
  table: Table,
  scope: Scope,
  id: string,
  changes: { [Name in 'url' | 'events' | 'enabled']?: WebhookEndpoint[Name] | undefined },
  now: Date,
): Promise<WebhookEndpoint> {
  const { url, events, enabled } = changes;
  const set = { url, events: events && [...new Set(events)], enabled, updatedAt: now.toISOString() };
  try {
    const item = await table.update(endpointKey(scope, id), { set, add: { version: 1 } }, present);
    return endpointFromItem(item);
  } catch (cause) {
    throw cause instanceof ConditionFailed ? new Problem('not_found', {}, { cause }) : cause;
  }
}

/**
 * Removes an endpoint; its deliveries stay, and those on their way end without a request.
 * @throws Problem not_found
 */
export async function deleteEndpoint(table: Table, scope: Scope, id: string): Promise<void> {
  try {
    await table.delete(endpointKey(scope, id), present);
  } catch (cause) {
    throw cause instanceof ConditionFailed ? new Problem('not_found', {}, { cause }) : cause;
  }
}
