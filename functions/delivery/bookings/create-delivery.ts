import { required } from '../../../shared/base/env.ts';
import {
  type BookingResult,
  bookFromWallet,
  bookOnCredit,
} from '../../../shared/deliveries/booking/book-delivery.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { providersFromEnvironment } from '../../../shared/serviceability/providers.ts';
import { success } from '../fields/success.ts';
import { createDeliveryRoute } from './booking-routes.ts';
import { toAskedBooking } from './create-body.ts';
import { trackingLink } from './delivery-view.ts';

const publicUrl = required('PUBLIC_URL');
const providers = providersFromEnvironment();

export const handler = endpoint(
  createDeliveryRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const services = { table, clock, providers };
    const now = clock();
    const asked = toAskedBooking(body);
    const reply = (booked: BookingResult) => success(viewBooked(booked), now);
    if (body.paymentMode === 'postpaid') {
      const delivery = await bookOnCredit(services, principal, asked, (booked) => receipt(reply(booked)));
      return reply({ kind: 'booked', delivery });
    }
    const purchase = { asked, walletType: body.walletType ?? 'business', mayWait: true };
    return reply(await bookFromWallet(services, principal, purchase, (booked) => receipt(reply(booked))));
  },
);

function viewBooked(booked: BookingResult) {
  if (booked.kind === 'waiting')
    return {
      orderID: '',
      pendingPayment: true,
      temporaryOrderID: booked.temporaryOrder.id,
      trackingLink: '',
    };
  const { delivery } = booked;
  return {
    orderID: delivery.id,
    pendingPayment: false,
    temporaryOrderID: delivery.temporaryOrderId ?? '',
    trackingLink: trackingLink(publicUrl, delivery),
  };
}
