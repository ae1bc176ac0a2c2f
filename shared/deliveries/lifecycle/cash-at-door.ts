import { Big } from 'big.js';
import { Problem } from '../../base/problem.ts';
import type { Amount } from '../../orders/order/money.ts';
import { decimalsOf, toMajor, toMinor } from '../../serviceability/pricing/money.ts';
import { handlingFeeOn } from '../booking/collection.ts';
import type { CashTaken, Collection, Delivery } from '../delivery/delivery.ts';
import { collectionPostings, differencePostings, type Entry, surplusPostings } from '../wallets/entry.ts';
import type { CourierReport } from './details.ts';

/** The cash of one step; null where none was taken and none was to be. */
export interface CashAtDoor extends CashTaken {
  /** The part of the order's amount that it pays, in major units. */
  settles: Amount;
  /** Minor units. */
  handlingFee: number;
}

/**
 * The cash that was taken at the door. The full amount, give or take one of the smallest coins, settles the
 * collection; anything else needs a reason.
 * @throws Problem wrong_cash with the amount to collect
 */
export function cashAtDoor(
  { collection, price: { currency } }: Delivery,
  { step, cashCollected = 0, cashDifferenceReason }: CourierReport,
): CashAtDoor | null {
  const asked = step === 'delivered' ? collection : null;
  const expected = asked?.amount ?? 0;
  const taken = toMinor(cashCollected, currency);
  if (taken === 0 && expected === 0) return null;
  const wrong = () =>
    new Problem('wrong_cash', { field: 'cashCollected', expected: toMajor(expected, currency) });
  if (taken === undefined || step !== 'delivered') throw wrong();
  const reason = cashDifferenceReason ?? null;
  const kind = asked === null ? 'over' : kindOf(taken, asked);
  if (kind !== 'full' && reason === null) throw wrong();
  const cash = { kind, taken, reason, expected };
  if (asked === null) return { ...cash, settles: '0', handlingFee: 0 };
  const { handlingFee, settles } = asked;
  if (kind !== 'short') return { ...cash, settles, handlingFee };
  const part = new Big(toMajor(taken, currency)).toFixed();
  return { ...cash, settles: part, handlingFee: handlingFeeOn(taken) };
}

/** Nothing is never the full amount, be that a single coin. */
function kindOf(taken: number, { amount, unit }: Collection): CashTaken['kind'] {
  if (taken === 0 || taken < amount - unit) return 'short';
  return taken > amount + unit ? 'over' : 'full';
}

/** The entries that book cash: the collection, and any difference as an entry of its own. */
export function cashEntries(
  delivery: Delivery,
  { kind, taken, settles, handlingFee }: CashAtDoor,
  names: { newId: () => string; at: string },
): Entry[] {
  const { currency } = delivery.price;
  const settled = new Big(settles)
    .times(new Big(10).pow(decimalsOf(currency)))
    .round(0, Big.roundHalfUp)
    .toNumber();
  const entry = (of: Pick<Entry, 'kind' | 'postings'>): Entry => ({
    id: names.newId(),
    currency,
    deliveryId: delivery.id,
    at: names.at,
    ...of,
  });
  const collected = Math.min(taken, settled);
  const more = taken - settled;
  return [
    ...(collected > 0
      ? [entry({ kind: 'collection', postings: collectionPostings(collected, handlingFee) })]
      : []),
    ...(kind === 'over' ? [entry({ kind: 'cash-surplus', postings: surplusPostings(more) })] : []),
    ...(kind === 'full' && more !== 0
      ? [entry({ kind: 'cash-difference', postings: differencePostings(more) })]
      : []),
  ];
}
