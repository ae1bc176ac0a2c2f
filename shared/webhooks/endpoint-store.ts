import type { Table } from '../dynamo/table.ts';
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

/** Every endpoint of a tenant's mode, oldest first; their number is bounded. */
export async function loadEndpoints(table: Table, scope: Scope): Promise<WebhookEndpoint[]> {
  const endpoints: WebhookEndpoint[] = [];
  for await (const item of table.all({ pk: endpointsPartition(scope) }))
    endpoints.push(endpointFromItem(item));
  return endpoints;
}
