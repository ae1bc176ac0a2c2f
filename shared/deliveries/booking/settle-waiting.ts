import { type DecisionContext, decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { OrderServices } from '../../orders/changes/change-order.ts';
import { draftOf } from '../../orders/order/draft.ts';
import { orderWrites } from '../../orders/store/order-store.ts';
import type { Failure } from '../../serviceability/failure.ts';
import {
  concludeTemporary,
  loadTemporary,
  paymentStatusOf,
  type TemporaryOrder,
  type WalletBalanceKey,
  waitingPartition,
  walletToCharge,
} from '../delivery/temporary-order.ts';
import { loadBalance } from '../wallets/ledger-store.ts';
import { recordBookingFailure } from './booking-failures.ts';
import type { Delivered } from './booking-rule.ts';
import { judgeBooking } from './judge-booking.ts';
import { amountOf, decidePlacing, insufficientFunds } from './place-delivery.ts';

/**
 * Books the orders that wait on a wallet, oldest first, as far as its balance allows; those that can no longer be
 * delivered are given up. It runs after money was added; if that process dies, the job that was stored with the money
 * finishes the work.
 */
export async function settleWaiting(services: OrderServices, wallet: WalletBalanceKey): Promise<void> {
  const { table, clock } = services;
  const { account, currency } = wallet;
  let balance = await loadBalance(table, wallet, account, currency);
  for await (const { sk } of table.all({ pk: waitingPartition(wallet) })) {
    const order = await loadTemporary(table, wallet, sk);
    if (paymentStatusOf(order, clock()) !== 'waiting' || amountOf(order.booking) > balance) continue;
    await bookOrGiveUp(services, order);
    balance = await loadBalance(table, wallet, account, currency);
  }
}

/**
 * A wallet order with what money that came meanwhile has made of it; the job of that money may still be on its way.
 * @throws Problem delivery_refused: temporary_order_not_found
 */
export async function settledByNow(
  services: OrderServices,
  scope: Scope,
  id: string,
): Promise<TemporaryOrder> {
  const { table, clock } = services;
  const order = await loadTemporary(table, scope, id);
  if (paymentStatusOf(order, clock()) !== 'waiting') return order;
  await settleWaiting(services, walletToCharge(order.booking));
  return loadTemporary(table, scope, id);
}

/** Books it or gives it up; nothing happens when another writer was faster, with the order or with the money. */
async function bookOrGiveUp(services: OrderServices, { id, ...waiting }: TemporaryOrder): Promise<void> {
  const { table, clock } = services;
  try {
    await decideAndStore(services, {
      async load() {
        const order = await loadTemporary(table, waiting, id);
        const isPending = paymentStatusOf(order, clock()) === 'waiting';
        return { order, judged: isPending && (await judgeBooking(table, order.booking, clock(), id)) };
      },
      decide({ order, judged }, context) {
        if (!judged) return { answer: undefined };
        const { delivered, failures } = judged;
        if (failures.length > 0 && delivered)
          return { answer: undefined, writes: givingUp(order, delivered, failures, context) };
        const placing = { booking: order.booking, terms: {}, temporaryOrderId: id };
        const { delivery, writes } = decidePlacing(judged, placing, context);
        const paid = { deliveryId: delivery.id, ledgerEntryId: delivery.ledgerEntryId };
        const concluded = concludeTemporary({ ...order, status: 'booked', ...paid });
        return { answer: undefined, writes: [...writes, ...concluded] };
      },
      refused: (refusal) => insufficientFunds(refusal, waiting.booking),
    });
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.details.reason !== 'wallet_balance_too_low') throw thrown;
  }
}

/** The writes that give up a waiting order without a delivery, and record it on the timeline. */
function givingUp(
  temporary: TemporaryOrder,
  { order }: Delivered,
  failures: readonly Failure[],
  context: DecisionContext,
): Write[] {
  const draft = recordBookingFailure(draftOf(order), context, failures, { temporaryOrderId: temporary.id });
  return [...concludeTemporary({ ...temporary, status: 'failed', failures }), ...orderWrites(draft)];
}
