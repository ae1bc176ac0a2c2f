import * as z from 'zod';
import { formatRule } from '../../../shared/base/input/format-rule.ts';
import { OptionalTime } from '../../../shared/http/requests/date-or-time.ts';
import type { OrderSort } from '../../../shared/orders/lists/order-sorts.ts';
import { Status } from './status-words.ts';

/** A whole number written in digits: `007`, `1e2` and ` 5` are none. */
const whole = (least: number, most: number) =>
  z
    .string()
    .refine((digits) => /^(0|[1-9]\d{0,8})$/.test(digits), { ...formatRule('whole number'), abort: true })
    .transform(Number)
    .pipe(z.number().int().min(least).max(most));

const Edge = OptionalTime.describe(
  "ISO 8601, on the tenant's clock without an offset. A date alone is the whole day; an end includes the whole minute or second that it names",
);

/** The filters of a list and an export of orders. */
const searchFields = {
  status: Status.optional(),
  startDate: Edge,
  endDate: Edge,
  searchTerm: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Each word of it begins a word of the id, reference, order number, external id, e-mail address or name, in any case, with or without accents; or it is the mobile, or its last four or more digits',
    ),
};

export const SearchQuery = z.object(searchFields);
export type SearchQuery = z.output<typeof SearchQuery>;

const sorts = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  final_amount: 'total',
  status: 'status',
  name: 'name',
  mobile: 'phone',
  referenceId: 'reference',
} as const satisfies Record<string, OrderSort>;

const SortField = z.enum(Object.keys(sorts) as (keyof typeof sorts)[]).transform((name) => sorts[name]);

export const ListQuery = z.object({
  ...searchFields,
  page: whole(1, 1_000_000).optional().describe('From 1'),
  limit: whole(1, 100).optional().describe('10 when not given'),
  sortBy: SortField.optional().describe(
    'created_at when not given; others sort 250,000 orders at most, of more a 400 asks to narrow the time',
  ),
  sortDirection: z.enum(['asc', 'desc']).optional().describe('desc when not given'),
});
