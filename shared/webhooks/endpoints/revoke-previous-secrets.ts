import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import { versionIs } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { endpointFromItem, endpointKey, type WebhookEndpoint, withoutPrevious } from './endpoint.ts';
import { requireEndpoint } from './endpoint-store.ts';

/** Whoever fears that a secret leaked is not sent away because something else changed at the same moment. */
const ATTEMPTS = 5;

/**
 * Ends the overlap of every secret that was rotated out: from the next attempt on the current one signs alone.
 * @throws Problem not_found, conflict
 */
export async function revokePreviousSecrets(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
): Promise<WebhookEndpoint> {
  for (let attempt = 1; ; attempt++) {
    const before = await requireEndpoint(table, scope, id);
    if (before.secrets.length === 1) return before;
    const set = { secrets: withoutPrevious(before), updatedAt: now.toISOString() };
    const changes = { set, add: { version: 1 } };
    try {
      return endpointFromItem(await table.update(endpointKey(scope, id), changes, versionIs(before.version)));
    } catch (cause) {
      if (!(cause instanceof ConditionFailed)) throw cause;
      if (attempt === ATTEMPTS) throw new Problem('conflict', {}, { cause });
    }
  }
}
