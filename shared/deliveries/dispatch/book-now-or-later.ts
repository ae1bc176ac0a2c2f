import { Problem } from '../../base/problem.ts';
import type { DeliveryRefusal } from '../../events/delivery-refusals.ts';
import type { OrderServices } from '../../orders/change-order.ts';
import type { Failure } from '../../serviceability/failure.ts';
import type { ProvidersWithAddresses } from '../../serviceability/providers-with-addresses.ts';
import type { DispatchSettings } from '../../tenants/dispatch-settings.ts';
import { bookFromWallet, bookOnCredit } from '../book-delivery.ts';
import type { BookingFailure } from '../booking-failures.ts';
import type { BookingRequest } from '../booking-request.ts';
import type { OrderStep } from '../place-delivery.ts';
import type { DispatchMessage } from './booking-message.ts';
import { dispatched, dispatchStateOf } from './dispatch-rule.ts';

export interface DispatchServices extends OrderServices {
  providers: ProvidersWithAddresses;
}

/** Another writer settled the order between our reading and our writing. */
export class OrderChangedMeanwhile extends Error {}

interface Booking extends Pick<DispatchSettings, 'paymentMode'> {
  asked: BookingRequest;
  approximate: boolean;
}

/**
 * Books as the API does, in the transaction that says so on the order. Where opening hours are all that is in the way,
 * the delivery is scheduled for the next ones.
 * @throws Overtaken, Problem delivery_refused
 */
export async function bookNowOrLater(
  services: DispatchServices,
  message: DispatchMessage,
  booking: Booking,
): Promise<void> {
  try {
    await book(services, message, booking);
  } catch (thrown) {
    const opensAt = openingIn(thrown);
    if (opensAt === undefined) throw thrown;
    await book(services, message, { ...booking, asked: { ...booking.asked, scheduledAt: opensAt } });
  }
}

async function book(
  services: DispatchServices,
  { tenantId, mode, sequence }: DispatchMessage,
  { asked, paymentMode, approximate }: Booking,
): Promise<void> {
  const scope = { tenantId, mode };
  const step: OrderStep = (draft, { id: deliveryId, scheduledAt }, context) => {
    const isFree = draft.before && dispatchStateOf(draft.before, sequence) === 'free';
    if (!isFree) throw new OrderChangedMeanwhile('The order is not to be dispatched any more');
    return dispatched(draft, context, { deliveryId, scheduledAt, approximate });
  };
  const nothing = () => [];
  if (paymentMode === 'postpaid') await bookOnCredit(services, scope, asked, nothing, step);
  else {
    const purchase = { asked, walletType: 'business', mayWait: false } as const;
    await bookFromWallet(services, scope, purchase, nothing, step);
  }
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
