import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import { waitBeforeRetry } from '../adapters/dynamo/overtaken.ts';
import { newId } from '../base/ids.ts';
import type { Scope } from '../base/scope.ts';
import type { OrderServices } from '../orders/change-order.ts';
import { loadOrder, orderWrites } from '../orders/order-store.ts';
import { followDelivery } from './delivered-order.ts';
import type { Cancellation, Delivery, DeliveryStatus } from './delivery.ts';
import { insertEvent, loadDelivery, replaceDelivery } from './delivery-store.ts';
import { amountOf, entryOf } from './place-delivery.ts';
import { recordEvent } from './record-event.ts';
import { refuseDelivery } from './refuse-delivery.ts';
import { creditedEvent } from './wallets/credit-wallet.ts';
import { type Entry, reversed } from './wallets/entry.ts';
import { entryWrites } from './wallets/ledger-store.ts';

/** Until the package is in the agent's hands. */
const cancellable: readonly DeliveryStatus[] = ['NEW', 'STARTED', 'PICKUPREACHED'];

/**
 * Cancels a delivery and gives back what it cost, in one transaction; what waits for money on its wallet is booked then.
 * @throws Problem E101, E106, E102, E110, E111 when what it was paid from takes no money back
 */
export async function cancelDelivery(
  { table, clock }: OrderServices,
  scope: Scope,
  { orderID, cancellation }: { orderID: string; cancellation: Cancellation },
  receipt: (delivery: Delivery) => readonly Write[],
): Promise<Delivery> {
  for (let times = 1; ; times++) {
    const before = await loadDelivery(table, scope, orderID);
    if (before.status === 'CANCELLED') throw refuseDelivery('E102');
    if (!cancellable.includes(before.status))
      throw refuseDelivery('E110', `An order that is ${before.status} cannot be cancelled any more`);
    const now = clock();
    const { delivery, event } = recordEvent(
      { ...before, status: 'CANCELLED', cancellation },
      'delivery.status_changed',
      {
        event: 'ORDER_CANCELLED',
        additionalProperties: [{ type: 'cancellationDetails', data: cancellation }],
        notice: { ...cancellation },
      },
      now,
    );
    const order = before.orderId === null ? undefined : await loadOrder(table, scope, before.orderId);
    const step = { deliveryId: before.id, trackingNumber: before.trackingID, status: delivery.status };
    const moved = order && followDelivery(order, step, { now, newId: (kind) => newId(kind, now) });
    const refund = refundOf(before, now);
    const { account } = before.payment;
    const own = [
      ...entryWrites(scope, refund, { onlyKnownWallets: true }),
      ...(account === 'postpaid' || amountOf(before) === 0 ? [] : [creditedEvent(scope, refund, account)]),
      replaceDelivery(delivery),
      insertEvent(event),
      ...(moved && moved.events.length > 0 ? orderWrites(moved) : []),
    ];
    try {
      await table.transact([...own, ...receipt(delivery)]);
      return { ...delivery, version: delivery.version + 1 };
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      const { failures } = error;
      const overtaken = failures.every(({ index }) => index < own.length);
      const isOnlyRefund = failures.length === 1 && failures[0]?.index === 0;
      if (isOnlyRefund && amountOf(before) > 0)
        throw refuseDelivery('E111', 'The account that paid the order takes no money back', { cause: error });
      if (!overtaken) throw error;
      await waitBeforeRetry(times, error);
    }
  }
}

/** Takes back the entry that paid a delivery. */
function refundOf(delivery: Delivery, now: Date): Entry {
  const { postings, ...paid } = entryOf(delivery);
  return {
    ...paid,
    id: newId('ledgerEntry', now),
    kind: 'refund',
    postings: reversed(postings),
    at: now.toISOString(),
  };
}
