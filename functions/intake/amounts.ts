import { Big } from 'big.js';
import { type Amount, requireAmount, sumOf } from '../../shared/orders/order/money.ts';
import { decimalsOf } from '../../shared/serviceability/pricing/money.ts';
import type { IntakeBody } from './body.ts';

export interface Amounts {
  /** The order's total: the given amount, else the items' sum less the discount. */
  total: Amount;
  /** Sum − discount − commission, when it differs from the given amount. */
  expected?: string;
}

/** @throws Problem invalid_request */
export function amountsOf({ products = [], payment, promotion }: IntakeBody, currency: string): Amounts {
  const decimals = decimalsOf(currency);
  const items = sumOf(products.map(({ price, count }) => ({ price, quantity: count })));
  if (payment?.amount === undefined) return { total: toAmount(discounted(items, promotion, decimals)) };
  const expected = discounted(payment.sum ?? items, promotion, decimals).minus(
    payment.reciver_commission ?? 0,
  );
  return {
    total: payment.amount,
    ...(!expected.eq(payment.amount) && { expected: expected.toFixed() }),
  };
}

/** An absolute discount takes precedence; one in per cent is rounded to what the currency has. */
function discounted(sum: Amount, promotion: IntakeBody['promotion'], decimals: number): Big {
  const { discount, discount_percent: percent = 0 } = promotion ?? {};
  return new Big(sum).minus(discount ?? new Big(sum).times(percent).div(100).round(decimals));
}

/** Not below zero. @throws Problem invalid_request when it exceeds the largest amount */
function toAmount(sum: Big): Amount {
  const amount = sum.lt(0) ? '0' : sum.toFixed();
  requireAmount(amount, 'payment.amount');
  return amount;
}
