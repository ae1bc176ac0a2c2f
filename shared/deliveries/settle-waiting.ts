import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import { Problem } from '../base/problem.ts';
import type { OrderServices } from '../orders/change-order.ts';
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
 * Books the orders that wait on a wallet and that its money suffices for, oldest first. Whoever adds money does this
 * afterwards, and the job that is stored with the money does what was left undone.
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

/** Nothing happens when somebody else was faster, with the order, its cash or the money. */
async function settle(services: OrderServices, order: TemporaryOrder): Promise<void> {
  try {
    await placeDelivery(services, {
      booking: order.booking,
      terms: {},
      temporaryOrderID: order.id,
      also: ({ id, transactionID }) =>
        concludeTemporary({ ...order, status: 'SUCCESS', deliveryId: id, transactionID }),
    });
  } catch (refused) {
    const isOvertaken =
      refused instanceof Problem && ['E108', 'E151'].includes(String(refused.details.ecode));
    if (!isOvertaken && !(refused instanceof TransactionRefused)) throw refused;
  }
}
