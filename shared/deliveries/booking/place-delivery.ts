import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { TransactionRefused } from '../../adapters/dynamo/errors.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { OrderServices } from '../../orders/changes/change-order.ts';
import type { Draft } from '../../orders/order/draft.ts';
import { orderWrites } from '../../orders/store/order-store.ts';
import { refusal } from '../../serviceability/failure.ts';
import { type Booking, type Delivery, newDelivery } from '../delivery/delivery.ts';
import { insertDelivery, insertEvent, newDeliveryId, recordEvent } from '../delivery/delivery-store.ts';
import { followDelivery, recordNotCollected } from '../delivery/follow-delivery.ts';
import { withDelivery } from '../delivery/order-deliveries.ts';
import { refuseDelivery } from '../delivery/refuse-delivery.ts';
import { bookingPostings, chargedAmount, type Entry } from '../wallets/entry.ts';
import { BALANCE, entryWrites, type PostingTerms } from '../wallets/ledger-store.ts';
import { type BookingJudgement, judgeBooking } from './judge-booking.ts';

/**
 * A further change of the order that is delivered, decided on the order's current state; it throws when the
 * order may not be delivered.
 */
export type OrderStep = (draft: Draft, delivery: Delivery, context: DecisionContext) => Draft;

/** A booking on its way to a delivery. */
export interface PlacementRequest {
  booking: Booking;
  terms: Pick<PostingTerms, 'postpaidLimit'>;
  temporaryOrderId: string | null;
  step?: OrderStep | undefined;
}

/** Writes to store together with a delivery that is placed. */
export interface PlacementExtras {
  extraWrites?: (delivery: Delivery) => readonly Write[];
  receipt: (delivery: Delivery) => readonly Write[];
}

/**
 * Books a delivery and pays it, in one transaction with the entry in the ledger and the step of the order that it
 * delivers.
 * @throws Problem delivery_refused: wallet_balance_too_low or credit_limit_exceeded, and the reasons why its order cannot
 * be delivered now
 */
export function placeDelivery(
  services: OrderServices,
  placing: PlacementRequest,
  { extraWrites = () => [], receipt }: PlacementExtras,
): Promise<Delivery> {
  const { table, clock } = services;
  return decideAndStore(services, {
    load: () => judgeBooking(table, placing.booking, clock(), null),
    decide(judged, context) {
      const { delivery, writes } = decidePlacing(judged, placing, context);
      return {
        answer: { ...delivery, version: 1 },
        writes: [...writes, ...extraWrites(delivery)],
        receipt: receipt(delivery),
      };
    },
    refused: (refusal) => insufficientFunds(refusal, placing.booking),
  });
}

/**
 * A new delivery, and all writes that belong to it.
 * @throws Problem delivery_refused when its order cannot be delivered
 */
export function decidePlacing(
  { delivered, collection, failures }: BookingJudgement,
  { booking, terms, temporaryOrderId, step = (draft) => draft }: PlacementRequest,
  context: DecisionContext,
): { delivery: Delivery; writes: Write[] } {
  const [failure, ...more] = failures;
  if (failure) throw refusal([failure, ...more]);
  const { now, newId } = context;
  const names = {
    id: newDeliveryId(now),
    trackingId: newId('tracking'),
    temporaryOrderId,
    ledgerEntryId: newId('ledgerEntry'),
  };
  const { delivery, events } = bookedDelivery(newDelivery({ ...booking, collection }, names, now), now);
  const where = { deliveryId: delivery.id, trackingNumber: delivery.trackingId, status: delivery.status };
  const moved =
    delivered &&
    withDelivery(
      step(
        recordNotCollected(followDelivery(delivered.order, where, context), delivery, context),
        delivery,
        context,
      ),
      delivered.others,
      delivery.id,
    );
  const writes = [
    ...entryWrites(booking, ledgerEntryOf(delivery), terms),
    ...insertDelivery(delivery),
    ...events.map(insertEvent),
    // Even when nothing about it changes: two bookings of one order at the same time must see each other.
    ...(moved ? orderWrites(moved) : []),
  ];
  return { delivery, writes };
}

/** A new delivery with the events that receivers are notified about: that it was created, and its first status. */
function bookedDelivery(booked: Delivery, now: Date) {
  const created = recordEvent(booked, 'delivery.created', { step: 'created' }, now);
  const { delivery, event } = recordEvent(created.delivery, 'delivery.opened', { step: 'opened' }, now);
  return { delivery, events: [created.event, event] };
}

/** The refusal for insufficient balance or credit. */
export const insufficientFunds = (cause: TransactionRefused, { payment }: Booking) =>
  cause.failed(BALANCE) &&
  refuseDelivery(
    payment.account === 'postpaid' ? 'credit_limit_exceeded' : 'wallet_balance_too_low',
    undefined,
    { cause },
  );

/** The entry that pays a delivery. */
export const ledgerEntryOf = (delivery: Delivery): Entry => ({
  id: delivery.ledgerEntryId,
  kind: 'booking',
  currency: delivery.price.currency,
  deliveryId: delivery.id,
  postings: bookingPostings(chargeOf(delivery)),
  at: delivery.createdAt,
});

const chargeOf = ({ price: { net, tax }, payment: { account, discount } }: Booking) => ({
  account,
  net,
  tax,
  discount,
});

/** The amount charged for a booking, in minor units. */
export const amountOf = (booking: Booking): number => chargedAmount(chargeOf(booking));
