import type { OrderQuery } from '../../orders/lists/order-pages.ts';

/** The orders of a list that go into a file. */
export interface ExportedList {
  /** These, in this sequence, or all that meet conditions, newest first. */
  orders: readonly string[] | OrderQuery;
  /** The first instant of the day, by the tenant's clock. */
  today: Date;
  /** The tenant's clock, an IANA name. */
  timeZone: string;
}

export const areIds = (orders: ExportedList['orders']): orders is readonly string[] => Array.isArray(orders);

/** A list as a job stores it: as text, since its conditions are of many kinds. */
export const listToStore = (list: ExportedList): string => JSON.stringify(list);

/** The list of such a text. */
export function storedList(text: string): ExportedList {
  // 0.2.0 stored lists without the zone.
  const {
    orders,
    today,
    timeZone = 'UTC',
  } = JSON.parse(text) as {
    orders: string[] | (Omit<OrderQuery, 'from' | 'to'> & { from?: string; to?: string });
    today: string;
    timeZone?: string;
  };
  if (Array.isArray(orders)) return { orders, today: new Date(today), timeZone };
  const { from, to, ...conditions } = orders;
  const time = { ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) };
  return { orders: { ...conditions, ...time }, today: new Date(today), timeZone };
}
