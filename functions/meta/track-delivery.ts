import { loadTracked } from '../../shared/deliveries/delivery-store.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/problem.ts';
import { trackingPage } from './tracking-page.ts';
import { trackDelivery } from './tracking-routes.ts';

export const handler = endpoint(trackDelivery, async ({ params }, { table }) => {
  const delivery = await loadTracked(table, params.trackingID);
  if (delivery === undefined) throw new Problem('not_found');
  return {
    status: 200,
    text: trackingPage(delivery),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
    },
  };
});
