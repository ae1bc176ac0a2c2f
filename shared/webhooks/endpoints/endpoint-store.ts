import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import { type Changes, present, versionIs } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import {
  changed,
  type EndpointChanges,
  endpointFromItem,
  endpointKey,
  endpointsPartition,
  type WebhookEndpoint,
} from './endpoint.ts';

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

/** Changes of one endpoint that may come between before the caller hears of it. */
const ATTEMPTS = 5;

/**
 * Changes what is given and leaves the rest; says how it was before, too.
 * @throws Problem not_found, or conflict when other changes keep coming between
 */
export async function updateEndpoint(
  table: Table,
  scope: Scope,
  id: string,
  changes: EndpointChanges,
  now: Date,
): Promise<{ endpoint: WebhookEndpoint; before: WebhookEndpoint }> {
  for (let attempt = 1; ; attempt++) {
    const before = await requireEndpoint(table, scope, id);
    const endpoint = changed(before, changes, now);
    try {
      await table.update(endpointKey(scope, id), difference(before, endpoint), versionIs(before.version));
      return { endpoint, before };
    } catch (cause) {
      if (!(cause instanceof ConditionFailed)) throw cause;
      if (attempt === ATTEMPTS) throw new Problem('conflict', {}, { cause });
    }
  }
}

/** Only what a change changes: what is written without a new version must not be undone by it. */
export function difference(before: WebhookEndpoint, after: WebhookEndpoint): Changes {
  const fields = Object.entries(after) as [keyof WebhookEndpoint, unknown][];
  const different = fields.filter(([name, value]) => value !== before[name]);
  return {
    set: Object.fromEntries(different.filter(([, value]) => value !== undefined)),
    remove: different.filter(([, value]) => value === undefined).map(([name]) => name),
  };
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
