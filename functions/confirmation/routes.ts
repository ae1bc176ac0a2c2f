import * as z from 'zod';
import { visibleLine } from '../../shared/base/input/texts.ts';
import { logisticsStatuses } from '../../shared/events/order-words.ts';
import { declare } from '../../shared/http/declaration.ts';
import { MAX_PHONE_TEXT } from '../../shared/phones/written.ts';
import { CalledOrderAnswer, LogisticsAnswer, TriggerAnswer } from './schemas.ts';
import { currencyOfTrigger, TriggerBody } from './trigger-body.ts';

const OrderPath = z.object({ id: z.string().max(100) });

/** A whole number written in digits: `007`, `1e2` and ` 5` are none. */
const whole = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^-?(0|[1-9]\d*)$/.test(text), {
      params: { rule: 'type' },
      message: 'int',
      abort: true,
    })
    .transform(Number)
    .pipe(z.number().int().min(least).max(most))
    .meta({ type: 'integer', minimum: least, maximum: most });

/** As a trigger's external id is kept: without white space around it. */
const externalId = z.string().trim().min(1).max(200);

export const triggerCallRoute = declare({
  name: 'trigger-call',
  dialect: 'confirmation',
  method: 'POST',
  path: '/api/v1/calls/trigger',
  summary: 'Creates an order, or finds the existing one, and queues a call to its customer',
  description:
    'Takes the nested body (`source`, `callType`, `customer`, `address`, `order`) or the flat one (`externalId`, `customer`, `products`, `totalPrice`); an order that exists needs no more than its `orderId`, or its `source` and external id. Sent again it answers with the same ids. The call is made within the calling hours of the customer.',
  audience: 'key',
  table: 'write',
  storesAtOnce: true,
  body: TriggerBody,
  currencyOf: currencyOfTrigger,
  bodyExample: {
    source: 'chateapro',
    callType: 'confirmation',
    customer: { name: 'Juan Perez', phone: '+573001234567', ns: 'contact_123', city: 'Bogota' },
    address: { address1: 'Calle 45 #23-12', address2: 'Apto 301', city: 'Bogota', province: 'Cundinamarca' },
    order: { externalId: 'CP-12345', products: 'Samsung Galaxy S25 x1', totalPrice: 85600, currency: 'COP' },
  },
  answers: { 200: { description: 'The call is queued, or already was', schema: TriggerAnswer } },
  refuses: ['order_not_found'],
});

export const getOrderRoute = declare({
  name: 'get-order',
  dialect: 'confirmation',
  method: 'GET',
  path: '/api/v1/orders/{id}',
  summary: 'An order with all its calls',
  description: 'Calls are listed newest first, each with its outcome, duration and transcript.',
  audience: 'key',
  table: 'read',
  partitions: ['ORDER#'],
  params: OrderPath,
  answers: { 200: { description: 'The order', schema: CalledOrderAnswer } },
});

export const listOrdersRoute = declare({
  name: 'list-orders',
  dialect: 'confirmation',
  method: 'GET',
  path: '/api/v1/orders',
  summary: 'Lists orders by phone, external id or Shopify id, newest first; all orders without a filter',
  description: '`total` counts all matching orders; `limit` and `offset` select the page.',
  audience: 'key',
  table: 'read',
  query: z.object({
    phone: z.string().min(1).max(MAX_PHONE_TEXT).optional(),
    externalId: externalId.optional(),
    shopifyOrderId: externalId.optional(),
    limit: whole(1, 100).optional().describe('1 to 100; default 50'),
    offset: whole(0, 1_000_000).optional().describe('Number of orders to skip'),
  }),
  answers: {
    200: {
      description: 'One page',
      schema: z.object({
        orders: z.array(CalledOrderAnswer),
        total: z.number().int().describe('Number of all matching orders'),
        limit: z.number().int(),
        offset: z.number().int(),
      }),
    },
  },
});

export const updateLogisticsRoute = declare({
  name: 'update-logistics',
  dialect: 'confirmation',
  method: 'PATCH',
  path: '/api/v1/orders/{id}/status',
  summary: 'Updates the delivery status of an order',
  description:
    'Reports where the parcel is according to your carrier. Reporting the same step again changes nothing.',
  audience: 'key',
  table: 'write',
  params: OrderPath,
  body: z.object({
    logisticStatus: z.enum(logisticsStatuses),
    trackingNumber: visibleLine(200).nullish(),
    carrier: visibleLine(200).nullish(),
  }),
  bodyExample: { logisticStatus: 'shipped', trackingNumber: 'CR123456789', carrier: 'InterRapidisimo' },
  answers: { 200: { description: 'Updated', schema: LogisticsAnswer } },
});

/** Order confirmation calls, as Talkyria's API v1 documents them. */
export const confirmationRoutes = [triggerCallRoute, getOrderRoute, listOrdersRoute, updateLogisticsRoute];
