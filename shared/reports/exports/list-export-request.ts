import { periodStart } from '../../orders/lists/period-days.ts';
import { localDay } from '../../time/calendar.ts';
import type { ExportRequest } from './export-job.ts';
import { areIds, type ExportedList, listToStore } from './stored-list.ts';

/** The file of a list. Conditions without a beginning start where a list that is read whole does. */
export function exportRequestOf({ orders, today, timeZone }: ExportedList, now: Date): ExportRequest {
  const from = periodStart(now);
  const bounded = areIds(orders) ? orders : { ...orders, from: orders.from ?? from };
  return {
    search: {},
    list: listToStore({ orders: bounded, today, timeZone }),
    fileName: `orders-${localDay(now, timeZone)}.csv`,
  };
}
