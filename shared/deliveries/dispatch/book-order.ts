import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { Order } from '../../orders/order/order.ts';
import { refusal } from '../../serviceability/failure.ts';
import { loadTenant } from '../../tenants/tenant/tenant.ts';
import { type BookedOrder, bookNowOrLater, type DispatchServices } from './book-now-or-later.ts';
import { prepareDispatch } from './prepare-dispatch.ts';

/**
 * Books the delivery of an order because a person asks for it, by its tenant's settings of dispatch.
 *
 * @param requireOrder throws when the stored order is no longer to be booked
 * @param receipt writes to store together with the delivery
 * @throws Problem delivery_refused, and what `requireOrder` throws
 */
export async function bookOrder(
  services: DispatchServices,
  order: Order,
  requireOrder: (order: Order) => void,
  receipt: (booked: BookedOrder) => readonly Write[],
): Promise<BookedOrder> {
  const { tenantId, mode } = order;
  const tenant = await loadTenant(services.table, tenantId);
  const prepared = await prepareDispatch(services, tenant, order);
  if ('failure' in prepared) throw refusal([prepared.failure]);
  return bookNowOrLater(services, { tenantId, mode }, prepared.value, { requireOrder, receipt });
}
