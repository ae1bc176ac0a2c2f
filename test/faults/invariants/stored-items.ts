import type { Item, Key } from '../../../shared/adapters/dynamo/expressions.ts';
import { orderOfPartition } from '../../../shared/events/event.ts';
import { contentOfItem, eventsFromItem } from '../../../shared/events/order-log.ts';
import { contentFromStored, contentKey } from '../../../shared/orders/order/order-content.ts';
import { orderFromItem } from '../../../shared/orders/store/order-item.ts';
import { scanTable } from '../../support/scan.ts';

/** All that a table holds, by the kind of thing: orders with their content, and each event on its own. */
export interface Stored {
  of(entity: string): readonly Item[];
}

/** Reads a whole table. */
export async function readStored(place: Parameters<typeof scanTable>[0]): Promise<Stored> {
  const byEntity = Map.groupBy(whole(await scanTable(place)), ({ entity }) => String(entity));
  return { of: (entity) => byEntity.get(entity) ?? [] };
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** Orders and events as the domain has them, and all other items as they are stored. */
export function whole(items: readonly Item[]): Item[] {
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
