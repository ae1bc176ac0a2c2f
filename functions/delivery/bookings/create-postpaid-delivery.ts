import { bookOnCredit } from '../../../shared/deliveries/booking/book-delivery.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { providersFromEnvironment } from '../../../shared/serviceability/providers.ts';
import { success } from '../fields/success.ts';
import { createPostpaidDeliveryRoute } from './booking-routes.ts';
import { toAskedBooking } from './create-body.ts';

const providers = providersFromEnvironment();

export const handler = endpoint(
  createPostpaidDeliveryRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const now = clock();
    const reply = (orderId: string) => success({ orderId, pendingPayment: 'false' }, now);
    const { id } = await bookOnCredit(
      { table, clock, providers },
      principal,
      toAskedBooking(body),
      (booked) => (booked.kind === 'booked' ? receipt(reply(booked.delivery.id)) : []),
    );
    return reply(id);
  },
);
