import * as z from 'zod';
import { declare } from '../../../shared/http/declaration.ts';
import { periods } from '../../../shared/reports/statistics/period.ts';
import { SearchQuery } from '../fields/query.ts';

const Money = z.number();
const Timestamp = z.string().describe('ISO 8601, UTC');

export const getStatisticsRoute = declare({
  name: 'get-statistics',
  dialect: 'orders',
  method: 'GET',
  path: '/v1/orders/stats',
  summary: "Orders and revenue of the current day, ISO week or month, in the tenant's time zone",
  description: 'Counts orders of the key’s tenant and mode.',
  audience: 'key',
  table: 'read',
  partitions: ['STATS#'],
  query: z.object({ period: z.enum(periods).optional().describe('Default: monthly') }),
  answers: {
    200: {
      description: 'The totals so far; an order counts on the day it was created',
      schema: z.object({
        totalOrders: z.int(),
        revenue: Money.describe("In the tenant's currency, without cancelled and refunded orders"),
        averageOrderValue: Money,
        otherRevenue: z
          .record(z.string(), Money)
          .optional()
          .describe('For orders in other currencies, if there are any'),
        period: z.object({ start: Timestamp, end: Timestamp }),
      }),
      example: {
        totalOrders: 1250,
        revenue: 325750.5,
        averageOrderValue: 260.6,
        period: { start: '2023-06-01T00:00:00Z', end: '2023-06-30T23:59:59Z' },
      },
    },
  },
});

const Pending = z.object({
  success: z.literal(true),
  message: z.string(),
  exportId: z.string(),
  status: z.enum(['pending', 'done']),
});

const ready = {
  description: 'The file is ready: Location is a link to it that works for 15 minutes',
  schema: Pending,
};
const pending = { description: 'The file is being prepared: poll Location', schema: Pending };

export const exportOrdersRoute = declare({
  name: 'export-orders',
  dialect: 'orders',
  method: 'GET',
  path: '/v1/orders/export',
  summary: 'Exports matching orders as CSV, newest first; large exports are provided as a file',
  description:
    'A small export is returned at once. A large one is prepared in the background: poll `Location`, which redirects to the file when it is ready.',
  audience: 'key',
  table: 'write',
  files: 'exports',
  query: SearchQuery,
  answers: {
    200: {
      description: 'RFC 4180, UTF-8 with a byte order mark',
      contentType: 'text/csv',
      schema: z.string(),
      example:
        'Order ID,Reference ID,Customer Name,Mobile,Status,Amount,Created Date,Updated Date\r\n' +
        'ord_01kandk9hsy3rrfqq9xsnx7n6e,ORD1702345678ABCD,John Doe,+919876543210,pending,2497,' +
        '2026-11-22T15:00:00.000Z,2026-11-22T15:00:00.000Z\r\n',
    },
    202: pending,
    303: ready,
  },
});

export const getExportRoute = declare({
  name: 'get-export',
  dialect: 'orders',
  method: 'GET',
  path: '/v1/exports/{exportId}',
  summary: 'Returns whether an exported file is ready',
  description: 'Poll again after `Retry-After` seconds; a 303 redirects to the file, for a few minutes.',
  audience: 'key',
  table: 'read',
  partitions: ['EXPORT#'],
  files: 'exports',
  params: z.object({ exportId: z.string().max(100).describe('exp_…') }),
  answers: { 202: pending, 303: ready },
});

/** Sums of orders, and all orders as a file. */
export const reportRoutes = [getStatisticsRoute, exportOrdersRoute, getExportRoute];
