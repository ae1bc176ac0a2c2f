import { type BookingResult, bookFromWallet } from '../../../shared/deliveries/booking/book-delivery.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { providersFromEnvironment } from '../../../shared/serviceability/providers.ts';
import { success } from '../fields/success.ts';
import { createWalletDeliveryRoute } from './booking-routes.ts';
import { toAskedBooking } from './create-body.ts';

const providers = providersFromEnvironment();

export const handler = endpoint(
  createWalletDeliveryRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const now = clock();
    const reply = (booked: BookingResult) => success(viewBooked(booked), now);
    const purchase = { asked: toAskedBooking(body), walletType: body.walletType, mayWait: false };
    const services = { table, clock, providers };
    return reply(await bookFromWallet(services, principal, purchase, (booked) => receipt(reply(booked))));
  },
);

const viewBooked = (booked: BookingResult) =>
  booked.kind === 'waiting'
    ? { orderID: '', pendingPayment: true, temporaryOrderID: booked.temporaryOrder.id }
    : {
        orderID: booked.delivery.id,
        pendingPayment: false,
        temporaryOrderID: booked.delivery.temporaryOrderId ?? '',
      };
