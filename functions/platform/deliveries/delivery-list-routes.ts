import * as z from 'zod';
import { matchesWord } from '../../../shared/base/input/coerce-values.ts';
import { deliveryStatuses } from '../../../shared/events/delivery-words.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { statusNamed, statusNames } from '../../../shared/http/dialects/delivery-words.ts';
import { Cursor, pageLimit } from '../../../shared/http/list-page.ts';
import { timeRange } from '../fields/time-range.ts';
import { DeliveryRowView, DeliveryWithStepsView } from './delivery-views.ts';

const names = deliveryStatuses.map((status) => statusNames[status]);

const Statuses = z
  .string()
  .max(500)
  .transform((text, context) => {
    const asked = text.split(',').flatMap((part) => part.trim() || []);
    const known = asked.flatMap((part) => names.find(matchesWord(part)) ?? []);
    if (asked.length > 0 && known.length === asked.length) return known.map(statusNamed);
    context.addIssue({ code: 'invalid_value', values: [...names], input: text });
    return z.NEVER;
  })
  .describe(`One or more of ${names.join(', ')}, with commas between them`);

export const listDeliveriesRoute = declare({
  name: 'list-deliveries',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/deliveries',
  summary: 'Deliveries, newest first, by status, region, order and day',
  description:
    'Orders that could not be booked are found by `bookingFailed=true` in the list of orders, with the reason; their action book-delivery tries again. A filter that few deliveries meet may leave a page short: it has a cursor when there is more to look through.',
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['PARCELS#', 'PARCEL#'],
  query: z.object({
    status: Statuses.optional(),
    region: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('The code of one, or several with commas between them'),
    orderId: z.string().min(1).max(100).optional(),
    ...timeRange,
    limit: pageLimit,
    cursor: Cursor.optional().describe('The nextCursor of the page before; it belongs to the same filters'),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        deliveries: z.array(DeliveryRowView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const getWholeDeliveryRoute = declare({
  name: 'get-whole-delivery',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/deliveries/{id}',
  summary: "A delivery with its courier's steps",
  description: 'Also one that delivers no order of ours.',
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['PARCEL#', 'PARCELOWNER#'],
  params: z.object({ id: z.string().max(100).describe('IN…') }),
  answers: { 200: { description: 'The delivery', schema: DeliveryWithStepsView } },
});

export const deliveryListRoutes = [listDeliveriesRoute, getWholeDeliveryRoute];
