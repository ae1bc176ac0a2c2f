import { entityFromItem } from '../../adapters/dynamo/entity.ts';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { type DomainEvent, EVENT_ENTITY } from '../../events/event.ts';
import type { OrderStatus } from '../../events/order-words.ts';
import type { OrderSearch } from '../../orders/matching.ts';
import type { OrderMark } from '../../orders/search-row.ts';

/** An export that is too large for one answer: a file that a worker writes. */
export interface ExportJob extends Scope {
  /** `exp_…` */
  id: string;
  /** Which orders, with instants in ISO 8601. */
  search: {
    status?: OrderStatus;
    mark?: OrderMark;
    from?: string;
    to?: string;
    term?: string;
    phone?: string;
  };
  /** What it is called when it is saved: `orders-2026-11-22.csv`. */
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

export const exportKey = (scope: Scope, exportId: string): Key => ({
  pk: `EXPORT#${scopeKey(scope)}#${exportId}`,
  sk: 'EXPORT',
});

/** What the keys of all files in the bucket start with. */
export const FILE_PREFIX = 'exports/';

/** Where the file lies in the bucket. */
export const fileKey = ({ tenantId, mode, id }: ExportJob): string =>
  `${FILE_PREFIX}${tenantId}/${mode}/${id}.csv`;

export const exportToItem = (job: ExportJob): Item => ({
  ...exportKey(job, job.id),
  entity: 'export',
  ...job,
});

export const exportFromItem = (item: Item): ExportJob => entityFromItem(item);

/** The event that asks for the file, beside its job. */
export const exportEventToItem = (job: ExportJob, event: DomainEvent): Item => ({
  pk: exportKey(job, job.id).pk,
  sk: `EVENT#${event.id}`,
  entity: EVENT_ENTITY,
  expiresAt: job.expiresAt,
  ...event,
});

export const storedSearch = ({ status, mark, from, to, term, phone }: OrderSearch): ExportJob['search'] => ({
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
