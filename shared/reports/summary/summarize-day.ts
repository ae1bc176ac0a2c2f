import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { type OrderStage, orderStages, stageOf } from '../../orders/rows/order-filter.ts';
import { rowsNewestFirst } from '../../orders/rows/order-rows.ts';

/** An hour of a day, from its start: orders that were created in it, and how many of them were confirmed. */
export interface HourOfDay {
  orders: number;
  confirmed: number;
}

/** The orders of one day by where they are now. */
export interface DaySummary {
  orders: number;
  /** Each is in one stage. */
  stages: Record<OrderStage, number>;
  /** Orders that were decided by or for the customer, or whose customer could not be reached. */
  decided: number;
  /** Of these, the ones that were confirmed, whatever became of them. */
  confirmed: number;
  /** From the first hour on; a day has 23 to 25. */
  hours: HourOfDay[];
}

const CONFIRMED: readonly OrderStage[] = ['confirmed', 'booked', 'out', 'delivered', 'returned'];
const UNDECIDED: readonly OrderStage[] = ['new', 'calling'];

const HOUR_MS = 3_600_000;

/** Reads the rows of the day, and no others. @param end the first instant after the day */
export async function summarizeDay(
  table: Table,
  scope: Scope,
  { start, end }: { start: Date; end: Date },
): Promise<DaySummary> {
  const hours = Math.round((end.getTime() - start.getTime()) / HOUR_MS);
  const day: DaySummary = {
    orders: 0,
    stages: Object.fromEntries(orderStages.map((stage) => [stage, 0])) as Record<OrderStage, number>,
    decided: 0,
    confirmed: 0,
    hours: Array.from({ length: hours }, () => ({ orders: 0, confirmed: 0 })),
  };
  const time = { from: start, to: new Date(end.getTime() - 1) };
  for await (const row of rowsNewestFirst(table, scope, { ...time, about: Number.POSITIVE_INFINITY })) {
    const stage = stageOf(row);
    const hour = day.hours[Math.floor((Date.parse(row.createdAt) - start.getTime()) / HOUR_MS)];
    day.orders++;
    day.stages[stage]++;
    if (!UNDECIDED.includes(stage)) day.decided++;
    if (hour) hour.orders++;
    if (!CONFIRMED.includes(stage)) continue;
    day.confirmed++;
    if (hour) hour.confirmed++;
  }
  return day;
}
