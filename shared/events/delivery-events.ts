import * as z from 'zod';
import { deliveryStatuses } from './delivery-words.ts';

/** One more detail of a line on the timeline: `{"type":"agentDetails","data":{"name":"John Doe"}}`. */
const AdditionalProperty = z.object({
  type: z.string(),
  data: z.custom<object>((value) => typeof value === 'object' && value !== null),
});

export type AdditionalProperty = z.output<typeof AdditionalProperty>;

/** What a delivery's event tells: a line of its timeline, and what webhooks say of it. */
export const DeliveryEventDetails = z.object({
  /** As the timeline names it: `ORDER_CREATED`. */
  event: z.string(),
  status: z.enum(deliveryStatuses),
  additionalProperties: z.array(AdditionalProperty).readonly(),
  /** Of the webhook about a status. */
  notice: z.record(z.string(), z.string()).readonly(),
  orderID: z.string(),
  businessOrderID: z.string(),
  temporaryOrderID: z.string().nullable(),
});

export type DeliveryEventDetails = z.output<typeof DeliveryEventDetails>;

export const deliveryEvents = {
  'delivery.created': DeliveryEventDetails,
  /** Beside `delivery.created`, that the status is NEW: for receivers of statuses only. */
  'delivery.opened': DeliveryEventDetails,
  'delivery.status_changed': DeliveryEventDetails,
  /** For what leaves the status as it is. */
  'delivery.noted': DeliveryEventDetails,
} as const;
