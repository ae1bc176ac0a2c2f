import { newId } from '../base/ids.ts';
import type { DomainEvent } from '../events/event.ts';
import type { Delivery, DeliveryStatus } from './delivery.ts';

/** One more detail of a line on the timeline: `{"type":"agentDetails","data":{"name":"John Doe"}}`. */
export interface AdditionalProperty {
  type: string;
  data: object;
}

/** What a delivery's event tells: a line of its timeline, and what webhooks say of it. */
export interface DeliveryEventDetails {
  /** As the timeline names it: `ORDER_CREATED`. */
  event: string;
  status: DeliveryStatus;
  additionalProperties: readonly AdditionalProperty[];
  /** Of the webhook about a status. */
  notice: Readonly<Record<string, string>>;
  orderID: string;
  businessOrderID: string;
  temporaryOrderID: string | null;
}

/** Something that happened to a delivery: a line on its timeline. */
export interface DeliveryEvent<Data extends object = object> extends DomainEvent<string, Data> {
  deliveryId: string;
  /** 1 for the delivery's first event, without gaps. */
  sequence: number;
}

/**
 * `delivery.opened` says beside `delivery.created` that the status is NEW, for receivers of statuses only; `delivery.noted`
 * is for what leaves the status as it is.
 */
export type DeliveryEventType =
  | 'delivery.created'
  | 'delivery.opened'
  | 'delivery.status_changed'
  | 'delivery.noted';

/** Appends what happened to a delivery's log. */
export function recordEvent(
  delivery: Delivery,
  type: DeliveryEventType,
  told: Pick<DeliveryEventDetails, 'event'> &
    Partial<Pick<DeliveryEventDetails, 'additionalProperties' | 'notice'>>,
  now: Date,
): { delivery: Delivery; event: DeliveryEvent<DeliveryEventDetails> } {
  const { id, tenantId, mode, status, businessOrderID, temporaryOrderID } = delivery;
  const sequence = delivery.eventCount + 1;
  const event: DeliveryEvent<DeliveryEventDetails> = {
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
      ...told,
      status,
      orderID: id,
      businessOrderID,
      temporaryOrderID,
    },
  };
  return { delivery: { ...delivery, eventCount: sequence, updatedAt: now.toISOString() }, event };
}
