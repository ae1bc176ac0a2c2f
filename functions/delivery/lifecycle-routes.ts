import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';
import { statusNames } from '../../shared/http/dialects/delivery-words.ts';
import { timelinePage } from '../../shared/http/list-page.ts';
import { OrderID, oneOf } from './fields.ts';
import { Success } from './success.ts';

const delivery = { dialect: 'delivery', audience: 'key', table: 'read' } as const;

export const getDeliveryTimelineRoute = declare({
  ...delivery,
  name: 'get-delivery-timeline',
  method: 'GET',
  path: '/v2/order/timeline',
  partitions: ['PARCEL#', 'PARCELOWNER#'],
  summary: 'What happened to a delivery, oldest first',
  description: 'The documented events, with what each of them tells besides.',
  query: z.object({ orderID: OrderID, ...timelinePage }),
  answers: {
    200: {
      description: 'The events',
      schema: Success(
        z.array(
          z.object({
            additionalProperties: z.array(z.object({ type: z.string(), data: z.looseObject({}) })),
            event: z.string(),
            status: z.string(),
            timestamp: z.string(),
          }),
        ),
      ),
    },
  },
});

export const getTrackingRoute = declare({
  ...delivery,
  name: 'get-tracking',
  method: 'GET',
  path: '/v2/order/tracking',
  partitions: ['PARCEL#', 'PARCELOWNER#'],
  summary: 'The link at which the public follows a delivery',
  description: 'The link is public: it shows nobody’s name, phone or address.',
  query: z.object({ orderID: OrderID }),
  answers: {
    200: {
      description: 'The link',
      schema: Success(
        z.object({
          orderID: z.string(),
          trackingAvailable: z.boolean().describe('Whether it is under way'),
          trackingID: z.string(),
          trackingLink: z.string(),
        }),
      ),
    },
  },
});

export const moveTestDeliveryRoute = declare({
  ...delivery,
  table: 'write',
  name: 'move-test-delivery',
  actsFor: 'courier',
  testOnly: true,
  method: 'POST',
  path: '/v2/test/order/status',
  summary: 'Walks a delivery to a status with a made-up agent; only with a test key',
  description: 'Takes every step on the way to that status, with its webhooks.',
  body: z.object({ orderID: z.string().max(100), status: oneOf(Object.values(statusNames)) }),
  bodyExample: { orderID: 'IN0000000000000', status: 'DROPCOMPLETED' },
  answers: {
    200: {
      description: 'It is there',
      schema: Success(z.object({ orderID: z.string(), status: z.string() })),
    },
  },
});

export const lifecycleRoutes = [getDeliveryTimelineRoute, getTrackingRoute, moveTestDeliveryRoute];
