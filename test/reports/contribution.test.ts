import { describe, expect, test } from 'vitest';
import { statisticsChanges } from '../../shared/orders/order/contribution.ts';
import type { Order } from '../../shared/orders/order/order.ts';

type Counted = Parameters<typeof statisticsChanges>[1];

const DAY = '2026-11-22';
const order = (changes: Partial<Counted> = {}): Counted => ({
  status: 'pending',
  total: '85600',
  currency: 'COP',
  payment: { method: 'cod', status: 'unpaid', due: '85600', collected: '0', note: null },
  ...changes,
});
const paid = (status: Order['payment']['status']): Order['payment'] => ({ ...order().payment, status });
const change = (orders: number, revenue: string, currency = 'COP') => ({
  orders,
  revenue,
  day: DAY,
  currency,
});

describe('the statistics change', () => {
  test.each<[string, Counted | undefined, Counted, object[]]>([
    ['by an order and its total when it is made', undefined, order(), [change(1, '85600')]],
    [
      'by an order alone when it is made cancelled',
      undefined,
      order({ status: 'cancelled' }),
      [change(1, '0')],
    ],
    ['by nothing when an order moves on', order(), order({ status: 'delivered' }), []],
    ['by nothing when it is paid', order(), order({ payment: paid('paid') }), []],
    ['by the difference of totals', order(), order({ total: '85600.05' }), [change(0, '0.05')]],
    [
      'by its whole total when it is cancelled',
      order(),
      order({ status: 'cancelled' }),
      [change(0, '-85600')],
    ],
    ['by its whole total when it is refunded', order(), order({ status: 'refunded' }), [change(0, '-85600')]],
    [
      'by nothing more when its money goes back after that',
      order({ status: 'refunded' }),
      order({ status: 'refunded', payment: paid('refunded') }),
      [],
    ],
    [
      'by what it costs now when it comes back',
      order({ status: 'cancelled' }),
      order({ total: '9' }),
      [change(0, '9')],
    ],
    [
      'in both currencies when it changes its own',
      order(),
      order({ currency: 'USD', total: '20' }),
      [change(-1, '-85600'), change(1, '20', 'USD')],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(statisticsChanges(before, after, DAY)).toEqual(changes);
  });
});
