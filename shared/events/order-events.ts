import * as z from 'zod';
import { deliveryRefusals } from './delivery-refusals.ts';
import {
  callTypes,
  finalOutcomes,
  logisticsStatuses,
  orderStatuses,
  paymentMethods,
  paymentStatuses,
} from './order-words.ts';

/** A decimal in major units. */
const AmountText = z.string();
const CallRound = z.object({ callType: z.enum(callTypes), round: z.number() });
const Logistics = z.enum(['none', ...logisticsStatuses]);
const PaymentMethods = z.enum(paymentMethods);

/** The order's state at the time of the event; its content then is the revision that the log's entry names. */
export const OrderState = z.object({
  status: z.enum(orderStatuses),
  confirmation: z.enum(['none', ...finalOutcomes]),
  logistics: Logistics,
  payment: z.object({ method: PaymentMethods, status: z.enum(paymentStatuses) }),
});

export type OrderState = z.output<typeof OrderState>;

/** Why something was not booked: a reason and a rule of `shared/serviceability`. */
const Failure = z.object({
  reason: z.enum(deliveryRefusals),
  rule: z.string(),
  message: z.string().exactOptional(),
});

export const orderEvents = {
  'order.created': z.object({ order: OrderState }),
  'order.status_changed': z.object({
    from: z.enum(orderStatuses),
    to: z.enum(orderStatuses),
    /** `merchant`, `call`, `logistics`, or `content_changed` when a confirmed order became another one. */
    cause: z.string(),
    order: OrderState,
    /** The rounds of calls that ended with it. */
    ended: z.array(CallRound).readonly().exactOptional(),
    /** The reason that the person gave who moved it. */
    reason: z.string().exactOptional(),
  }),
  'order.updated': z.object({
    /** Names of the order's fields. */
    changes: z.array(z.string()).readonly(),
    order: OrderState,
  }),
  'order.payment_changed': z.object({
    from: z.enum(paymentStatuses).optional(),
    to: z.enum(paymentStatuses),
    method: PaymentMethods,
    due: AmountText,
    collected: AmountText,
    currency: z.string(),
    paymentId: z.string().nullable(),
    order: OrderState,
    /** The text of the person who reported it. */
    reason: z.string().exactOptional(),
  }),
  'order.logistics_changed': z.object({
    from: Logistics,
    to: Logistics,
    trackingNumber: z.string().nullable(),
    carrier: z.string().nullable(),
    /** Of the delivery that moved the order; a merchant's own change has none. */
    deliveryId: z.string().exactOptional(),
    order: OrderState,
  }),
  'order.noted': z.object({
    title: z.string(),
    description: z.string(),
    type: z.enum(['success', 'pending', 'error', 'info']),
    /** Free JSON as text, because it may hold numbers that DynamoDB cannot. */
    metadata: z.string(),
  }),
  'order.confirmation_reopened': z.object({
    /** The answer that is void now. */
    outcome: z.enum(['none', ...finalOutcomes]),
    ended: z.array(CallRound).readonly(),
    /** The order was cancelled, and is not any more; without it, its content changed. */
    cause: z.literal('reopened').exactOptional(),
  }),
  /** Something about an order for people to look at. */
  'order.flagged': z.object({
    flag: z.string(),
    given: z.string().exactOptional(),
    expected: z.string().exactOptional(),
    reason: z.string().exactOptional(),
  }),
  /** It came in again with other content when it could not be changed any more. */
  'order.change_refused': z.object({ status: z.enum(orderStatuses) }),
  /** The order was changed or cancelled, and its delivery continues as booked. */
  'order.delivery_stands': z.object({
    cause: z.enum(['changed', 'cancelled']),
    deliveryId: z.string(),
    trackingNumber: z.string().nullable(),
  }),
  'order.dispatched': z.object({
    deliveryId: z.string(),
    /** When it is to be picked up, because the region was closed; null for at once. */
    scheduledAt: z.string().nullable(),
    /** Whether the distance was billed to a point that represents a neighbourhood. */
    approximate: z.boolean(),
  }),
  'order.dispatch_failed': z.object({
    failures: z.array(Failure).readonly(),
    temporaryOrderId: z.string().exactOptional(),
  }),
  /** A delivery was booked that collects nothing, because it is unknown how the order is paid. */
  'order.not_collected': z.object({
    deliveryId: z.string(),
    /** As the merchant named it. */
    method: z.string().nullable(),
    due: AmountText,
    currency: z.string(),
  }),
  /** The cash at the door was not what was due. */
  'order.cash_differs': z.object({
    kind: z.string(),
    /** In major units. */
    expected: z.number(),
    taken: z.number(),
    currency: z.string(),
    reason: z.string().nullable(),
    deliveryId: z.string(),
  }),
} as const;
