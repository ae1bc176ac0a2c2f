import * as z from 'zod';
import { absent, type Item, type Key, present, type Write } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { filePrefixes } from '../../adapters/files/prefixes.ts';
import { carries, oneKind, scoped } from '../../adapters/queues/carries.ts';
import { isId, newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { RecordingMessage } from '../../calls/recordings/recording-message.ts';
import { type DomainEvent, EVENT_ENTITY, type EventOf } from '../../events/event.ts';
import type { OrderStatus } from '../../events/order-words.ts';
import type { OrderMark, OrderSearch } from '../../orders/rows/search-row.ts';

/** An export that is too large for one answer: a file that a worker writes. */
export interface ExportJob extends Scope {
  /** `exp_…` */
  id: string;
  /** The search for its orders, with instants in ISO 8601. */
  search: {
    status?: OrderStatus;
    mark?: OrderMark;
    from?: string;
    to?: string;
    term?: string;
    phone?: string;
  };
  /** A list of the platform API, in `stored-list.ts`'s text; it replaces the search. */
  list?: string;
  /** Orders of such a list that are in the file so far. */
  rows?: number;
  /** Its name when it is saved: `orders-2026-11-22.csv`. */
  fileName: string;
  status: 'pending' | 'done';
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC; null until then. */
  finishedAt: string | null;
  /** Epoch seconds. */
  expiresAt: number;
}

/** Files and jobs are for fetching right away. */
export const EXPORT_DAYS = 1;

const exportKey = (scope: Scope, exportId: string): Key => ({
  pk: `EXPORT#${scopeKey(scope)}#${exportId}`,
  sk: 'EXPORT',
});

/** Where the file lies in the bucket. */
export const fileKey = ({ tenantId, mode, id }: ExportJob): string =>
  `${filePrefixes.exports}${tenantId}/${mode}/${id}.csv`;

export const exportToItem = (job: ExportJob): Item => ({
  ...exportKey(job, job.id),
  entity: 'export',
  ...job,
});

const exportFromItem = (item: Item): ExportJob => entityFromItem(item);

/** The event that requests the file, in addition to its job. */
const exportEventToItem = (job: ExportJob, event: DomainEvent): Item => ({
  pk: exportKey(job, job.id).pk,
  sk: `EVENT#${event.id}`,
  entity: EVENT_ENTITY,
  expiresAt: job.expiresAt,
  ...event,
});

const storedSearch = ({ status, mark, from, to, term, phone }: OrderSearch): ExportJob['search'] => ({
  ...(status && { status }),
  ...(mark && { mark }),
  ...(from && { from: from.toISOString() }),
  ...(to && { to: to.toISOString() }),
  ...(term && { term }),
  ...(phone && { phone }),
});

export const searchOf = ({ search: { status, mark, from, to, term, phone } }: ExportJob): OrderSearch => ({
  status,
  mark,
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
  term,
  phone,
});

/** The orders of a file, and its name. */
export interface ExportRequest {
  search: OrderSearch;
  list?: string;
  fileName: string;
}

/** Requests a file; the relay sends the work to the exports queue. */
export async function requestExport(
  table: Table,
  { tenantId, mode }: Scope,
  { search, list, fileName }: ExportRequest,
  now: Date,
  receipt: (job: ExportJob) => readonly Write[] = () => [],
): Promise<ExportJob> {
  const job: ExportJob = {
    id: newId('export', now),
    tenantId,
    mode,
    search: storedSearch(search),
    ...(list !== undefined && { list, rows: 0 }),
    fileName,
    status: 'pending',
    createdAt: now.toISOString(),
    finishedAt: null,
    expiresAt: Math.floor(now.getTime() / 1000) + EXPORT_DAYS * 86_400,
  };
  const reference = { tenantId, mode, exportId: job.id };
  const body: ExportMessage = list === undefined ? reference : { kind: 'list', ...reference };
  const event: EventOf<'export.requested'> = {
    id: newId('event', now),
    type: 'export.requested',
    tenantId,
    mode,
    at: now.toISOString(),
    data: { exportId: job.id },
    job: { queue: 'exports', body },
  };
  await table.transact([
    { put: exportToItem(job), if: absent },
    { put: exportEventToItem(job, event), if: absent },
    ...receipt(job),
  ]);
  return job;
}

/** @throws Problem not_found, once it has expired too */
export async function loadExport(
  table: Table,
  scope: Scope,
  exportId: string,
  now: Date,
): Promise<ExportJob> {
  const item = isId('export', exportId) ? await table.get(exportKey(scope, exportId)) : undefined;
  const job = item && exportFromItem(item);
  if (job === undefined || job.expiresAt * 1000 <= now.getTime()) throw new Problem('not_found');
  return job;
}

/** Stores the progress of a file. @throws ConditionFailed when the job is gone */
export async function noteRows(table: Table, job: ExportJob, rows: number): Promise<void> {
  await table.update(exportKey(job, job.id), { set: { rows } }, present);
}

/** @throws ConditionFailed when the job is gone */
export async function finishExport(table: Table, job: ExportJob, now: Date): Promise<void> {
  const set = { status: 'done', finishedAt: now.toISOString() };
  await table.update(exportKey(job, job.id), { set }, present);
}

/** Write the file of this export. It may come twice; the file is the same. */
const SearchExportMessage = z.object({ ...oneKind, ...scoped, exportId: z.string() });

/** The same of an export of a list. */
const ListExportMessage = z.object({ kind: z.literal('list'), ...scoped, exportId: z.string() });

const ExportMessage = z.union([SearchExportMessage, ListExportMessage]);

export type ExportMessage = z.output<typeof ExportMessage>;

/** The messages about files that are written to the bucket in the background. */
export const exportMessages = carries('exports', z.union([ExportMessage, RecordingMessage]));
