import type { Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import type { EventOf } from '../events/event.ts';
import { type OrderQuery, rowsOf } from '../orders/lists/order-pages.ts';
import { periodStart } from '../orders/lists/period-days.ts';
import { matchesConditions } from '../orders/rows/order-filter.ts';
import { type BulkJob, type BulkMessage, bulkExpiry, insertBulkJob, MAX_ORDERS } from './bulk-job.ts';

export interface BulkRequest extends Pick<BulkJob, 'action' | 'reason' | 'callType' | 'actor'> {
  /** Which orders: these, or all that meet conditions. */
  orders: readonly string[] | OrderQuery;
  /** The first instant of the day, by the tenant's clock. */
  today: Date;
}

/**
 * Requests one action on many orders. The list of orders is fixed now; the relay sends the work to the bulk queue.
 * @throws Problem limit_reached when they are more than one job takes
 */
export async function startBulk(
  table: Table,
  { tenantId, mode }: Scope,
  { orders, today, ...asked }: BulkRequest,
  now: Date,
  receipt: (job: BulkJob) => readonly Write[],
): Promise<BulkJob> {
  const scope = { tenantId, mode };
  const orderIds = isIds(orders) ? [...new Set(orders)] : await idsOf(table, scope, orders, today, now);
  const job: BulkJob = {
    ...asked,
    ...scope,
    id: newId('bulkJob', now),
    status: orderIds.length === 0 ? 'finished' : 'running',
    total: orderIds.length,
    ...{ position: 0, done: 0, skipped: 0, failed: 0 },
    createdAt: now.toISOString(),
    ...(orderIds.length === 0 && { finishedAt: now.toISOString() }),
    version: 1,
    expiresAt: bulkExpiry(now),
  };
  const body: BulkMessage = { ...scope, jobId: job.id };
  const event: EventOf<'bulk.requested'> = {
    id: newId('event', now),
    type: 'bulk.requested',
    ...scope,
    at: now.toISOString(),
    data: { jobId: job.id },
    job: { queue: 'bulk', body },
  };
  await table.transact([...insertBulkJob(job, orderIds, event), ...receipt(job)]);
  return job;
}

const isIds = (orders: BulkRequest['orders']): orders is readonly string[] => Array.isArray(orders);

async function idsOf(
  table: Table,
  scope: Scope,
  query: OrderQuery,
  today: Date,
  now: Date,
): Promise<string[]> {
  const from = query.from ?? periodStart(now);
  const ids: string[] = [];
  for await (const row of rowsOf(table, scope, { ...query, from })) {
    if (!matchesConditions(row, query, today)) continue;
    if (ids.length === MAX_ORDERS) throw new Problem('limit_reached', { most: MAX_ORDERS });
    ids.push(row.id);
  }
  return ids;
}
