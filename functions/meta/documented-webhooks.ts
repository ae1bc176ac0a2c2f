import * as z from 'zod';
import { failureClasses } from '../../shared/adapters/outbound/http-result.ts';
import { orderStatuses, paymentStatuses } from '../../shared/events/order-words.ts';
import { statusNames } from '../../shared/http/dialects/delivery-words.ts';
import type { DocumentedWebhook } from '../../shared/http/openapi/webhook.ts';
import type { WebhookName } from '../../shared/webhooks/kinds/catalogue.ts';

const timestamp = z.string().meta({ example: '2026-03-17T21:00:00Z' }).describe('ISO 8601, UTC, in seconds');
const epoch = z.int().meta({ example: 1795359600000 }).describe('Epoch milliseconds');
const sequence = z
  .int()
  .meta({ example: 4 })
  .describe('The number of the event among those of the order, from 1 and without gaps');

const OutcomeFinal = z.object({
  event: z.literal('call.outcome_final'),
  timestamp,
  order: z.object({
    id: z.string(),
    externalId: z.string().nullable(),
    orderNumber: z.string(),
    status: z.enum(orderStatuses).meta({ example: 'confirmed' }),
    products: z.string(),
    totalPrice: z.string().meta({ example: '85600' }).describe('Decimal text, in major units'),
    customer: z.object({
      name: z.string(),
      phone: z.string().describe('E.164'),
      ns: z.string().optional().describe('As it was given; absent when it was not'),
    }),
    address: z.object({ address1: z.string(), city: z.string().nullable() }).nullable(),
  }),
  call: z.object({
    id: z.string().meta({ example: 'call_01kandk9hsy3rrfqq9xsnx7n6e' }),
    outcomeFinal: z
      .string()
      .meta({ example: 'confirmed' })
      .describe('confirmed, cancelled, novedad, recovered, not_recovered, no_answer …'),
    durationSeconds: z.number().nullable(),
    recordingUrl: z.string().nullable(),
    transcript: z.string().nullable(),
    summary: z.string().nullable(),
  }),
  shop: z.object({ domain: z.string().nullable(), country: z.string() }),
});

const orderParts = {
  timestamp,
  sequence,
  order: z.object({
    _id: z.string(),
    referenceId: z.string(),
    status: z.enum(orderStatuses).meta({ example: 'confirmed' }),
    confirmation_status: z.string().meta({ example: 'confirmed' }),
    delivery_status: z.string().meta({ example: 'none' }),
    payment_status: z.enum(paymentStatuses),
    mobile: z.string().describe('E.164'),
    name: z.string().nullable(),
    email: z.string().nullable(),
    final_amount: z.number().describe('In major units'),
    currency: z.string().describe('ISO 4217'),
    product_items: z.array(
      z.object({
        product_retailer_id: z.string().nullable(),
        name: z.string(),
        quantity: z.number(),
        price: z.number().nullable(),
      }),
    ),
    external_order_source: z.string(),
    external_order_id: z.string().nullable(),
    external_order_number: z.string(),
    created_at: z.string().meta({ example: '2026-11-22T15:00:00.000Z' }),
    updated_at: z.string().meta({ example: '2026-11-22T15:02:00.000Z' }),
  }),
};

const parcel = {
  orderID: z.string().describe('The delivery'),
  businessOrderID: z.string().describe('Yours, as it was given; "" when none was'),
};

/** The body of each kind of webhook, as `shared/webhooks/kinds` writes it. */
export const webhookBodies = {
  'call.outcome_final': OutcomeFinal,
  'order.created': z.object({ event: z.literal('order.created'), ...orderParts }),
  'order.updated': z.object({
    event: z.literal('order.updated'),
    ...orderParts,
    changes: z.array(z.string().meta({ example: 'product_items' })).describe('What is different'),
  }),
  'order.status_changed': z.object({
    event: z.literal('order.status_changed'),
    ...orderParts,
    previous_status: z.enum(orderStatuses).optional(),
    cause: z
      .string()
      .optional()
      .meta({ example: 'call' })
      .describe('merchant, call, logistics, or content_changed when a confirmed order became another one'),
  }),
  'ORDER.CREATED': z.object({
    event: z.literal('ORDER.CREATED'),
    timestamp: epoch,
    webhookEventID: z.string().meta({ example: 'evt_01kandk9hsy3rrfqq9xsnx7n6e' }),
    data: z.object({
      ...parcel,
      temporaryOrderID: z.string().describe('"" when it was booked at once'),
      status: z.enum(Object.values(statusNames)),
      createdAt: epoch,
    }),
  }),
  'ORDER.STATUS_UPDATED': z.object({
    event: z.literal('ORDER.STATUS_UPDATED'),
    timestamp: epoch,
    webhookEventID: z.string().meta({ example: 'evt_01kandk9hsy3rrfqq9xsnx7n6e' }),
    orderID: parcel.orderID,
    status: z.enum(Object.values(statusNames)),
    data: z.object({
      ...parcel,
      status: z.enum(Object.values(statusNames)),
      updatedAt: epoch,
      additionalProperties: z
        .record(z.string(), z.string())
        .describe('What the step tells besides: the agent, a reason'),
    }),
  }),
  'webhook_endpoint.disabled': z.object({
    event: z.literal('webhook_endpoint.disabled'),
    timestamp,
    webhookEndpoint: z.object({
      id: z.string().meta({ example: 'whe_01kandk9hsy3rrfqq9xsnx7n6e' }),
      url: z.string(),
      disabledReason: z.enum(['gone', 'failing']).optional(),
      disabledAt: z.string().optional(),
      failingSince: z.string().optional(),
    }),
    attempt: z.object({
      deliveryId: z.string().meta({ example: 'whd_01kandk9hsy3rrfqq9xsnx7n6e' }),
      eventId: z.string(),
      event: z.string(),
      status: z.int().nullable().meta({ example: 410 }).describe('null when no response came'),
      failureClass: z.enum(failureClasses).meta({ example: 'http_status' }),
    }),
  }),
  ping: z.object({
    event: z.literal('ping'),
    timestamp,
    webhookEndpoint: z.object({ id: z.string().meta({ example: 'whe_01kandk9hsy3rrfqq9xsnx7n6e' }) }),
  }),
} satisfies Record<WebhookName, z.ZodType>;

const SENT =
  'Answer with any 2xx within 15 s. Anything else is tried again, under the same `webhook-id`, as the schedule of the endpoint says.';
const talkyria = {
  'X-Talkyria-Signature':
    '`sha256=` and the HMAC-SHA256 of the exact body, in hex, keyed with the secret’s text',
};
const telyport = {
  'X-Telyport-Signature': 'HMAC-SHA256 of the exact body, in hex, keyed with the secret’s text',
};
const numbered = {
  'webhook-sequence': 'The number of the event among those of the order or delivery, from 1 and without gaps',
};

const about = (
  name: WebhookName,
  operationId: string,
  summary: string,
  headers: Readonly<Record<string, string>>,
): DocumentedWebhook => ({
  operationId,
  summary,
  description: `Sent to each endpoint that subscribes to \`${name}\`. ${SENT}`,
  headers,
  body: webhookBodies[name],
  taken: 'The event has arrived',
  refused: { '410': 'Disables the endpoint at once: what is for it is held for 14 days' },
});

/** Every webhook as the OpenAPI document shows it. */
export const documentedWebhooks: Readonly<Record<WebhookName, DocumentedWebhook>> = {
  'call.outcome_final': about('call.outcome_final', 'receive-call-outcome', 'How a round of calls ended', {
    ...numbered,
    ...talkyria,
  }),
  'order.created': about('order.created', 'receive-order-created', 'An order was made', {
    ...numbered,
    ...talkyria,
  }),
  'order.updated': about('order.updated', 'receive-order-updated', 'An order is different from before', {
    ...numbered,
    ...talkyria,
  }),
  'order.status_changed': about(
    'order.status_changed',
    'receive-order-status-changed',
    'An order has another status',
    { ...numbered, ...talkyria },
  ),
  'ORDER.CREATED': about('ORDER.CREATED', 'receive-delivery-created', 'A delivery was booked', {
    ...numbered,
    ...telyport,
  }),
  'ORDER.STATUS_UPDATED': about(
    'ORDER.STATUS_UPDATED',
    'receive-delivery-status',
    'A delivery has another status',
    { ...numbered, ...telyport },
  ),
  'webhook_endpoint.disabled': about(
    'webhook_endpoint.disabled',
    'receive-endpoint-disabled',
    'Another endpoint of yours was disabled',
    talkyria,
  ),
  ping: {
    ...about('ping', 'receive-ping', 'A test event, as you asked for it', talkyria),
    description: 'Sent once to the endpoint that was pinged, whatever it subscribes to.',
  },
};
