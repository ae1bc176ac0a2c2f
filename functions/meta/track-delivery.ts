import { listDeliveryEvents, loadTracked } from '../../shared/deliveries/delivery-store.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { loadTenant } from '../../shared/tenants/tenant-store.ts';
import { trackingPage, unknownPage } from './tracking-page.ts';
import { trackDeliveryRoute } from './tracking-routes.ts';

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
  'x-robots-tag': 'noindex',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export const handler = endpoint(trackDeliveryRoute, async ({ params }, { table }) => {
  const delivery = await loadTracked(table, params.trackingID);
  if (delivery === undefined) return { status: 404, text: unknownPage(), headers };
  const [tenant, events] = await Promise.all([
    loadTenant(table, delivery.tenantId),
    listDeliveryEvents(table, delivery, delivery.id),
  ]);
  const history = events
    .filter(({ type }) => type !== 'delivery.noted' && type !== 'delivery.opened')
    .map(({ at, data: { status } }) => ({ at, status }));
  return { status: 200, text: trackingPage(delivery, history, tenant), headers };
});
