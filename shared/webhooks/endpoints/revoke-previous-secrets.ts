import { type Decision, decideAndStore, fewConflicts } from '../../adapters/dynamo/decide-and-store.ts';
import { versionIs } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import {
  endpointFromItem,
  endpointKey,
  requireEndpoint,
  type WebhookEndpoint,
  withoutPrevious,
} from './endpoint.ts';

/**
 * Ends the overlap of every secret that was rotated out: from the next attempt on the current one signs alone.
 * @throws Problem not_found, conflict
 */
export function revokePreviousSecrets(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
): Promise<WebhookEndpoint> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => requireEndpoint(table, scope, id),
      decide(before): Decision<WebhookEndpoint> {
        if (before.secrets.length === 1) return { answer: before };
        const set = { secrets: withoutPrevious(before), updatedAt: now.toISOString() };
        const changes = { set, add: { version: 1 } };
        return {
          answer: endpointFromItem,
          write: { update: endpointKey(scope, id), changes, if: versionIs(before.version) },
        };
      },
      // Revoking a leaked secret must not fail because something else changed at the same moment.
      patience: fewConflicts,
    },
  );
}
