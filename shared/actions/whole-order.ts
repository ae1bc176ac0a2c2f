import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import type { Call } from '../calls/call/call.ts';
import type { LiveCalls } from '../calls/call/live-calls.ts';
import { getOrder } from '../calls/call/order-calls.ts';
import type { Delivery } from '../deliveries/delivery/delivery.ts';
import { listDeliveryEvents } from '../deliveries/delivery/delivery-store.ts';
import type { TemporaryOrder } from '../deliveries/delivery/temporary-order.ts';
import type { LoggedDeliveryEvent, LoggedEvent } from '../events/logged-event.ts';
import { latestEvents, type TimelinePage } from '../orders/changes/timeline.ts';
import type { Order } from '../orders/order/order.ts';
import { loadActionTerms } from './action-terms.ts';
import type { ActionTerms } from './order-actions.ts';

/** Everything about one order. */
export interface WholeOrder {
  order: Order;
  terms: ActionTerms;
  /** Newest first. */
  calls: Call[];
  deliveries: { delivery: Delivery; events: LoggedDeliveryEvent[] }[];
  waiting: TemporaryOrder[];
  timeline: TimelinePage;
}

/** Lines of the timeline that come with the order. */
const LATEST = 50;

/** An order with its calls, deliveries and latest events. */
export async function loadWholeOrder(
  table: Table,
  scope: Scope,
  orderId: string,
  liveCalls: LiveCalls,
  now: Date,
): Promise<WholeOrder | undefined> {
  const [found, timeline] = await Promise.all([
    getOrder(table, scope, orderId),
    latestEvents(table, scope, orderId, { limit: LATEST }),
  ]);
  if (found === undefined) return undefined;
  const { order, calls } = found;
  const mentioned = deliveriesIn(timeline.events);
  const loaded = await loadActionTerms(table, order, liveCalls, now, mentioned);
  const deliveries = await Promise.all(
    loaded.deliveries.map(async (delivery) => ({
      delivery,
      events: await listDeliveryEvents(table, scope, delivery.id),
    })),
  );
  return { order, calls, timeline, deliveries, waiting: loaded.waiting, terms: loaded.terms };
}

/** An order names its open deliveries; those that are over stand on its timeline. */
const deliveriesIn = (events: readonly LoggedEvent[]): string[] =>
  events.flatMap(({ data }) =>
    'deliveryId' in data && data.deliveryId !== undefined ? [data.deliveryId] : [],
  );
