import type { EventData } from '../../events/catalogue.ts';
import type { EventOf } from '../../events/event.ts';
import { statusNames, viewCancellation, viewReason } from '../../http/dialects/delivery-words.ts';

/**
 * `ORDER.CREATED` of the delivery dialect: `{"event","timestamp","webhookEventID","data":{"orderID",
 * "temporaryOrderID","businessOrderID","status","createdAt"}}`. Times are epoch milliseconds; an id that is not there is "".
 */
export function renderDeliveryCreated(event: EventOf<'delivery.created'>): string {
  const { deliveryId, temporaryOrderId, merchantReference, status } = event.data;
  const timestamp = Date.parse(event.at);
  return JSON.stringify({
    event: 'ORDER.CREATED',
    timestamp,
    webhookEventID: event.id,
    data: {
      orderID: deliveryId,
      temporaryOrderID: temporaryOrderId ?? '',
      businessOrderID: merchantReference,
      status: statusNames[status],
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
  const { deliveryId: orderID, merchantReference: businessOrderID } = event.data;
  const status = statusNames[event.data.status];
  const timestamp = Date.parse(event.at);
  const additionalProperties = propertiesOf(event.data);
  return JSON.stringify({
    event: 'ORDER.STATUS_UPDATED',
    timestamp,
    webhookEventID: event.id,
    orderID,
    status,
    data: { orderID, status, updatedAt: timestamp, additionalProperties, businessOrderID },
  });
}

/** Further details of a status: the agent, or a reason. */
function propertiesOf({ step, details }: EventData<'delivery.status_changed'>): Record<string, string> {
  const { agent, reasonCode, cancellation } = details;
  if (step === 'accepted' && agent) return { agentName: agent.name, agentPhone: agent.phone };
  if (step === 'return_started' && reasonCode) return viewReason(details);
  return cancellation ? viewCancellation(cancellation) : {};
}
