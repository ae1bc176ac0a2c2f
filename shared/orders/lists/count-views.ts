import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { isInView, type OrderView, orderViews } from '../rows/order-filter.ts';
import { rowsNewestFirst } from '../rows/order-rows.ts';

/** How many orders of a period belong to each view; reads the rows of the period. */
export async function countViews(
  table: Table,
  scope: Scope,
  period: { from: Date | undefined; to: Date | undefined },
  today: Date,
): Promise<Record<OrderView, number>> {
  const counts = Object.fromEntries(orderViews.map((view) => [view, 0])) as Record<OrderView, number>;
  const rows = rowsNewestFirst(table, scope, { ...period, about: Number.POSITIVE_INFINITY });
  for await (const row of rows) for (const view of orderViews) if (isInView(row, view, today)) counts[view]++;
  return counts;
}
