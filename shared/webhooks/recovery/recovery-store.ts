import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Changes, Condition } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { isId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { type CancelReason, cancelled, type WebhookRecovery } from './recovery.ts';
import { recoveriesPartition, recoveryFromItem, recoveryKey } from './recovery-item.ts';

/** Undefined once it has expired, too. */
export async function loadRecovery(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
): Promise<WebhookRecovery | undefined> {
  const item = isId('webhookRecovery', id) ? await table.get(recoveryKey(scope, id)) : undefined;
  const recovery = item && recoveryFromItem(item);
  return recovery && recovery.expiresAt * 1000 > now.getTime() ? recovery : undefined;
}

/** @throws Problem not_found */
export async function requireRecovery(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
): Promise<WebhookRecovery> {
  const recovery = await loadRecovery(table, scope, id, now);
  if (recovery === undefined) throw new Problem('not_found');
  return recovery;
}

/** A page of a tenant's recoveries, newest first. @param after the id that the page before ended with */
export async function listRecoveries(
  table: Table,
  scope: Scope,
  limit: number,
  after: string | undefined,
  now: Date,
): Promise<{ recoveries: WebhookRecovery[]; next: string | undefined }> {
  const { items, next } = await table.query({
    pk: recoveriesPartition(scope),
    newestFirst: true,
    limit,
    ...(after !== undefined && { after: { ...recoveryKey(scope, after) } }),
  });
  const recoveries = items.map(recoveryFromItem).filter(({ expiresAt }) => expiresAt * 1000 > now.getTime());
  return { recoveries, next: next?.sk };
}

/**
 * Stores what a page came to. One that was cancelled meanwhile stays so, and counts it nevertheless.
 * @returns what is stored; undefined when another worker has stored this page
 */
export async function storeProgress(
  table: Table,
  before: WebhookRecovery,
  after: WebhookRecovery,
): Promise<WebhookRecovery | undefined> {
  const { looked, matched, sent, skipped, page, first, position, version } = after;
  const { settled, status, finishedAt } = after;
  const counts = { looked, matched, sent, skipped, page, first, position, version, settled };
  const key = recoveryKey(before, before.id);
  const stored = async (changes: Changes, condition: Condition) => {
    try {
      return recoveryFromItem(await table.update(key, changes, condition));
    } catch (error) {
      if (error instanceof ConditionFailed) return undefined;
      throw error;
    }
  };
  if (status === 'finished') {
    const finished = await stored({ set: { ...counts, status, finishedAt } }, unmoved(before, 'running'));
    if (finished) return finished;
  }
  return stored({ set: counts }, unmoved(before, status === 'finished' ? 'cancelled' : undefined));
}

/** It has not moved on since, and has this status, if one is given. */
const unmoved = ({ version }: WebhookRecovery, status: string | undefined): Condition => ({
  expression: `#version = :version${status === undefined ? '' : ' AND #status = :status'}`,
  names: { '#version': 'version', ...(status !== undefined && { '#status': 'status' }) },
  values: { ':version': version, ...(status !== undefined && { ':status': status }) },
});

/** The write that cancels a recovery, as long as it runs. */
export function cancelling(recovery: WebhookRecovery, reason: CancelReason, now: Date) {
  const after = cancelled(recovery, reason, now);
  const { status, cancelReason, finishedAt } = after;
  const running: Condition = {
    expression: '#status = :running',
    names: { '#status': 'status' },
    values: { ':running': 'running' },
  };
  const write = {
    update: recoveryKey(recovery, recovery.id),
    changes: { set: { status, cancelReason, finishedAt } },
    if: running,
    name: 'recovery',
  };
  return { after, write };
}
