import type { Write } from '../../adapters/dynamo/expressions.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { DeliveryRefusal } from '../../events/delivery-refusals.ts';
import type { OrderServices } from '../../orders/changes/change-order.ts';
import type { Order } from '../../orders/order/order.ts';
import type { Failure } from '../../serviceability/failure.ts';
import type { ProvidersWithAddresses } from '../../serviceability/providers-with-addresses.ts';
import type { DispatchSettings } from '../../tenants/settings/dispatch-settings.ts';
import { type BookingResult, bookFromWallet, bookOnCredit } from '../booking/book-delivery.ts';
import type { BookingFailure } from '../booking/booking-failures.ts';
import type { BookingRequest } from '../booking/booking-request.ts';
import type { OrderStep } from '../booking/place-delivery.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { dispatched } from './dispatch-rule.ts';

export interface DispatchServices extends OrderServices {
  providers: ProvidersWithAddresses;
}

/** Another writer settled the order between our reading and our writing. */
export class OrderChangedMeanwhile extends Error {}

export interface DispatchBooking extends Pick<DispatchSettings, 'paymentMode'> {
  asked: BookingRequest;
  /** Whether the distance is billed to a point that represents a neighbourhood. */
  approximate: boolean;
}

/** Writes to store with the delivery. */
export interface BookingExtras {
  /** Throws when the stored order is no longer to be booked. */
  requireOrder: (order: Order) => void;
  receipt: (booked: BookedOrder) => readonly Write[];
}

/** A delivery with the order that it delivers, as its booking left it. */
export interface BookedOrder {
  delivery: Delivery;
  order: Order;
}

/**
 * Books as the API does, in the transaction that records it on the order. Where only opening hours are in the way,
 * the delivery is scheduled for the next ones.
 * @throws Problem delivery_refused, and what `requireOrder` throws
 */
export async function bookNowOrLater(
  services: DispatchServices,
  scope: Scope,
  booking: DispatchBooking,
  extras: BookingExtras,
): Promise<BookedOrder> {
  try {
    return await book(services, scope, booking, extras);
  } catch (thrown) {
    const opensAt = openingIn(thrown);
    if (opensAt === undefined) throw thrown;
    const later = { ...booking, asked: { ...booking.asked, scheduledAt: opensAt } };
    return book(services, scope, later, extras);
  }
}

async function book(
  services: DispatchServices,
  scope: Scope,
  { asked, paymentMode, approximate }: DispatchBooking,
  { requireOrder, receipt }: BookingExtras,
): Promise<BookedOrder> {
  let order: Order | undefined;
  const step: OrderStep = (draft, { id: deliveryId, scheduledAt }, context) => {
    requireOrder(draft.before ?? draft.order);
    const stepped = dispatched(draft, context, { deliveryId, scheduledAt, approximate });
    order = { ...stepped.order, version: stepped.order.version + 1 };
    return stepped;
  };
  const made = (booked: BookingResult): BookedOrder => {
    if (booked.kind === 'waiting' || order === undefined)
      throw new Error('A booking for an order was stored without its order');
    return { delivery: booked.delivery, order };
  };
  const stored = (booked: BookingResult) => receipt(made(booked));
  if (paymentMode === 'postpaid') {
    const delivery = await bookOnCredit(services, scope, asked, stored, step);
    return made({ kind: 'booked', delivery });
  }
  const purchase = { asked, walletType: 'business', mayWait: false } as const;
  return made(await bookFromWallet(services, scope, purchase, stored, step));
}

/** When the region opens, where nothing else keeps the delivery from being booked. */
function openingIn(thrown: unknown): Date | undefined {
  if (!(thrown instanceof Problem) || thrown.code !== 'delivery_refused') return undefined;
  const [only, ...others] = failuresOf(thrown);
  return only?.opensAt !== undefined && others.length === 0 ? new Date(only.opensAt) : undefined;
}

/** Why a booking was refused; where money was missing, that alone. */
export function failuresOf({ details }: Problem): readonly (BookingFailure & Pick<Failure, 'opensAt'>)[] {
  const { failures, reason, message } = details as {
    failures?: readonly Failure[];
    reason: DeliveryRefusal;
    message?: string;
  };
  return failures ?? [{ reason, rule: 'payment', ...(message !== undefined && { message }) }];
}
