import * as z from 'zod';
import { callAttemptOutcomes } from '../../shared/calls/call/call.ts';
import {
  callTypes,
  finalOutcomes,
  logisticsStatuses,
  orderStatuses,
} from '../../shared/events/order-words.ts';

const Timestamp = z.string().describe('ISO 8601, UTC');

export const CallAnswer = z.object({
  id: z.string(),
  callType: z.enum(callTypes),
  outcome: z
    .enum([...callAttemptOutcomes, ...finalOutcomes])
    .nullable()
    .describe('Null until the call has ended'),
  durationSeconds: z.number().nullable(),
  recordingUrl: z.string().nullable(),
  transcript: z.string().nullable(),
  summary: z.string().nullable(),
  createdAt: Timestamp,
  channel: z
    .literal('whatsapp')
    .optional()
    .describe('A message in place of a call; the transcript is its exchange. Absent for calls'),
  transcriptCut: z.literal(true).optional().describe('Only the beginning of the transcript is here'),
});

export const CalledOrderAnswer = z.object({
  id: z.string(),
  shopifyOrderId: z.string().nullable(),
  externalId: z.string().nullable(),
  orderNumber: z.string(),
  source: z.string(),
  status: z.enum(orderStatuses),
  customer: z.object({
    name: z.string(),
    phone: z.string().describe('E.164'),
    city: z.string().nullable(),
    ns: z.string().nullable(),
  }),
  products: z.string(),
  totalPrice: z.number(),
  currency: z.string(),
  address: z
    .object({
      address1: z.string(),
      address2: z.string().nullable(),
      city: z.string().nullable(),
      province: z.string().nullable(),
      country: z.string().nullable(),
      zip: z.string().nullable(),
    })
    .nullable(),
  addressFinal: z.string().nullable(),
  metadata: z.json(),
  callAttempts: z.number().int(),
  confirmedAt: Timestamp.nullable(),
  logisticStatus: z.enum(logisticsStatuses).nullable(),
  trackingNumber: z.string().nullable(),
  carrier: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  calls: z.array(CallAnswer).describe('Newest first; in lists the latest ten, with long transcripts cut'),
  truncated: z
    .array(z.string())
    .optional()
    .describe(
      'Fields that are not whole, because the list would not fit an answer; the order alone has them',
    ),
});

export const TriggerAnswer = z.object({
  success: z.literal(true),
  orderId: z.string(),
  callId: z.string(),
  status: z.enum(orderStatuses),
  message: z.string(),
  estimatedCallTime: z
    .string()
    .nullable()
    .describe('`< 30 segundos`, or when the next calling window opens; null when no call will follow'),
});

export const LogisticsAnswer = z.object({
  success: z.literal(true),
  orderId: z.string(),
  logisticStatus: z.enum(logisticsStatuses),
  trackingNumber: z.string().nullable(),
  carrier: z.string().nullable(),
  updatedAt: Timestamp,
});
