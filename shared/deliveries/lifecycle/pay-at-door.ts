import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { change, type Draft, record } from '../../orders/order/draft.ts';
import { paymentAfterCash } from '../../orders/order/payment.ts';
import { stateOf } from '../../orders/order/snapshot.ts';
import { toMajor } from '../../serviceability/pricing/money.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { CashAtDoor } from './cash-at-door.ts';

/** The order's payment after the cash at the door; too little or too much cash is reported with its reason. */
export function payAtDoor(
  draft: Draft,
  delivery: Delivery,
  cash: CashAtDoor,
  context: DecisionContext,
): Draft {
  const paid = cash.settles === '0' ? draft : recordPayment(draft, cash, context);
  if (cash.kind === 'full') return paid;
  const { currency } = delivery.price;
  const { kind, expected, taken, reason } = cash;
  return record(paid, context, 'order.cash_differs', {
    kind,
    expected: toMajor(expected, currency),
    taken: toMajor(taken, currency),
    currency,
    reason,
    deliveryId: delivery.id,
  });
}

function recordPayment(draft: Draft, { settles }: CashAtDoor, context: DecisionContext): Draft {
  const { order } = draft;
  const payment = paymentAfterCash(order.payment, settles, order.total);
  const changed = change(draft, context, { payment });
  return record(changed, context, 'order.payment_changed', {
    from: order.payment.status,
    to: payment.status,
    method: payment.method,
    due: payment.due,
    collected: payment.collected,
    currency: order.currency,
    paymentId: payment.note?.paymentId ?? null,
    order: stateOf(changed.order),
  });
}
