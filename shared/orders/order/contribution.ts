import { Big } from 'big.js';
import type { StatisticsChange } from '../../events/statistics-change.ts';
import type { Amount } from './money.ts';
import type { Order } from './order.ts';

type Counted = Pick<Order, 'status' | 'total' | 'currency' | 'payment'>;

/** An order counts as one forever; its total is revenue until it is cancelled or refunded. */
function contributionOf({ status, total, payment }: Counted): { orders: 1; revenue: Amount } {
  const isLost = status === 'cancelled' || status === 'refunded' || payment.status === 'refunded';
  return { orders: 1, revenue: isLost ? '0' : total };
}

/**
 * The change of the statistics when an order is replaced by its next version: mostly none. A change of currency takes the
 * order out of one sum and puts it into another.
 * @param before undefined for a new order
 */
export function statisticsChanges(
  before: Counted | undefined,
  after: Counted,
  day: string,
): StatisticsChange[] {
  const now = { ...contributionOf(after), day, currency: after.currency };
  if (before === undefined) return [now];
  const then = contributionOf(before);
  if (before.currency !== after.currency)
    return [{ orders: -1, revenue: negative(then.revenue), day, currency: before.currency }, now];
  const revenue = new Big(now.revenue).minus(then.revenue);
  return revenue.eq(0) ? [] : [{ orders: 0, revenue: revenue.toFixed(), day, currency: after.currency }];
}

const negative = (amount: Amount): string => new Big(amount).times(-1).toFixed();
