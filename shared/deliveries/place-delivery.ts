import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import { waitBeforeRetry } from '../adapters/dynamo/overtaken.ts';
import { newId } from '../base/ids.ts';
import type { OrderServices } from '../orders/change-order.ts';
import type { DecisionContext, Draft } from '../orders/draft.ts';
import { orderWrites } from '../orders/order-store.ts';
import { refusal } from '../serviceability/failure.ts';
import { followDelivery, tellNotCollected } from './delivered-order.ts';
import { type Booking, type Delivery, newDelivery } from './delivery.ts';
import { insertDelivery, insertEvent, newDeliveryId } from './delivery-store.ts';
import { judgeBooking } from './judge-booking.ts';
import { withDelivery } from './order-deliveries.ts';
import { recordEvent } from './record-event.ts';
import { refuseDelivery } from './refuse-delivery.ts';
import type { Entry } from './wallets/entry.ts';
import { entryWrites, type PostingTerms } from './wallets/ledger-store.ts';
import { bookingPostings, chargedAmount } from './wallets/postings.ts';

/**
 * What else happens to the order that a delivery delivers, decided on the order as it is then; it throws when the
 * order may not be delivered so.
 */
export type OrderStep = (draft: Draft, delivery: Delivery, context: DecisionContext) => Draft;

export interface Placing {
  booking: Booking;
  terms: Pick<PostingTerms, 'postpaidLimit'>;
  temporaryOrderID: string | null;
  /** Whether it waited for money since it was asked for. */
  hasWaited?: boolean;
  /** What else is to be stored with the delivery; a refusal of these writes is the caller's. */
  also: (delivery: Delivery) => readonly Write[];
  step?: OrderStep | undefined;
}

/**
 * Books a delivery and pays it, in one transaction with the entry in the ledger and the step of the order that it
 * delivers.
 * @throws Problem E151 when the wallet's money does not suffice, E142 when the credit does not, and what its order is not
 * delivered for as it stands now
 */
export async function placeDelivery(
  { table, clock }: OrderServices,
  { booking, terms, temporaryOrderID, hasWaited = false, also, step = (draft) => draft }: Placing,
): Promise<Delivery> {
  for (let times = 1; ; times++) {
    const now = clock();
    const names = {
      id: newDeliveryId(now),
      trackingID: newId('tracking', now),
      temporaryOrderID,
      transactionID: newId('ledgerEntry', now),
    };
    const waitedAs = hasWaited ? temporaryOrderID : null;
    const { delivered, collection, failures } = await judgeBooking(table, booking, now, waitedAs);
    const [failure, ...more] = failures;
    if (failure) throw refusal([failure, ...more]);
    const { delivery, event } = recordEvent(
      newDelivery({ ...booking, collection }, names, now),
      'delivery.created',
      { event: 'ORDER_CREATED' },
      now,
    );
    const payment = entryWrites(booking, entryOf(delivery), terms);
    const where = { deliveryId: delivery.id, trackingNumber: delivery.trackingID, status: delivery.status };
    const context: DecisionContext = { now, newId: (kind) => newId(kind, now) };
    const moved =
      delivered &&
      withDelivery(
        step(
          tellNotCollected(followDelivery(delivered.order, where, context), delivery, context),
          delivery,
          context,
        ),
        delivered.others,
        delivery.id,
      );
    const own = [
      ...payment,
      ...insertDelivery(delivery),
      insertEvent(event),
      // Also where it tells of nothing: two bookings of one order at a time shall not miss each other.
      ...(moved ? orderWrites(moved) : []),
    ];
    try {
      await table.transact([...own, ...also(delivery)]);
      return { ...delivery, version: 1 };
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      if (isUnpaid(error, booking))
        throw refuseDelivery(booking.payment.account === 'postpaid' ? 'E142' : 'E151', undefined, {
          cause: error,
        });
      const overtaken = error.failures.every(({ index }) => index < own.length);
      if (!overtaken) throw error;
      await waitBeforeRetry(times, error);
    }
  }
}

/** The entry that pays a delivery. */
export const entryOf = (delivery: Delivery): Entry => ({
  id: delivery.transactionID,
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

/** What a booking costs who pays it, in minor units. */
export const amountOf = (booking: Booking): number => chargedAmount(chargeOf(booking));

/** The paying account's balance is the first write, unless there is nothing to pay. */
const isUnpaid = ({ failures }: TransactionRefused, booking: Booking): boolean =>
  amountOf(booking) > 0 && failures.some(({ index }) => index === 0);
