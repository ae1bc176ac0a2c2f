import { required } from '../../../shared/base/env.ts';
import { listDeliveries as list } from '../../../shared/deliveries/delivery/list-deliveries.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { encodeCursorIn, readCursorIn } from '../../../shared/http/list-page.ts';
import { readTimeRange } from '../fields/time-range.ts';
import { listDeliveriesRoute } from './delivery-list-routes.ts';
import { viewDeliveryRow } from './delivery-views.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = endpoint(listDeliveriesRoute, async ({ query, principal }, { table }) => {
  const { limit, cursor, ...named } = query;
  const after = cursor === undefined ? undefined : readCursorIn(named, cursor);
  const time = await readTimeRange(named, principal.timeZone);
  const { status, region, orderId } = named;
  const regionCode = region?.split(',').map((code) => code.trim());
  const filter = { status, regionCode, orderId, ...time };
  const { deliveries, next } = await list(table, principal, filter, { limit, after });
  return {
    status: 200,
    body: {
      deliveries: deliveries.map((delivery) => viewDeliveryRow(delivery, publicUrl)),
      nextCursor: next === undefined ? null : encodeCursorIn(named, next),
    },
  };
});
