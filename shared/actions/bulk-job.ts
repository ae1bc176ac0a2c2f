import * as z from 'zod';
import { ConditionFailed } from '../adapters/dynamo/errors.ts';
import { absent, type Item, type Key, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../adapters/dynamo/items/entity.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { carries, oneKind, scoped } from '../adapters/queues/carries.ts';
import type { Actor } from '../base/actor.ts';
import { isId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import { type Scope, scopeKey } from '../base/scope.ts';
import { type DomainEvent, EVENT_ENTITY } from '../events/event.ts';
import type { CallType } from '../events/order-words.ts';
import type { OrderAction } from './order-actions.ts';

/** An action on many orders. */
export const bulkActions = [
  'confirm',
  'cancel',
  'reopen',
  'call-again',
  'book-delivery',
] as const satisfies OrderAction[];
export type BulkAction = (typeof bulkActions)[number];

export const bulkStatuses = ['running', 'finished', 'cancelled'] as const;

/** One action for many orders. The orders are fixed when the job is created, and processed page by page. */
export interface BulkJob extends Scope {
  /** `blk_…` */
  id: string;
  action: BulkAction;
  reason?: string | undefined;
  callType?: CallType | undefined;
  /** The person or key that requested it. */
  actor?: Actor | undefined;
  status: (typeof bulkStatuses)[number];
  /** Number of orders. */
  total: number;
  /** How many of them were processed, from the first on. */
  position: number;
  /** How many of these were done. */
  done: number;
  /** How many were not possible with the order as it was. */
  skipped: number;
  /** How many were refused, or failed. */
  failed: number;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  finishedAt?: string | undefined;
  /** Counts the pages; moving on is conditional on it. */
  version: number;
  /** Epoch seconds. */
  expiresAt: number;
}

export const resultKinds = ['done', 'skipped', 'failed'] as const;

/** The result for one order. */
export interface BulkResult {
  orderId: string;
  result: (typeof resultKinds)[number];
  /** The code of the refusal. */
  code?: string | undefined;
  /** The reason, where the code has several. */
  reason?: string | undefined;
  /** In English. */
  message?: string | undefined;
  callId?: string | undefined;
  deliveryId?: string | undefined;
}

/** Most orders of one job: as many as a screen selects, and few enough to store their ids in small items. */
export const MAX_ORDERS = 10_000;

/** Ids in an item: 30 kB. */
const IDS_IN_ITEM = 1_000;

/** Days that a job is known. */
const KEPT_DAYS = 30;

export const bulkExpiry = (now: Date): number => Math.floor(now.getTime() / 1000) + KEPT_DAYS * 86_400;

const bulkJobKey = (scope: Scope, id: string): Key => ({ pk: `BULK#${scopeKey(scope)}`, sk: id });

const partsPartition = (scope: Scope, id: string): string => `BULK#${scopeKey(scope)}#${id}`;

const RESULT_PREFIX = 'RESULT#';

const idsKey = (job: BulkJob, chunk: number): Key => ({
  pk: partsPartition(job, job.id),
  sk: `IDS#${String(chunk).padStart(3, '0')}`,
});

const resultKey = (job: BulkJob, orderId: string): Key => ({
  pk: partsPartition(job, job.id),
  sk: `${RESULT_PREFIX}${orderId}`,
});

const jobToItem = (job: BulkJob): Item => ({ ...bulkJobKey(job, job.id), entity: 'bulk-job', ...job });

/** The writes that store a new job with the ids of its orders and the event that asks for the work. */
export function insertBulkJob(job: BulkJob, orderIds: readonly string[], event: DomainEvent): Write[] {
  const { expiresAt } = job;
  const chunks = Array.from({ length: Math.ceil(orderIds.length / IDS_IN_ITEM) }, (_, n): Write => {
    const ids = orderIds.slice(n * IDS_IN_ITEM, (n + 1) * IDS_IN_ITEM);
    return { put: { ...idsKey(job, n), entity: 'bulk-ids', ids, expiresAt } };
  });
  const item = {
    pk: partsPartition(job, job.id),
    sk: `EVENT#${event.id}`,
    entity: EVENT_ENTITY,
    expiresAt,
    ...event,
  };
  return [{ put: jobToItem(job), if: absent }, ...chunks, { put: item, if: absent }];
}

/** Undefined once it has expired, too. */
export async function loadBulkJob(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
): Promise<BulkJob | undefined> {
  const item = isId('bulkJob', id) ? await table.get(bulkJobKey(scope, id)) : undefined;
  const job = item && entityFromItem<BulkJob>(item);
  return job && job.expiresAt * 1000 > now.getTime() ? job : undefined;
}

/** @throws Problem not_found */
export async function requireBulkJob(table: Table, scope: Scope, id: string, now: Date): Promise<BulkJob> {
  const job = await loadBulkJob(table, scope, id, now);
  if (job === undefined) throw new Problem('not_found');
  return job;
}

/** The next of a job's orders, in its sequence; they lie in one item. */
export async function nextOrderIds(table: Table, job: BulkJob, most: number): Promise<string[]> {
  if (job.position >= job.total) return [];
  const chunk = Math.floor(job.position / IDS_IN_ITEM);
  const item = await table.get(idsKey(job, chunk));
  const ids = item ? entityFromItem<{ ids: string[] }>(item).ids : [];
  const from = job.position % IDS_IN_ITEM;
  return ids.slice(from, from + most);
}

/** Stored with the action, so that it is done once; refused when the order has a result already. */
export const insertResult = (job: BulkJob, result: BulkResult): Write => ({
  put: { ...resultKey(job, result.orderId), entity: 'bulk-result', expiresAt: job.expiresAt, ...result },
  if: absent,
});

/** The results there are of some orders. */
export async function resultsOf(
  table: Table,
  job: BulkJob,
  orderIds: readonly string[],
): Promise<BulkResult[]> {
  const items = await table.batchGet(orderIds.map((id) => resultKey(job, id)));
  return items.map(resultFromItem);
}

const resultFromItem = (item: Item): BulkResult => entityFromItem(item, 'expiresAt');

/** A page of a job's results, by the ids of their orders. @param after the id that the page before ended with */
export async function pageOfResults(
  table: Table,
  job: BulkJob,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ results: BulkResult[]; next: string | undefined }> {
  const { items, next } = await table.query({
    pk: partsPartition(job, job.id),
    prefix: RESULT_PREFIX,
    limit,
    ...(after !== undefined && { after: { ...resultKey(job, after) } }),
  });
  return { results: items.map(resultFromItem), next: next?.sk.slice(RESULT_PREFIX.length) };
}

/** A page of a scope's jobs, newest first. @param after the id that the page before ended with */
export async function listBulkJobs(
  table: Table,
  scope: Scope,
  { limit, after, now }: { limit: number; after: string | undefined; now: Date },
): Promise<{ jobs: BulkJob[]; next: string | undefined }> {
  const { items, next } = await table.query({
    pk: bulkJobKey(scope, '').pk,
    newestFirst: true,
    limit,
    ...(after !== undefined && { after: { ...bulkJobKey(scope, after) } }),
  });
  const jobs = items.map((item) => entityFromItem<BulkJob>(item));
  return { jobs: jobs.filter(({ expiresAt }) => expiresAt * 1000 > now.getTime()), next: next?.sk };
}

/** Stores how far a job is; undefined when another worker did so. */
export async function storeBulkJob(
  table: Table,
  before: BulkJob,
  job: BulkJob,
): Promise<BulkJob | undefined> {
  const next = { ...job, version: before.version + 1 };
  try {
    await table.put(jobToItem(next), versionIs(before.version));
    return next;
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
}

/** Continue this job. It may come twice, late, or while another job is processed. */
const BulkMessage = z.object({ ...oneKind, ...scoped, jobId: z.string() });

export type BulkMessage = z.output<typeof BulkMessage>;

export const bulkMessages = carries('bulk', BulkMessage);
