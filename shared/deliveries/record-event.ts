import { newId } from '../base/ids.ts';
import type { DeliveryEventType } from '../events/catalogue.ts';
import type { DeliveryEventDetails } from '../events/delivery-events.ts';
import type { EventOf } from '../events/event.ts';
import type { Delivery } from './delivery.ts';

/** Something that happened to a delivery: a line on its timeline. */
export type DeliveryEvent = EventOf<DeliveryEventType> & {
  deliveryId: string;
  /** 1 for the delivery's first event, without gaps. */
  sequence: number;
};

/** Appends what happened to a delivery's log. */
export function recordEvent(
  delivery: Delivery,
  type: DeliveryEventType,
  details: Pick<DeliveryEventDetails, 'event'> &
    Partial<Pick<DeliveryEventDetails, 'additionalProperties' | 'notice'>>,
  now: Date,
): { delivery: Delivery; event: DeliveryEvent } {
  const { id, tenantId, mode, status, businessOrderID, temporaryOrderID } = delivery;
  const sequence = delivery.eventCount + 1;
  const event: DeliveryEvent = {
    id: newId('event', now),
    type,
    tenantId,
    mode,
    deliveryId: id,
    sequence,
    at: now.toISOString(),
    data: {
      additionalProperties: [],
      notice: {},
      ...details,
      status,
      orderID: id,
      businessOrderID,
      temporaryOrderID,
    },
  };
  return { delivery: { ...delivery, eventCount: sequence, updatedAt: now.toISOString() }, event };
}
