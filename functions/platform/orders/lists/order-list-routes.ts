import * as z from 'zod';
import { declare } from '../../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../../shared/http/list-page.ts';
import { orderPageSorts } from '../../../../shared/orders/lists/order-pages.ts';
import { orderViewNames } from '../../../../shared/orders/rows/order-filter.ts';
import { directions } from '../../../../shared/orders/rows/order-rows.ts';
import { orderFilters, YesOrNo } from '../../fields/order-query.ts';
import { OrderRowView } from '../order-views.ts';

export const findOrdersRoute = declare({
  name: 'find-orders',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/orders',
  summary: 'Orders, filtered in any combination, in either direction of time',
  description:
    'A filter that few orders meet may leave a page short: it has a cursor when there is more to look through. Sorted by updatedAt, with a text from the oldest on, and for counts, a list without `from` and `days` goes 90 days back.',
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['SEARCH#', 'WORDS#', 'SEGMENT#', 'ORDER#'],
  query: z.object({
    ...orderFilters,
    sort: z.enum(orderPageSorts).default('createdAt'),
    direction: z.enum(directions).default('desc').describe('desc: the latest first; asc: the oldest first'),
    counts: YesOrNo.optional().describe('true: with how many orders of the period each view has'),
    days: z
      .string()
      .regex(/^[1-9]\d{0,3}$/, 'days')
      .transform(Number)
      .optional()
      .describe('How many days back a list without `from` goes; files and bulk jobs of filters go 90 back'),
    limit: pageLimit,
    cursor: Cursor.optional().describe('The nextCursor of the page before; it belongs to the same filters'),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        orders: z.array(OrderRowView),
        nextCursor: z.string().nullable().describe('null on the last page'),
        counts: z
          .object(Object.fromEntries(orderViewNames.map((view) => [view, z.int()])) as ViewCounts)
          .optional()
          .describe('Of all orders between from and to, whatever else is filtered by'),
      }),
    },
  },
});

type ViewCounts = Record<(typeof orderViewNames)[number], z.ZodInt>;

const Ids = z
  .string()
  .max(4000)
  .transform((text) => [...new Set(text.split(',').flatMap((id) => id.trim() || []))])
  .refine((ids) => ids.length > 0 && ids.length <= 100, {
    params: { rule: 'custom' },
    message: 'must be 1 to 100 ids, with commas between them',
  })
  .describe('ord_…, up to 100 with commas between them');

export const listOrderNamesRoute = declare({
  name: 'list-order-names',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/orders/names',
  summary: 'The names of some orders: their numbers, references and ids elsewhere',
  description: 'For lists of other things that name orders by their ids. Unknown orders are left out.',
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['SEARCH#'],
  query: z.object({ ids: Ids }),
  answers: {
    200: {
      description: 'Those that exist, in the requested order',
      schema: z.object({
        orders: z.array(OrderRowView.pick({ id: true, number: true, reference: true, externalId: true })),
      }),
    },
  },
});

export const orderListRoutes = [findOrdersRoute, listOrderNamesRoute];
