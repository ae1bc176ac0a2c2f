import type { Scope } from '../../../shared/base/scope.ts';
import { type OrderEvent, orderPartition, TIMELINE_PREFIX } from '../../../shared/events/event.ts';
import { loggedEvents } from '../../../shared/events/logged-event.ts';
import { knownEvent } from '../../support/data/known-event.ts';
import { engine } from '../../support/table/setting.ts';

/** All events in the log of an order, oldest first. */
export async function orderEvents(scope: Scope, orderId: string): Promise<OrderEvent[]> {
  const query = { pk: orderPartition(scope, orderId), prefix: TIMELINE_PREFIX };
  const events: OrderEvent[] = [];
  for await (const item of engine.table.all(query)) events.push(...loggedEvents(item).map(knownEvent));
  return events;
}
