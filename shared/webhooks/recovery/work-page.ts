import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Item } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { inParallel } from '../../base/async/in-parallel.ts';
import { narrowestList, readIds } from '../deliveries/list-webhook-deliveries.ts';
import { retryOf } from '../deliveries/retry-webhook-delivery.ts';
import type { WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import { webhookDeliveryFromItem, webhookDeliveryKey } from '../deliveries/webhook-delivery-store.ts';
import { isAbout, noRecoveryCounts, type RecoveryCounts, type WebhookRecovery } from './recovery.ts';

/** Concurrent writes of a page. */
const AT_A_TIME = 16;

/**
 * The ids of the next page, oldest first; none at the end. Failed and held deliveries have an index of their own: ten
 * failures among 100,000 successes cost one or two read units, and ten more for the deliveries themselves. A replay of
 * successes reads the keys of everything the endpoint got in that time, about 3,000 read units per 100,000, and then each
 * delivery. The index may lag slightly: what fails just as a recovery starts may be left to the next one.
 */
export async function readNextPage(table: Table, recovery: WebhookRecovery, size: number): Promise<string[]> {
  const { endpointId, orderId, statuses, since, until } = recovery;
  const time = { since: since === undefined ? undefined : new Date(since), until: new Date(until) };
  const list = narrowestList(recovery, { endpointId, orderId, statuses, ...time });
  const after = recovery.page.at(-1) ?? recovery.position;
  const { ids } = await readIds(table, list, { after, limit: size, newestFirst: false });
  return ids;
}

/**
 * Requests an attempt for each matching delivery of the page, in one write each (6 units for 2 kB) that carries the
 * recovery's id. By that id, a page that is processed again knows what was done, and gives the same result.
 * @returns the deliveries to send messages for, oldest first, including those of an earlier attempt that may lack one
 */
export async function workPage(
  table: Table,
  recovery: WebhookRecovery,
  now: Date,
): Promise<{ tally: RecoveryCounts; asked: WebhookDelivery[] }> {
  const { page, dryRun } = recovery;
  const found = await table.batchGet(page.map((id) => webhookDeliveryKey(recovery, id)));
  // Their keys end with the deliveries' ids.
  const items = found.toSorted((a, b) => (a.pk < b.pk ? -1 : 1));
  const work = dryRun ? look : ask;
  const results = await inParallel(items, AT_A_TIME, (item) => work(table, recovery, item, now));
  const tally = { ...noRecoveryCounts, looked: page.length };
  const asked: WebhookDelivery[] = [];
  for (const result of results) {
    if (result.status === 'rejected') throw result.reason;
    const { value } = result;
    if (value === undefined) continue;
    tally.matched += 1;
    if (value === 'skipped') tally.skipped += 1;
    else if (value !== 'matched') {
      tally.sent += 1;
      if (value.status === 'pending') asked.push(value);
    }
  }
  return { tally, asked };
}

/** The deliveries of the page that the recovery has requested, oldest first; after a cancellation no more are added. */
export async function requestedDeliveries(
  table: Table,
  recovery: WebhookRecovery,
): Promise<WebhookDelivery[]> {
  const found = await table.batchGet(recovery.page.map((id) => webhookDeliveryKey(recovery, id)));
  const ours = found.filter(({ recoveryId }) => recoveryId === recovery.id).map(webhookDeliveryFromItem);
  return ours.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

type Dealt = WebhookDelivery | 'matched' | 'skipped' | undefined;

/** What a dry run does. */
async function look(_table: Table, recovery: WebhookRecovery, item: Item, now: Date): Promise<Dealt> {
  return isAbout(recovery, webhookDeliveryFromItem(item), now) ? 'matched' : undefined;
}

async function ask(table: Table, recovery: WebhookRecovery, item: Item, now: Date): Promise<Dealt> {
  const delivery = webhookDeliveryFromItem(item);
  const isOurs = ({ recoveryId }: Item) => recoveryId === recovery.id;
  if (isOurs(item)) return delivery;
  if (!isAbout(recovery, delivery, now)) return undefined;
  const retry = retryOf(item, now);
  if (retry === undefined) return 'skipped';
  const { set, remove } = retry.changes;
  const changes = { set: { ...set, recoveryId: recovery.id }, remove };
  try {
    await table.update(webhookDeliveryKey(recovery, delivery.id), changes, retry.unchanged);
    return retry.delivery;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    // The same page at the same time, or our own write whose answer was lost.
    return error.item && isOurs(error.item) ? webhookDeliveryFromItem(error.item) : 'skipped';
  }
}
