import type { Amount } from '../../orders/order/money.ts';
import { toCash } from '../../serviceability/pricing/cash.ts';
import type { Collection } from '../delivery/delivery.ts';

/** Of each collection, in percent: "a handling fee of 3% on your business charges". */
const FEE_PERCENT = 3;

/** Our fee on cash, both in minor units; half a unit is rounded up. */
export const handlingFeeOn = (cash: number): number => Math.floor((cash * FEE_PERCENT + 50) / 100);

/**
 * The cash to collect at the door to settle an amount: the nearest that coins pay, with our fee out of it. Null where that
 * is nothing.
 * @param unit the smallest amount that coins pay, in minor units
 */
export function collectionOf(settles: Amount, currency: string, unit: number): Collection | null {
  const amount = toCash(settles, currency, unit);
  return amount > 0 ? { amount, handlingFee: handlingFeeOn(amount), settles, unit } : null;
}
