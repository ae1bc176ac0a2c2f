import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Item, Key, Write } from '../adapters/dynamo/expressions.ts';
import { waitBeforeRetry } from '../adapters/dynamo/overtaken.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import type { OrderServices } from './change-order.ts';
import { createOrder, type GivenOrder } from './create-order.ts';
import { type ExternalId, externalIdFromItem, externalIdKey, orderIdOf } from './external-id.ts';
import type { Order } from './order.ts';
import { orderWrites, takeOrderNumber } from './order-store.ts';
import { newReference, referenceKey } from './reference.ts';

/** A new order, and the names that its merchant gives it. */
export interface Placement {
  given: GivenOrder;
  source: string;
  externalId: string | null;
  number: string | undefined;
  reference: string | undefined;
}

/**
 * Makes an order whose names no other order has.
 *
 * @param owner the tenant and mode, and the tenant's time zone
 * @param receipt writes to store together with the order, for the answer that shows it
 * @throws Problem order_exists, reference_taken, both with the `orderId` of the order that has the name; unavailable
 */
export async function placeOrder(
  { table, clock }: OrderServices,
  owner: Scope & { timeZone: string },
  { given, source, externalId, number, reference }: Placement,
  receipt: (order: Order) => readonly Write[],
): Promise<Order> {
  const { tenantId, mode, timeZone } = owner;
  let taken = number;
  for (let times = 1; ; times++) {
    const keys: Key[] = [
      ...(externalId === null ? [] : [externalIdKey(owner, externalId)]),
      ...(reference === undefined ? [] : [referenceKey(owner, reference)]),
    ];
    const known = refuseTaken(await table.batchGet(keys), source);
    taken ??= await takeOrderNumber(table, owner);
    const now = clock();
    const names = { tenantId, mode, timeZone, source, externalId, number: taken };
    const draft = createOrder(given, { ...names, reference: reference ?? newReference(now) }, known, {
      now,
      newId: (kind) => newId(kind, now),
    });
    const order = { ...draft.order, version: 1 };
    const own = orderWrites(draft);
    try {
      await table.transact([...own, ...receipt(order)]);
      return order;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      if (error.failures.some(({ index }) => index >= own.length)) throw error;
      await waitBeforeRetry(times, error);
    }
  }
}

/** Who else has the external id, from another source. */
function refuseTaken(items: readonly Item[], source: string): ExternalId | undefined {
  const external = items.find(({ entity }) => entity === 'external-id');
  const known = external && externalIdFromItem(external);
  const first = orderIdOf(known, source);
  if (first !== undefined) throw new Problem('order_exists', { orderId: first });
  const reference = items.find(({ entity }) => entity === 'reference');
  if (reference) throw new Problem('reference_taken', { orderId: String(reference.orderId) });
  return known;
}
