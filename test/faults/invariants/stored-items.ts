import type { Item, Key } from '../../../shared/adapters/dynamo/expressions.ts';
import { orderOfPartition } from '../../../shared/events/event.ts';
import { contentOfItem, eventsFromItem } from '../../../shared/events/order-log.ts';
import { contentFromStored, contentKey } from '../../../shared/orders/order/order-content.ts';
import { orderFromItem } from '../../../shared/orders/store/order-item.ts';
import { scanTable } from '../../support/table/scan.ts';

/** The items of a whole table by entity, as `toDomainItems` makes them. */
export interface StoredItems {
  of(entity: string): readonly Item[];
}

export async function readStoredItems(table: Parameters<typeof scanTable>[0]): Promise<StoredItems> {
  const byEntity = Map.groupBy(toDomainItems(await scanTable(table)), ({ entity }) => String(entity));
  return { of: (entity) => byEntity.get(entity) ?? [] };
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/**
 * Reads orders and events into the form that the domain has them in: orders with their content, and each event as an item
 * of its own. All other items stay as they are stored.
 */
export function toDomainItems(items: readonly Item[]): Item[] {
  const byName = new Map(items.map((item) => [nameOf(item), item]));
  return items.flatMap((item): Item[] => {
    const { pk, sk, entity } = item;
    if (entity === 'event') return eventsFromItem(item).map((event) => ({ ...event, pk, sk, entity }));
    if (entity !== 'order') return [item];
    const { orderId, ...scope } = orderOfPartition(pk);
    const { content } = contentOfItem(
      byName.get(nameOf(contentKey(scope, orderId, Number(item.contentRevision)))) ?? {},
    );
    return [{ ...orderFromItem(item, contentFromStored(content ?? {})), pk, sk, entity }];
  });
}
