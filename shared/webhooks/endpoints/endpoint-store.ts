import { type Decision, decideAndStore, fewConflicts } from '../../adapters/dynamo/decide-and-store.ts';
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

/** An endpoint after and before a change. */
interface ChangedEndpoint {
  endpoint: WebhookEndpoint;
  before: WebhookEndpoint;
}

/**
 * Changes what is given and leaves the rest; says how it was before, too.
 * @throws Problem not_found, or conflict when other changes keep coming between
 */
export function updateEndpoint(
  table: Table,
  scope: Scope,
  id: string,
  changes: EndpointChanges,
  now: Date,
): Promise<ChangedEndpoint> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => requireEndpoint(table, scope, id),
      decide(before): Decision<ChangedEndpoint> {
        const endpoint = changed(before, changes, now);
        return {
          answer: () => ({ endpoint, before }),
          write: {
            update: endpointKey(scope, id),
            changes: difference(before, endpoint),
            if: versionIs(before.version),
          },
        };
      },
      patience: fewConflicts,
    },
  );
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
