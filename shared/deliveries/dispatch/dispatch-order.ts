import { retry } from '../../base/async/retry.ts';
import { Problem } from '../../base/problem.ts';
import { changeOrder } from '../../orders/changes/change-order.ts';
import { draftOf } from '../../orders/order/draft.ts';
import type { Order } from '../../orders/order/order.ts';
import { methodNow } from '../../orders/order/payment-words.ts';
import { loadOrder } from '../../orders/store/order-store.ts';
import { loadTenant } from '../../tenants/tenant/tenant.ts';
import type { BookingFailure } from '../booking/booking-failures.ts';
import {
  bookNowOrLater,
  type DispatchServices,
  failuresOf,
  OrderChangedMeanwhile,
} from './book-now-or-later.ts';
import type { DispatchMessage } from './booking-message.ts';
import { dispatchStateOf, markDispatched, notDispatched } from './dispatch-rule.ts';
import { prepareDispatch } from './prepare-dispatch.ts';

/** How often another writer may settle the order first before the message is left to be retried. */
const ATTEMPTS = 5;

/**
 * Books the delivery of an order that was confirmed, once for each confirmation. Where none can be booked the order's
 * timeline says why. A repeat is harmless.
 *
 * Booking and finishing are commands that `decideAndStore` repeats when their writes are refused. This begins again
 * before them, where the order has moved on since it was prepared: what is left to do may be the other command then,
 * and a preparation, which asks providers about the address, is no part of a command's load.
 */
export function dispatchOrder(services: DispatchServices, message: DispatchMessage): Promise<void> {
  return retry(
    () => dispatch(services, message),
    (thrown, times) => thrown instanceof OrderChangedMeanwhile && times < ATTEMPTS,
  );
}

async function dispatch(services: DispatchServices, message: DispatchMessage): Promise<void> {
  const { table } = services;
  const { tenantId, mode, orderId, sequence } = message;
  const scope = { tenantId, mode };
  const [tenant, order] = await Promise.all([loadTenant(table, tenantId), loadOrder(table, scope, orderId)]);
  if (!tenant.autoDispatch || order === undefined) return;
  const state = dispatchStateOf(order, sequence);
  if (state === 'over') return;
  if (state === 'taken') return finishDispatch(services, message);
  const method = methodNow(order.payment, tenant);
  if (method !== 'cod' && method !== 'unknown') return;
  const prepared = await prepareDispatch(services, tenant, order);
  if ('failure' in prepared) return finishDispatch(services, message, [prepared.failure]);
  const requireOrder = (found: Order) => {
    if (dispatchStateOf(found, sequence) !== 'free')
      throw new OrderChangedMeanwhile('The order is not to be dispatched any more');
  };
  try {
    await bookNowOrLater(services, scope, prepared.value, { requireOrder, receipt: () => [] });
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'delivery_refused') throw thrown;
    await finishDispatch(services, message, failuresOf(thrown));
  }
}

/**
 * Marks a confirmation as done whose order is delivered otherwise, or cannot be delivered for these reasons.
 */
async function finishDispatch(
  services: DispatchServices,
  { tenantId, mode, orderId, sequence }: DispatchMessage,
  failures: readonly BookingFailure[] = [],
): Promise<void> {
  await changeOrder(services, { tenantId, mode }, orderId, (order, context) => {
    const draft = draftOf(order);
    const state = dispatchStateOf(order, sequence);
    if (state === 'over') return draft;
    if (state === 'taken') return markDispatched(draft, context);
    if (failures.length === 0) throw new OrderChangedMeanwhile('The order is free again');
    return notDispatched(draft, context, failures);
  });
}
