import { TransactionRefused } from '../../adapters/dynamo/errors.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { cancelling, requireRecovery, type WebhookRecovery } from './recovery.ts';

/**
 * Stops a recovery after the page it is working on. Cancelling it again changes nothing.
 * @throws Problem not_found, or webhook_recovery_finished
 */
export async function cancelRecovery(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
  receiptFor: (recovery: WebhookRecovery) => readonly Write[],
): Promise<WebhookRecovery> {
  const recovery = await requireRecovery(table, scope, id, now);
  if (recovery.status === 'cancelled') return recovery;
  const { after, write } = cancelling(recovery, 'requested', now);
  if (recovery.status === 'finished') throw new Problem('webhook_recovery_finished');
  try {
    await table.transact([write, ...receiptFor(after)]);
    return after;
  } catch (cause) {
    if (!(cause instanceof TransactionRefused && cause.failed('recovery'))) throw cause;
    const current = await requireRecovery(table, scope, id, now);
    if (current.status === 'cancelled') return current;
    throw new Problem('webhook_recovery_finished', {}, { cause });
  }
}
