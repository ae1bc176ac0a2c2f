import type { Table } from '../../adapters/dynamo/table.ts';
import { isId } from '../../base/ids.ts';
import type { DeliveryStatus } from '../../events/delivery-words.ts';
import type { Draft } from '../../orders/order/draft.ts';
import type { Amount } from '../../orders/order/money.ts';
import type { Order } from '../../orders/order/order.ts';
import type { Booking, Delivery } from './delivery.ts';
import { deliveryFromItem, deliveryKey } from './delivery-store.ts';
import { paymentStatusOf, type TemporaryOrder, temporaryFromItem, temporaryKey } from './temporary-order.ts';
import { finalStatuses } from './transitions.ts';

/** Another delivery of an order, that is booked and not over, or waits for money. */
export interface OtherDelivery {
  /** `IN…`, or `tmp_…` while it waits. */
  id: string;
  isOpen: boolean;
  /** Of what the order owes; major units. */
  collects: Amount;
}

/** Whether the agent takes no more cash, though the delivery is not over. */
const isPastDoor = (status: DeliveryStatus): boolean => status === 'returning';

/**
 * The deliveries of an order that are open or wait, but for one.
 * @param besides the temporary id of the one to leave out
 */
export async function otherDeliveries(
  table: Table,
  order: Order,
  now: Date,
  besides?: string | null,
): Promise<OtherDelivery[]> {
  const ids = (order.deliveryIds ?? []).filter((id) => id !== besides);
  const keys = ids.map((id) => (isWaiting(id) ? temporaryKey(order, id) : deliveryKey(order, id)));
  const items = await table.batchGet(keys);
  const found = items.flatMap((item) =>
    item.entity === 'parcel' ? openOf(deliveryFromItem(item)) : waitingOf(temporaryFromItem(item), now),
  );
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Deliveries of an order, booked and waiting for money, the oldest first. */
export interface KnownDeliveries {
  deliveries: Delivery[];
  waiting: TemporaryOrder[];
}

/** The deliveries that an order names. @param others ids from elsewhere */
export async function knownDeliveries(
  table: Table,
  order: Order,
  others: readonly string[] = [],
): Promise<KnownDeliveries> {
  const { deliveryIds = [], logistics } = order;
  const ids = [
    ...new Set([...others, ...deliveryIds, ...(logistics.deliveryId ? [logistics.deliveryId] : [])]),
  ];
  const keys = ids.map((id) => (isWaiting(id) ? temporaryKey(order, id) : deliveryKey(order, id)));
  const items = await table.batchGet(keys);
  const deliveries = items.filter(({ entity }) => entity === 'parcel').map(deliveryFromItem);
  const waiting = items.filter(({ entity }) => entity === 'temporary-order').map(temporaryFromItem);
  return { deliveries: oldestFirst(deliveries), waiting: oldestFirst(waiting) };
}

const oldestFirst = <T extends { createdAt: string }>(entities: readonly T[]): T[] =>
  entities.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));

const isWaiting = (id: string): boolean => isId('temporaryOrder', id);

const openOf = (delivery: Delivery): OtherDelivery[] =>
  finalStatuses.includes(delivery.status)
    ? []
    : [
        {
          id: delivery.id,
          isOpen: true,
          collects: isPastDoor(delivery.status) ? '0' : collectedBy(delivery),
        },
      ];

const waitingOf = (order: TemporaryOrder, now: Date): OtherDelivery[] =>
  paymentStatusOf(order, now) === 'waiting'
    ? [{ id: order.id, isOpen: false, collects: collectedBy(order.booking) }]
    : [];

const collectedBy = ({ collection }: Booking): Amount => collection?.settles ?? '0';

/** Adds a delivery to those that are open or waiting for an order. */
export const withDelivery = (draft: Draft, others: readonly OtherDelivery[], id: string): Draft => ({
  ...draft,
  order: { ...draft.order, deliveryIds: [...others.map((other) => other.id), id] },
});
