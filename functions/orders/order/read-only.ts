import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { Problem } from '../../../shared/base/problem.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { isNoTime } from '../../../shared/time/no-time.ts';
import { historyOf } from '../timeline/timeline-view.ts';
import type { UpdateOrderBody } from './update-body.ts';
import { viewOrder } from './views.ts';

type Updates = z.output<typeof UpdateOrderBody>['updates'];

const READ_ONLY = [
  '_id',
  'referenceId',
  'created_at',
  'updated_at',
  'external_order_source',
  'external_order_id',
  'external_order_number',
  'order_history',
  'currency',
] as const satisfies readonly (keyof Updates)[];

/** Whether an update contains read-only fields, as it does when a client sends a whole order. */
export const bringsReadOnly = ({ updates }: { updates: Updates }): boolean =>
  READ_ONLY.some((name) => updates[name] !== undefined) || updates.payment_info?.currency !== undefined;

/** @throws Problem invalid_request naming fields that differ from what the order shows, or has shown */
export function requireReadOnly({ updates }: { updates: Updates }, order: Order): void {
  const shown: Record<string, unknown> = {
    ...viewOrder(order),
    external_order_source: order.source,
    external_order_id: order.externalId,
    order_history: historyOf(order),
  };
  const changed = READ_ONLY.filter((name) => {
    const given = updates[name];
    if (name.endsWith('_at') && isNoTime(given)) return false;
    // A merchant may send what it read before its last update, again.
    if (name === 'updated_at') return given !== undefined && !wasUpdatedAt(given, order);
    if (name === 'order_history' && Array.isArray(given)) return !wasHistory(given, historyOf(order));
    return given !== undefined && !isDeepStrictEqual(given, shown[name]);
  }).map((name) => `updates.${name}`);
  const currency = updates.payment_info?.currency;
  if (currency !== undefined && currency !== order.currency) changed.push('updates.payment_info.currency');
  if (changed.length > 0)
    throw new Problem('invalid_request', { issues: changed.map((field) => ({ field, rule: 'read_only' })) });
}

/** Entries older than the statuses that are still shown may have been shown before. */
function wasHistory(
  given: readonly ({ timestamp?: unknown } | null)[],
  shown: ReturnType<typeof historyOf>,
): boolean {
  const [oldest] = shown;
  const known = given.filter((entry) => {
    const at = entry?.timestamp;
    return oldest === undefined || typeof at !== 'string' || at >= oldest.timestamp;
  });
  return isDeepStrictEqual(known, shown.slice(0, known.length));
}

const wasUpdatedAt = (given: unknown, { createdAt, updatedAt }: Order): boolean =>
  typeof given === 'string' && given >= createdAt && given <= updatedAt;
