import * as z from 'zod';
import { Cursor, pageLimit } from '../../shared/http/cursor.ts';
import { declare } from '../../shared/http/declaration.ts';
import { webhookNames } from '../../shared/webhooks/catalogue.ts';
import { deliveryStatuses } from '../../shared/webhooks/deliveries/delivery.ts';
import { hasOrder, outOfOrder, timeRange } from './time-range.ts';
import { DeliveryDetailView, DeliveryView } from './webhook-views.ts';

const DeliveryPath = z.object({ id: z.string().max(100).describe('whd_…') });

const dialect = 'platform';
const audience = 'key';

export const listWebhookDeliveries = declare({
  name: 'list-webhook-deliveries',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-deliveries',
  summary: 'What was sent and is to be sent, newest first',
  audience,
  table: 'read',
  query: z
    .object({
      endpointId: z.string().min(1).max(100).optional(),
      status: z.enum(deliveryStatuses).optional(),
      event: z.enum(webhookNames).optional(),
      orderId: z.string().min(1).max(100).optional(),
      ...timeRange,
      limit: pageLimit,
      cursor: Cursor.optional().describe('The nextCursor of the page before; it belongs to the same filters'),
    })
    .refine(hasOrder, outOfOrder),
  answers: {
    200: {
      description: 'A page. One that a filter left short has a cursor when there is more to look through',
      schema: z.object({
        deliveries: z.array(DeliveryView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const getWebhookDelivery = declare({
  name: 'get-webhook-delivery',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-deliveries/{id}',
  summary: 'A delivery with every attempt',
  audience,
  table: 'read',
  params: DeliveryPath,
  answers: { 200: { description: 'The delivery', schema: DeliveryDetailView } },
});

export const retryWebhookDelivery = declare({
  name: 'retry-webhook-delivery',
  dialect,
  method: 'POST',
  path: '/platform/v1/webhook-deliveries/{id}/retry',
  summary:
    'Sends the event once more, now and under the same id. One that had ended gets this one attempt; one that waits for its next attempt has it brought forward; 409 while one is under way',
  audience,
  table: 'write',
  params: DeliveryPath,
  answers: { 202: { description: 'The delivery, on its way', schema: DeliveryView } },
});

export const webhookDeliveryRoutes = [listWebhookDeliveries, getWebhookDelivery, retryWebhookDelivery];
