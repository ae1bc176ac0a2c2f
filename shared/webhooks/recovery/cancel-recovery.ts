import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { cancelling, requireRecovery, type WebhookRecovery } from './recovery.ts';

/**
 * Stops a recovery after the page it is working on. Cancelling it again changes nothing.
 * @throws Problem not_found, or webhook_recovery_finished
 */
export function cancelRecovery(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
  receiptFor: (recovery: WebhookRecovery) => readonly Write[],
): Promise<WebhookRecovery> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => requireRecovery(table, scope, id, now),
      decide(recovery) {
        if (recovery.status === 'cancelled') return { answer: recovery };
        if (recovery.status === 'finished') throw new Problem('webhook_recovery_finished');
        const { after, write } = cancelling(recovery, 'requested', now);
        return { answer: after, writes: [write], receipt: receiptFor(after) };
      },
    },
  );
}
