import * as z from 'zod';
import { declare } from '../../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../../shared/http/list-page.ts';
import { shownDeliveryStatuses } from '../../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { webhookNames } from '../../../../shared/webhooks/kinds/catalogue.ts';
import { timeRange } from '../../fields/time-range.ts';
import { WebhookDeliveryDetailView, WebhookDeliveryView } from './webhook-delivery-views.ts';

const DeliveryPath = z.object({ id: z.string().max(100).describe('whd_…') });

const dialect = 'platform';
const audience = 'key';

export const listWebhookDeliveriesRoute = declare({
  name: 'list-webhook-deliveries',
  dialect,
  method: 'GET',
  path: '/platform/v1/webhook-deliveries',
  summary: 'Lists webhook deliveries, sent and pending, newest first',
  description:
    'Filter by endpoint, order, event, status and time. A delivery is `pending` until its first attempt has ended, and `failing` from its first failure until a later attempt succeeds or none is left. Deliveries are kept for 30 days unless the tenant sets another period.',
  audience,
  table: 'read',
  partitions: ['DELIVERIES#', 'DELIVERY#', 'UNDELIVERED#', 'FAILING#', 'ENDPOINTS#'],
  query: z.object({
    endpointId: z.string().min(1).max(100).optional(),
    status: z.enum(shownDeliveryStatuses).optional(),
    event: z.enum(webhookNames).optional(),
    orderId: z.string().min(1).max(100).optional(),
    ...timeRange,
    limit: pageLimit,
    cursor: Cursor.optional().describe(
      'The nextCursor of the previous page; valid only with the same filters',
    ),
  }),
  answers: {
    200: {
      description: 'A page; with a filter it may be short and still have a cursor to more',
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
  summary: 'Returns a webhook delivery with every attempt',
  description: 'With the exact payload, and the status and the beginning of the body of every response.',
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
    'Sends the event again now, under the same id. A finished delivery gets one more attempt; a pending one has its next attempt brought forward; 409 while an attempt is in progress',
  description: 'The receiver recognises it by its `webhook-id`.',
  audience,
  table: 'write',
  params: DeliveryPath,
  answers: { 202: { description: 'The delivery; an attempt is queued', schema: WebhookDeliveryView } },
});

export const webhookDeliveryRoutes = [
  listWebhookDeliveriesRoute,
  getWebhookDeliveryRoute,
  retryWebhookDeliveryRoute,
];
