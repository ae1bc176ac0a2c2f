import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Changes, Condition, Item, Key } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { isId, timeOfId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { type DomainEvent, EVENT_ENTITY } from '../../events/event.ts';
import { isExpired } from '../deliveries/retention.ts';
import type { WebhookDelivery, WebhookDeliveryStatus } from '../deliveries/webhook-delivery.ts';
import type { WebhookName } from '../kinds/catalogue.ts';

export const recoveryStatuses = ['running', 'finished', 'cancelled'] as const;
export type RecoveryStatus = (typeof recoveryStatuses)[number];

export const cancelReasons = ['requested', 'endpoint_disabled', 'endpoint_deleted'] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** What can be sent again; a pending delivery already has an attempt ahead. */
export const recoverableStatuses = ['failed', 'held', 'succeeded'] as const satisfies WebhookDeliveryStatus[];
export type RecoverableStatus = (typeof recoverableStatuses)[number];

/** Which of an endpoint's deliveries are sent again. */
export interface Recovered {
  endpointId: string;
  /** Time range of their events, ISO 8601, UTC: `from` is inclusive and optional, `to` is exclusive. */
  since?: string | undefined;
  until: string;
  /** All when absent. */
  events?: readonly WebhookName[] | undefined;
  statuses: readonly RecoverableStatus[];
  orderId?: string | undefined;
}

/** How many deliveries a recovery has processed. */
export interface RecoveryCounts {
  /** All in its list and time range. */
  looked: number;
  /** Of these, the ones that match; a dry run counts only up to here. */
  matched: number;
  /** Of these, the ones for which an attempt was requested. */
  sent: number;
  /** Of these, the ones that another client requested at the same moment. */
  skipped: number;
}

/**
 * A job that requests another attempt for many deliveries, oldest first, page by page, until it has gone through all
 * of its time range.
 */
export interface WebhookRecovery extends Scope, Recovered, RecoveryCounts {
  /** `whr_…` */
  id: string;
  /** Counts what matches and sends nothing. */
  dryRun: boolean;
  status: RecoveryStatus;
  cancelReason?: CancelReason | undefined;
  /** Ids of the page being processed, so that a crash repeats the same page. Empty before the first. */
  page: readonly string[];
  /** Ids of the first and the last delivery processed. */
  first?: string | undefined;
  position?: string | undefined;
  /** It was cancelled, and the requests of its last page are counted. */
  settled?: boolean | undefined;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** ISO 8601, UTC. */
  finishedAt?: string | undefined;
  /** Number of pages so far; moving on is conditional on it. */
  version: number;
  /** Epoch seconds. */
  expiresAt: number;
}

export const noRecoveryCounts: RecoveryCounts = { looked: 0, matched: 0, sent: 0, skipped: 0 };

/** Days for which a job is kept. */
const KEPT_DAYS = 90;

export function newRecovery(
  { tenantId, mode }: Scope,
  { endpointId, since, until, events, statuses, orderId }: Recovered,
  { id, dryRun }: { id: string; dryRun: boolean },
  now: Date,
): WebhookRecovery {
  return {
    ...{ id, tenantId, mode, endpointId, since, until, events, statuses: [...new Set(statuses)], orderId },
    ...{ dryRun, status: 'running', ...noRecoveryCounts, page: [] },
    startedAt: now.toISOString(),
    version: 1,
    expiresAt: Math.floor(now.getTime() / 1000) + KEPT_DAYS * 86_400,
  };
}

/** Whether a recovery covers a delivery in its current state. */
export function isAbout(recovery: Recovered, delivery: WebhookDelivery, now: Date): boolean {
  const { endpointId, events, statuses, orderId } = recovery;
  return (
    delivery.endpointId === endpointId &&
    statuses.some((status) => status === delivery.status) &&
    (events === undefined || events.includes(delivery.event)) &&
    (orderId === undefined || delivery.orderId === orderId) &&
    !isExpired(delivery, now)
  );
}

/** Moves on to the next page; an empty one means that the end was reached. */
export function advanced(
  recovery: WebhookRecovery,
  tally: RecoveryCounts,
  page: readonly string[],
  now: Date,
): WebhookRecovery {
  const { looked, matched, sent, skipped } = recovery;
  return {
    ...recovery,
    looked: looked + tally.looked,
    matched: matched + tally.matched,
    sent: sent + tally.sent,
    skipped: skipped + tally.skipped,
    page,
    first: recovery.first ?? page[0],
    position: recovery.page.at(-1) ?? recovery.position,
    ...(page.length === 0 && { status: 'finished', finishedAt: now.toISOString() }),
    version: recovery.version + 1,
  };
}

/** Counts the requests of the page that a recovery was cancelled on. */
export function settled(recovery: WebhookRecovery, asked: number): WebhookRecovery {
  const { looked, matched, sent, version } = recovery;
  const counted = { looked: looked + asked, matched: matched + asked, sent: sent + asked };
  return { ...recovery, ...counted, settled: true, version: version + 1 };
}

/** Cancels a running recovery; the current page is still finished and counted. */
export function cancelled(recovery: WebhookRecovery, reason: CancelReason, now: Date): WebhookRecovery {
  return { ...recovery, status: 'cancelled', cancelReason: reason, finishedAt: now.toISOString() };
}

/** The time of the last event processed; undefined before the first. */
export const positionOf = ({ position }: WebhookRecovery): Date | undefined =>
  position === undefined ? undefined : timeOfId(position);

/**
 * Progress from 0 to 1, by time: how much of its range, from the first event on, has been processed. The number of
 * deliveries in the rest is unknown until then.
 */
export function progressOf(recovery: WebhookRecovery): number {
  const { status, first, until } = recovery;
  const position = positionOf(recovery);
  if (status === 'finished') return 1;
  if (first === undefined || position === undefined) return 0;
  const start = timeOfId(first).getTime();
  return (position.getTime() - start) / Math.max(1, Date.parse(until) - start);
}

/** All recoveries of a scope, by time. */
const recoveriesPartition = (scope: Scope): string => `RECOVERIES#${scopeKey(scope)}`;

const recoveryKey = (scope: Scope, id: string): Key => ({ pk: recoveriesPartition(scope), sk: id });

export const recoveryToItem = (recovery: WebhookRecovery): Item => ({
  ...recoveryKey(recovery, recovery.id),
  entity: 'webhook-recovery',
  ...recovery,
});

const recoveryFromItem = (item: Item): WebhookRecovery => entityFromItem(item);

/** The event that carries the job. */
export const recoveryEventToItem = (recovery: WebhookRecovery, event: DomainEvent): Item => ({
  pk: `RECOVERY#${scopeKey(recovery)}#${recovery.id}`,
  sk: `EVENT#${event.id}`,
  entity: EVENT_ENTITY,
  expiresAt: recovery.expiresAt,
  ...event,
});

/** Also undefined once it has expired. */
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
 * Stores a page's result. A recovery that was cancelled in the meantime stays cancelled and still counts it.
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

/** It has not moved on since, and still has this status where one is given. */
const unmoved = ({ version }: WebhookRecovery, status: string | undefined): Condition => ({
  expression: `#version = :version${status === undefined ? '' : ' AND #status = :status'}`,
  names: { '#version': 'version', ...(status !== undefined && { '#status': 'status' }) },
  values: { ':version': version, ...(status !== undefined && { ':status': status }) },
});

/** The write that cancels a recovery while it is running. */
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
