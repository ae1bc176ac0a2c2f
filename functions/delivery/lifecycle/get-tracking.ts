import { required } from '../../../shared/base/env.ts';
import { loadDelivery } from '../../../shared/deliveries/delivery/delivery-store.ts';
import { finalStatuses } from '../../../shared/deliveries/delivery/transitions.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { trackingLink } from '../bookings/delivery-view.ts';
import { success } from '../fields/success.ts';
import { getTrackingRoute } from './lifecycle-routes.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = endpoint(getTrackingRoute, async ({ query, principal }, { table, clock }) => {
  const delivery = await loadDelivery(table, principal, query.orderID);
  const { id, trackingId, status } = delivery;
  return success(
    {
      orderID: id,
      trackingAvailable: status !== 'new' && !finalStatuses.includes(status),
      trackingID: trackingId,
      trackingLink: trackingLink(publicUrl, delivery),
    },
    clock(),
  );
});
