import * as z from 'zod';
import { declare } from '../../../shared/http/declaration.ts';
import { statusNames } from '../../../shared/http/dialects/delivery-words.ts';
import { timelinePage } from '../../../shared/http/list-page.ts';
import { OrderID, oneOf } from '../fields/fields.ts';
import { Success } from '../fields/success.ts';

const delivery = { dialect: 'delivery', audience: 'key', table: 'read' } as const;

export const getDeliveryTimelineRoute = declare({
  ...delivery,
  name: 'get-delivery-timeline',
  method: 'GET',
  path: '/v2/order/timeline',
  partitions: ['PARCEL#', 'PARCELOWNER#'],
  summary: 'What happened to a delivery, oldest first',
  description: 'The documented events with their additional properties.',
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
  summary: 'The public tracking link of a delivery',
  description: 'The page behind it shows no name, phone or address.',
  query: z.object({ orderID: OrderID }),
  answers: {
    200: {
      description: 'The link',
      schema: Success(
        z.object({
          orderID: z.string(),
          trackingAvailable: z.boolean().describe('Whether the delivery is in progress'),
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
  summary: 'Moves a delivery to a status with a simulated agent; test keys only',
  description: 'Goes through every step up to that status and sends its webhooks.',
  body: z.object({ orderID: z.string().trim().max(100), status: oneOf(Object.values(statusNames)) }),
  bodyExample: { orderID: 'IN0000000000000', status: 'DROPCOMPLETED' },
  answers: {
    200: {
      description: 'It has that status',
      schema: Success(z.object({ orderID: z.string(), status: z.string() })),
    },
  },
});

export const lifecycleRoutes = [getDeliveryTimelineRoute, getTrackingRoute, moveTestDeliveryRoute];
