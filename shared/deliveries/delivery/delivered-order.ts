import type { Table } from '../../adapters/dynamo/table.ts';
import { isId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import { oneLine } from '../../base/text/text.ts';
import { externalIdFromItem, externalIdKey, onlyOrderIdOf } from '../../orders/names/external-id.ts';
import type { Order } from '../../orders/order/order.ts';
import { loadOrder } from '../../orders/store/order-store.ts';

/**
 * The order whose id, or whose externalId if exactly one order has it, is a delivery's `merchantReference`, whatever blanks
 * are around that.
 */
export async function findDeliveredOrder(
  table: Table,
  scope: Scope,
  named: string,
): Promise<Order | undefined> {
  const merchantReference = oneLine(named).trim();
  if (merchantReference === '') return undefined;
  if (isId('order', merchantReference)) {
    const order = await loadOrder(table, scope, merchantReference);
    if (order) return order;
  }
  const item = await table.get(externalIdKey(scope, merchantReference));
  const only = item && onlyOrderIdOf(externalIdFromItem(item));
  return only === undefined ? undefined : loadOrder(table, scope, only);
}
