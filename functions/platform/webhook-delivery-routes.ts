import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../shared/http/list-page.ts';
import { webhookDeliveryStatuses } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { webhookNames } from '../../shared/webhooks/kinds/catalogue.ts';
import { timeRange } from './time-range.ts';
import { WebhookDeliveryDetailView, WebhookDeliveryView } from './webhook-views.ts';

const DeliveryPath = z.object({ id: z.string().max(100).describe('whd_…') });

const dialect = 'platform';
const audience = 'key';

export const listWebhookDeliveriesRoute = declare({
  name: 'list-webhook-deliveries',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-deliveries',
  summary: 'What was sent and is to be sent, newest first',
  description:
    'Found by endpoint, order, event, status and time; kept for 30 days unless the tenant says otherwise.',
  audience,
  table: 'read',
  partitions: ['DELIVERIES#', 'DELIVERY#', 'UNDELIVERED#'],
  query: z.object({
    endpointId: z.string().min(1).max(100).optional(),
    status: z.enum(webhookDeliveryStatuses).optional(),
    event: z.enum(webhookNames).optional(),
    orderId: z.string().min(1).max(100).optional(),
    ...timeRange,
    limit: pageLimit,
    cursor: Cursor.optional().describe('The nextCursor of the page before; it belongs to the same filters'),
  }),
  answers: {
    200: {
      description: 'A page. One that a filter left short has a cursor when there is more to look through',
      schema: z.object({
        deliveries: z.array(WebhookDeliveryView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const getWebhookDeliveryRoute = declare({
  name: 'get-webhook-delivery',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-deliveries/{id}',
  summary: 'A delivery with every attempt',
  description: 'With the exact payload, and the status and the start of the body of every answer.',
  audience,
  table: 'read',
  // Its event says what it sends.
  partitions: ['DELIVERY#', 'ORDER#', 'PARCEL#'],
  params: DeliveryPath,
  answers: { 200: { description: 'The delivery', schema: WebhookDeliveryDetailView } },
});

export const retryWebhookDeliveryRoute = declare({
  name: 'retry-webhook-delivery',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-deliveries/{id}/retry',
  summary:
    'Sends the event once more, now and under the same id. One that had ended gets this one attempt; one that waits for its next attempt has it brought forward; 409 while one is under way',
  description: 'The receiver recognises it by its `webhook-id`.',
  audience,
  table: 'write',
  params: DeliveryPath,
  answers: { 202: { description: 'The delivery, on its way', schema: WebhookDeliveryView } },
});

export const webhookDeliveryRoutes = [
  listWebhookDeliveriesRoute,
  getWebhookDeliveryRoute,
  retryWebhookDeliveryRoute,
];
