import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import { waitBeforeRetry } from '../adapters/dynamo/overtaken.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { OrderServices } from '../orders/change-order.ts';
import { draftOf, record } from '../orders/draft.ts';
import { orderWrites } from '../orders/order-store.ts';
import type { Failure } from '../serviceability/failure.ts';
import type { Delivered } from './booking-rule.ts';
import { judgeBooking } from './judge-booking.ts';
import { amountOf, placeDelivery } from './place-delivery.ts';
import {
  concludeTemporary,
  loadTemporary,
  paymentStatusOf,
  type TemporaryOrder,
  type WalletBalanceKey,
  waitingPartition,
} from './temporary-order.ts';
import { loadBalance } from './wallets/ledger-store.ts';

/**
 * Books the orders that wait on a wallet and that its money suffices for, oldest first; those that are not to be
 * delivered any more are given up. Whoever adds money does this afterwards, and the job that is stored with the money
 * does what was left undone.
 */
export async function settleWaiting(services: OrderServices, purse: WalletBalanceKey): Promise<void> {
  const { table, clock } = services;
  const { account, currency } = purse;
  let balance = await loadBalance(table, purse, account, currency);
  for await (const { sk } of table.all({ pk: waitingPartition(purse) })) {
    const order = await loadTemporary(table, purse, sk);
    if (paymentStatusOf(order, clock()) !== 'PENDING' || amountOf(order.booking) > balance) continue;
    await settle(services, order);
    balance = await loadBalance(table, purse, account, currency);
  }
}

/** Judges it again whenever its order changes under it, until it is booked, given up, or somebody else was faster. */
async function settle(services: OrderServices, given: TemporaryOrder): Promise<void> {
  const { table, clock } = services;
  for (let times = 1; ; times++) {
    const order = await loadTemporary(table, given, given.id);
    const now = clock();
    if (paymentStatusOf(order, now) !== 'PENDING') return;
    const { delivered, failures } = await judgeBooking(table, order.booking, now, order.id);
    try {
      return failures.length > 0 && delivered
        ? await table.transact(givingUp(order, delivered, failures, now))
        : await book(services, order);
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === 'delivery_refused') {
        if (thrown.details.ecode === 'E151') return;
        // The order changed after it was judged: the next judgement tells how.
        await waitBeforeRetry(times, thrown);
      } else if (thrown instanceof TransactionRefused) await waitBeforeRetry(times, thrown);
      else throw thrown;
    }
  }
}

async function book(services: OrderServices, order: TemporaryOrder): Promise<void> {
  await placeDelivery(services, {
    booking: order.booking,
    terms: {},
    temporaryOrderID: order.id,
    hasWaited: true,
    also: ({ id, transactionID }) =>
      concludeTemporary({ ...order, status: 'SUCCESS', deliveryId: id, transactionID }),
  });
}

/** The writes that end the waiting of an order without a delivery, as its timeline tells. */
function givingUp(temporary: TemporaryOrder, { order }: Delivered, failures: readonly Failure[], now: Date) {
  const told = failures.map(({ code, rule, message }) => ({ code, rule, message }));
  const reason = told.map(({ message }) => message).join('; ');
  const context = { now, newId: (kind: Parameters<typeof newId>[0]) => newId(kind, now) };
  const draft = record(draftOf(order), context, 'order.dispatch_failed', {
    failures: told,
    temporaryOrderID: temporary.id,
  });
  return [...concludeTemporary({ ...temporary, status: 'FAILED', reason }), ...orderWrites(draft)];
}
