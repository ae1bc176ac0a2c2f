import * as z from 'zod';
import { bulkActions, bulkStatuses, MAX_ORDERS, resultKinds } from '../../../../shared/actions/bulk-job.ts';
import { freeText, keepBlanks } from '../../../../shared/base/input/coerce.ts';
import { visibleLine } from '../../../../shared/base/input/texts.ts';
import { callTypes } from '../../../../shared/events/order-words.ts';
import { declare } from '../../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../../shared/http/list-page.ts';
import { orderFilters } from '../../fields/order-query.ts';

const dialect = 'platform';
const audience = 'key';
const stack = 'console';
const instant = z.iso.datetime();

export const BulkJobView = z.object({
  id: z.string().describe('blk_…'),
  action: z.enum(bulkActions),
  status: z.enum(bulkStatuses),
  total: z.int().describe('Number of orders, fixed when the job was created'),
  progress: z.number().min(0).max(1).describe('The part of them that was processed'),
  done: z.int(),
  skipped: z.int().describe('The action was not possible with the order as it was'),
  failed: z.int(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});

const BulkResultView = z.object({
  orderId: z.string(),
  result: z.enum(resultKinds),
  code: z.string().nullable().describe('Of the refusal'),
  reason: z.string().nullable().describe('The reason, where the code has several'),
  message: z.string().nullable(),
  callId: z.string().nullable(),
  deliveryId: z.string().nullable(),
});

export const startBulkRoute = declare({
  name: 'start-bulk',
  dialect,
  method: 'POST',
  path: '/platform/v1/orders/bulk',
  summary: 'Carries out one action on many orders: those of a list, or all that match',
  description: `The orders are fixed at once, up to ${MAX_ORDERS}; a worker processes one after the other, each once and in its own transaction. A filter without \`from\` goes 90 days back.`,
  audience,
  role: 'operator',
  stack,
  table: 'write',
  body: z
    .strictObject({
      action: z.enum(bulkActions),
      orderIds: z.array(z.string().max(100)).min(1).max(1000).optional().describe('These orders'),
      filter: keepBlanks(z.strictObject(orderFilters))
        .optional()
        .describe(
          'Or all orders that match, with the filters of the list of orders; one that is given must say something',
        ),
      reason: freeText(visibleLine(500)).optional(),
      callType: z.enum(callTypes).optional().describe('Of call-again; confirmation when not given'),
    })
    .refine(({ orderIds, filter }) => (orderIds === undefined) !== (filter === undefined), {
      path: ['orderIds'],
      params: { rule: 'custom' },
      message: 'or filter must be given, and not both',
    }),
  bodyExample: {
    action: 'confirm',
    filter: { view: 'to-review', source: 'shopify' },
    reason: 'All were called',
  },
  answers: { 202: { description: 'The job, on its way', schema: BulkJobView } },
  refuses: ['limit_reached'],
});

export const getBulkRoute = declare({
  name: 'get-bulk',
  dialect,
  method: 'GET',
  path: '/platform/v1/orders/bulk/{id}',
  summary: 'The progress of a bulk job, and the result for each order',
  description: 'Jobs and their results are kept for 30 days.',
  audience,
  stack,
  table: 'read',
  partitions: ['BULK#'],
  params: z.object({ id: z.string().max(100).describe('blk_…') }),
  query: z.object({ limit: pageLimit, cursor: Cursor.optional() }),
  answers: {
    200: {
      description: 'The job with a page of its results, by the ids of the orders',
      schema: BulkJobView.extend({
        results: z.array(BulkResultView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const listBulkRoute = declare({
  name: 'list-bulk',
  dialect,
  method: 'GET',
  path: '/platform/v1/orders/bulk',
  summary: 'Bulk jobs, newest first',
  description: 'Of the last 30 days.',
  audience,
  stack,
  table: 'read',
  partitions: ['BULK#'],
  query: z.object({ limit: pageLimit, cursor: Cursor.optional() }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        jobs: z.array(BulkJobView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

export const bulkRoutes = [startBulkRoute, listBulkRoute, getBulkRoute];
