import type { EventOf } from '../../events/event.ts';

/**
 * `ORDER.CREATED` of the delivery dialect: `{"event","timestamp","webhookEventID","data":{"orderID",
 * "temporaryOrderID","businessOrderID","status","createdAt"}}`. Times are epoch milliseconds; an id that is not there is "".
 */
export function renderDeliveryCreated(event: EventOf<'delivery.created'>): string {
  const { orderID, temporaryOrderID, businessOrderID, status } = event.data;
  const timestamp = Date.parse(event.at);
  return JSON.stringify({
    event: 'ORDER.CREATED',
    timestamp,
    webhookEventID: event.id,
    data: {
      orderID,
      temporaryOrderID: temporaryOrderID ?? '',
      businessOrderID,
      status,
      createdAt: timestamp,
    },
  });
}

/**
 * `ORDER.STATUS_UPDATED` of the delivery dialect: `{"event","timestamp","webhookEventID","orderID","status",
 * "data":{"orderID","status","updatedAt","additionalProperties","businessOrderID"}}`, the ids and status twice as in the
 * reference.
 */
export function renderDeliveryMoved(event: EventOf<'delivery.opened' | 'delivery.status_changed'>): string {
  const { orderID, status, notice, businessOrderID } = event.data;
  const timestamp = Date.parse(event.at);
  return JSON.stringify({
    event: 'ORDER.STATUS_UPDATED',
    timestamp,
    webhookEventID: event.id,
    orderID,
    status,
    data: { orderID, status, updatedAt: timestamp, additionalProperties: notice, businessOrderID },
  });
}
