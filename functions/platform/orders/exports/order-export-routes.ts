import * as z from 'zod';
import { declare } from '../../../../shared/http/declaration.ts';
import { orderFilters } from '../../fields/order-query.ts';

const instant = z.iso.datetime();

const OrderExportView = z.object({
  id: z.string().describe('exp_…'),
  status: z.enum(['pending', 'done']),
  rows: z.int().describe('Orders that are in the file so far'),
  createdAt: instant,
  finishedAt: instant.nullable(),
  url: z.string().nullable().describe('Where the file is, for 15 minutes; null until it is done'),
});

const shared = { dialect: 'platform', audience: 'key', stack: 'console', role: 'viewer' } as const;

export const startOrderExportRoute = declare({
  ...shared,
  name: 'start-order-export',
  method: 'POST',
  path: '/platform/v1/orders/exports',
  summary: 'Makes a CSV file of orders: those of a list, or all that match',
  description:
    'A worker writes it; poll it until it is done. A filter without `from` goes 90 days back. The file is kept for a day.',
  table: 'write',
  partitions: ['EXPORT#'],
  body: z
    .strictObject({
      orderIds: z.array(z.string().max(100)).min(1).max(1000).optional().describe('These orders'),
      filter: z
        .strictObject(orderFilters)
        .optional()
        .describe('Or all orders that match, with the filters of the list of orders'),
    })
    .refine(({ orderIds, filter }) => orderIds === undefined || filter === undefined, {
      path: ['orderIds'],
      params: { rule: 'custom' },
      message: 'or filter may be given, and not both',
    })
    .optional(),
  bodyExample: { filter: { status: 'confirmed', city: 'Bogotá' } },
  answers: { 202: { description: 'The file, on its way', schema: OrderExportView } },
});

export const getOrderExportRoute = declare({
  ...shared,
  name: 'get-order-export',
  method: 'GET',
  path: '/platform/v1/orders/exports/{id}',
  summary: 'The progress of a file of orders, and its link',
  description: 'Each answer has a link of its own.',
  table: 'read',
  partitions: ['EXPORT#'],
  files: 'exports',
  params: z.object({ id: z.string().max(100).describe('exp_…') }),
  answers: { 200: { description: 'The file', schema: OrderExportView } },
});

export const orderExportRoutes = [startOrderExportRoute, getOrderExportRoute];

/** A job with the link to its file, once there is one. */
export const viewOrderExport = (
  {
    id,
    status,
    rows = 0,
    createdAt,
    finishedAt,
  }: { id: string; status: 'pending' | 'done'; rows?: number; createdAt: string; finishedAt: string | null },
  url: string | null,
): z.input<typeof OrderExportView> => ({ id, status, rows, createdAt, finishedAt, url });
