import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { OrderServices } from '../../orders/changes/change-order.ts';
import { draftOf } from '../../orders/order/draft.ts';
import { orderWrites } from '../../orders/store/order-store.ts';
import { refusal } from '../../serviceability/failure.ts';
import { decimalsOf } from '../../serviceability/pricing/money.ts';
import type { ServiceabilityProviders } from '../../serviceability/providers.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import type { Booking, Delivery } from '../delivery/delivery.ts';
import { withDelivery } from '../delivery/order-deliveries.ts';
import { refuseDelivery } from '../delivery/refuse-delivery.ts';
import {
  insertTemporary,
  PAYMENT_MINUTES,
  type TemporaryOrder,
  walletToCharge,
} from '../delivery/temporary-order.ts';
import { type WalletType, walletOf } from '../wallets/account.ts';
import { loadBalance } from '../wallets/ledger-store.ts';
import type { BookingRequest } from './booking-request.ts';
import { judgeBooking } from './judge-booking.ts';
import { amountOf, type OrderStep, placeDelivery } from './place-delivery.ts';
import { prepareBooking } from './prepare-booking.ts';
import { settleWaiting } from './settle-waiting.ts';

export interface BookingServices extends OrderServices {
  providers: ServiceabilityProviders;
}

/** How a booking ended: booked, or waiting for money. */
export type BookingResult =
  | { kind: 'booked'; delivery: Delivery }
  | { kind: 'waiting'; temporaryOrder: TemporaryOrder };

/** Writes to store together with what was booked. */
type Receipt = (booked: BookingResult) => readonly Write[];

/**
 * Books a delivery on credit.
 * @throws Problem delivery_refused: credit_not_granted, credit_limit_exceeded, and every rule that is broken
 */
export async function bookOnCredit(
  services: BookingServices,
  scope: Scope,
  asked: BookingRequest,
  receipt: Receipt,
  step?: OrderStep,
): Promise<Delivery> {
  const { table, providers, clock } = services;
  const { booking: prepared, tenant } = await prepareBooking(table, providers, scope, asked, clock());
  if (!tenant.postpaid.enabled) throw refuseDelivery('credit_not_granted');
  const booking: Booking = { ...prepared, payment: { ...prepared.payment, account: 'postpaid' } };
  const terms = { postpaidLimit: limitIn(booking.price.currency, tenant) };
  return placeDelivery(
    services,
    { booking, terms, temporaryOrderId: null, step },
    { receipt: (delivery) => receipt({ kind: 'booked', delivery }) },
  );
}

/** The limit in minor units; nothing may be owed in another currency than the tenant's own. */
const limitIn = (currency: string, { postpaid, currency: own }: Tenant): number =>
  currency === own ? Math.round(postpaid.limit * 10 ** decimalsOf(currency)) : 0;

export interface Purchase {
  asked: BookingRequest;
  walletType: WalletType;
  /** Whether the order waits when the wallet has not enough money. */
  mayWait: boolean;
}

/**
 * Books a delivery from a wallet, or lets it wait for money.
 * @throws Problem delivery_refused: wallet_balance_too_low when it may not wait, and every rule that is broken
 */
export async function bookFromWallet(
  services: BookingServices,
  scope: Scope,
  { asked, walletType, mayWait }: Purchase,
  receipt: Receipt,
  step?: OrderStep,
): Promise<BookingResult> {
  const { table, providers, clock } = services;
  const now = clock();
  const { booking: prepared } = await prepareBooking(table, providers, scope, asked, now);
  const account = walletOf(walletType, prepared.userId);
  const booking: Booking = { ...prepared, payment: { ...prepared.payment, account } };
  const temporaryOrder = createTemporary(booking, now);
  try {
    const delivery = await placeDelivery(
      services,
      { booking, terms: {}, temporaryOrderId: temporaryOrder.id, step },
      {
        extraWrites: ({ id: deliveryId, ledgerEntryId }) =>
          insertTemporary({ ...temporaryOrder, status: 'booked', deliveryId, ledgerEntryId }),
        receipt: (placed) => receipt({ kind: 'booked', delivery: placed }),
      },
    );
    return { kind: 'booked', delivery };
  } catch (refused) {
    const isBalanceTooLow = refused instanceof Problem && refused.details.reason === 'wallet_balance_too_low';
    if (!isBalanceTooLow || !mayWait || amountOf(booking) === 0) throw refused;
    const waiting = await storeWaiting(services, temporaryOrder, receipt);
    // Money that came in between found no order that waited for it.
    const balance = await loadBalance(table, scope, account, booking.price.currency);
    if (balance >= amountOf(booking)) await settleWaiting(services, walletToCharge(booking));
    return waiting;
  }
}

/**
 * Lets a booking wait, and records that on the order that it delivers.
 * @throws Problem delivery_refused when that order may no longer be delivered
 */
function storeWaiting(
  services: BookingServices,
  asked: TemporaryOrder,
  receipt: Receipt,
): Promise<BookingResult> {
  const { table, clock } = services;
  return decideAndStore(services, {
    load: () => judgeBooking(table, asked.booking, clock(), null),
    decide({ delivered, collection, failures }) {
      const [failure, ...more] = failures;
      if (failure) throw refusal([failure, ...more]);
      const temporaryOrder = { ...asked, booking: { ...asked.booking, collection } };
      const waiting: BookingResult = { kind: 'waiting', temporaryOrder };
      const known = delivered && withDelivery(draftOf(delivered.order), delivered.others, asked.id);
      const writes = [...insertTemporary(temporaryOrder), ...(known ? orderWrites(known) : [])];
      return { answer: waiting, writes, receipt: receipt(waiting) };
    },
  });
}

const createTemporary = (booking: Booking, now: Date): TemporaryOrder => ({
  tenantId: booking.tenantId,
  mode: booking.mode,
  id: newId('temporaryOrder', now),
  booking,
  status: 'waiting',
  deliveryId: null,
  ledgerEntryId: null,
  createdAt: now.toISOString(),
  deadline: new Date(now.getTime() + PAYMENT_MINUTES * 60_000).toISOString(),
  version: 1,
});
