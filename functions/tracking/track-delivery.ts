import { listDeliveryEvents, loadTracked } from '../../shared/deliveries/delivery/delivery-store.ts';
import { reachedStatuses } from '../../shared/deliveries/delivery/reached-status.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { publicHeaders } from '../../shared/http/public-headers.ts';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import { loadTenant } from '../../shared/tenants/tenant/tenant.ts';
import { trackingPage, unknownPage } from './page.ts';
import { trackDeliveryRoute } from './routes.ts';
import { acceptedLanguages } from './words.ts';

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `${publicHeaders()['content-security-policy']}; style-src 'unsafe-inline'`,
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
  vary: 'Accept-Language',
};

export const handler = endpoint(trackDeliveryRoute, async ({ params, headers }, { table }) => {
  const visitor = acceptedLanguages(headers['accept-language']);
  const delivery = await loadTracked(table, params.trackingID);
  if (delivery === undefined) return { status: 404, text: unknownPage(visitor), headers: pageHeaders };
  const [tenant, events, order] = await Promise.all([
    loadTenant(table, delivery.tenantId),
    listDeliveryEvents(table, delivery, delivery.id),
    delivery.orderId === null ? undefined : loadOrder(table, delivery, delivery.orderId),
  ]);
  const extras = {
    history: reachedStatuses(events),
    orderNumber: order?.number ?? delivery.merchantReference,
    visitor,
  };
  return { status: 200, text: trackingPage(delivery, extras, tenant), headers: pageHeaders };
});
