import * as z from 'zod';
import { deliveryStatuses, deliverySteps, returnReasons } from './delivery-words.ts';

/** Who cancelled a delivery, and why. */
const Cancellation = z.object({
  reason: z.string(),
  comments: z.string(),
  by: z.object({ kind: z.enum(['admin', 'user', 'system']), id: z.string(), name: z.string() }),
});

export type Cancellation = z.output<typeof Cancellation>;

/** Whether a step's one-time password was given, and to whom it belongs. */
const OtpVerification = z.object({
  verified: z.boolean(),
  phone: z.string(),
  overrideReason: z.string().exactOptional(),
});

export type OtpVerification = z.output<typeof OtpVerification>;

/** Further details of a step, where known. */
const StepDetails = z.object({
  /** Of the courier; a phone that was not given is empty. */
  agent: z.object({ name: z.string(), phone: z.string() }).exactOptional(),
  /** Where the package was handed over, in degrees (WGS 84). */
  handover: z
    .object({
      coordinates: z.object({ lat: z.number(), lng: z.number() }).nullable(),
      otp: OtpVerification.exactOptional(),
    })
    .exactOptional(),
  warehouse: z.object({ name: z.string(), address: z.string() }).exactOptional(),
  reasonCode: z.enum(returnReasons).exactOptional(),
  reason: z.string().exactOptional(),
  comments: z.string().exactOptional(),
  /** When it is tried again; ISO 8601. */
  scheduledAt: z.string().exactOptional(),
  cancellation: Cancellation.exactOptional(),
});

export type StepDetails = z.output<typeof StepDetails>;

/** The data of a delivery's event: a line of its timeline, and what webhooks contain. */
export const DeliveryEventDetails = z.object({
  step: z.enum(deliverySteps),
  status: z.enum(deliveryStatuses),
  deliveryId: z.string(),
  /** The merchant's own id; empty when there is none. */
  merchantReference: z.string(),
  temporaryOrderId: z.string().nullable(),
  details: StepDetails,
});

export type DeliveryEventDetails = z.output<typeof DeliveryEventDetails>;

export const deliveryEvents = {
  'delivery.created': DeliveryEventDetails,
  /** Beside `delivery.created`, that the status is new: for receivers of statuses only. */
  'delivery.opened': DeliveryEventDetails,
  'delivery.status_changed': DeliveryEventDetails,
  /** For what leaves the status as it is. */
  'delivery.noted': DeliveryEventDetails,
} as const;
