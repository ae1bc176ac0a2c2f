import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { isId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import type { Cancellation } from '../../events/delivery-events.ts';
import type { DeliveryStatus } from '../../events/delivery-words.ts';
import type { OrderServices } from '../../orders/changes/change-order.ts';
import type { Order } from '../../orders/order/order.ts';
import { loadOrder, orderWrites } from '../../orders/store/order-store.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { insertEvent, loadDelivery, recordEvent, replaceDelivery } from '../delivery/delivery-store.ts';
import { followDelivery } from '../delivery/follow-delivery.ts';
import { refuseDelivery } from '../delivery/refuse-delivery.ts';
import { concludeTemporary, loadTemporary, paymentStatusOf } from '../delivery/temporary-order.ts';
import { creditedEvent } from '../wallets/credit-wallet.ts';
import { type Entry, reversed } from '../wallets/entry.ts';
import { BALANCE, entryWrites } from '../wallets/ledger-store.ts';
import { amountOf, ledgerEntryOf } from './place-delivery.ts';

/** Until the package is in the agent's hands. */
export const cancellable: readonly DeliveryStatus[] = ['new', 'accepted', 'at_pickup'];

export interface DeliveryCancelling {
  deliveryId: string;
  cancellation: Cancellation;
  /** Throws when the order in its current state must not lose the delivery. */
  requireOrder?: (order: Order | undefined) => void;
}

/**
 * Cancels a delivery and refunds its price, in one transaction; then books orders that wait for money on its wallet.
 * @throws Problem delivery_refused: delivery_not_found, delivery_of_another_business, already_cancelled,
 * not_cancellable_any_more, refund_failed when its account cannot take the refund
 */
export function cancelDelivery(
  services: OrderServices,
  scope: Scope,
  { deliveryId, cancellation, requireOrder }: DeliveryCancelling,
  receipt: (delivery: Delivery, order: Order | undefined) => readonly Write[],
): Promise<Delivery> {
  const { table } = services;
  return decideAndStore(services, {
    async load() {
      const before = await loadDelivery(table, scope, deliveryId);
      const { orderId } = before;
      return { before, order: orderId === null ? undefined : await loadOrder(table, scope, orderId) };
    },
    decide({ before, order }, context) {
      requireOrder?.(order);
      if (before.status === 'cancelled') throw refuseDelivery('already_cancelled');
      if (!cancellable.includes(before.status))
        throw refuseDelivery(
          'not_cancellable_any_more',
          `An order that is {${before.status}} cannot be cancelled any more`,
        );
      const { delivery, event } = recordEvent(
        { ...before, status: 'cancelled', cancellation },
        'delivery.status_changed',
        { step: 'cancelled', details: { cancellation } },
        context.now,
      );
      const step = { deliveryId: before.id, trackingNumber: before.trackingId, status: delivery.status };
      const moved = order && followDelivery(order, step, context);
      const refund = refundOf(before, context);
      const { account } = before.payment;
      const writes = [
        ...entryWrites(scope, refund, { onlyKnownWallets: true }),
        ...(account === 'postpaid' || amountOf(before) === 0 ? [] : [creditedEvent(scope, refund, account)]),
        replaceDelivery(delivery),
        insertEvent(event),
        ...(moved && moved.events.length > 0 ? orderWrites(moved) : []),
      ];
      const answer = { ...delivery, version: delivery.version + 1 };
      return { answer, writes, receipt: receipt(delivery, moved?.order ?? order) };
    },
    // If the delivery was changed too, it may have been refunded already.
    refused: (cause) =>
      cause.failed(BALANCE) && cause.failures.length === 1
        ? refuseDelivery('refund_failed', 'The account that paid the order takes no money back', { cause })
        : undefined,
  });
}

/** Takes back the entry that paid a delivery. */
function refundOf(delivery: Delivery, { now, newId }: DecisionContext): Entry {
  const { postings, ...paid } = ledgerEntryOf(delivery);
  return {
    ...paid,
    id: newId('ledgerEntry'),
    kind: 'refund',
    postings: reversed(postings),
    at: now.toISOString(),
  };
}

/**
 * Cancels a wallet order by its temporary id: while it waits for money nothing is ever booked for it, and when it is
 * booked its delivery is cancelled.
 * @returns the id of that delivery; null when there is none
 * @throws Problem delivery_refused: temporary_order_not_found, already_cancelled, not_cancellable_any_more when it
 * failed, and what `cancelDelivery` throws
 */
export async function cancelTemporary(
  services: OrderServices,
  scope: Scope,
  id: string,
  cancellation: Cancellation,
  receipt: (deliveryId: string | null) => readonly Write[],
): Promise<string | null> {
  const deliveryId = await decideAndStore(services, {
    load: () => loadTemporary(services.table, scope, id),
    decide(order, { now }) {
      if (order.deliveryId !== null) return { answer: order.deliveryId };
      if (order.status === 'cancelled') throw refuseDelivery('already_cancelled');
      if (paymentStatusOf(order, now) === 'failed')
        throw refuseDelivery(
          'not_cancellable_any_more',
          order.failures?.map(({ message }) => message).join('; ') ??
            `The order has expired at ${order.deadline}: it was never paid`,
        );
      const writes = concludeTemporary({ ...order, status: 'cancelled', reason: cancellation.reason });
      return { answer: null, writes, receipt: receipt(null) };
    },
  });
  if (deliveryId !== null)
    await cancelDelivery(services, scope, { deliveryId: deliveryId, cancellation }, () =>
      receipt(deliveryId),
    );
  return deliveryId;
}

/** What a client names: a delivery, or a wallet order by its temporary id. */
export type NamedBooking = { deliveryId: string } | { temporaryId: string };

/**
 * The booking that two ids name, of which a delivery's goes first; a temporary id may stand in its place.
 * @throws Problem delivery_refused: order_id_missing
 */
export function bookingNamed(
  orderId: string | null | undefined,
  temporaryId: string | undefined,
): NamedBooking {
  if (isId('temporaryOrder', orderId ?? '')) return { temporaryId: orderId ?? '' };
  if (orderId) return { deliveryId: orderId };
  if (temporaryId === undefined) throw refuseDelivery('order_id_missing');
  return { temporaryId };
}

/**
 * Cancels what is named.
 * @param receipt gets what is returned
 * @returns the id of the delivery; null when there is none
 * @throws what `cancelDelivery` and `cancelTemporary` throw
 */
export async function cancelBooking(
  services: OrderServices,
  scope: Scope,
  named: NamedBooking,
  cancellation: Cancellation,
  receipt: (deliveryId: string | null) => readonly Write[],
): Promise<string | null> {
  if ('temporaryId' in named)
    return cancelTemporary(services, scope, named.temporaryId, cancellation, receipt);
  const { deliveryId } = named;
  await cancelDelivery(services, scope, { deliveryId, cancellation }, () => receipt(deliveryId));
  return deliveryId;
}
