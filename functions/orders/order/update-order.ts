import { mayDependOnCurrency } from '../../../shared/base/input/money-text.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { updateOrder as change } from '../../../shared/orders/changes/update-order.ts';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { readInCurrency } from './money-named.ts';
import { updateOrderRoute } from './order-routes.ts';
import { paymentWordsFor } from './payment-words.ts';
import { bringsReadOnly, requireReadOnly } from './read-only.ts';
import { toUpdate } from './update-body.ts';
import { etagOf, ifMatch } from './versions.ts';

export const handler = endpoint(
  updateOrderRoute,
  async ({ params, body, rawBody, headers, principal }, services) => {
    const found =
      bringsReadOnly(body) || mayDependOnCurrency(rawBody)
        ? await loadOrder(services.table, principal, params.orderId)
        : undefined;
    // Judged before the change, in the order of the refusals: these fields never change, and those that only grow
    // (`updated_at`, the history) hold what they held, so a later state of the order judges no differently.
    if (found) requireReadOnly(body, found);
    const read = found ? readInCurrency(found.currency, rawBody) : body;
    const words = await paymentWordsFor(services.table, principal, read.updates.payment_info);
    const update = toUpdate(read, principal, words);
    const order = await change(services, principal, params.orderId, update, ifMatch(headers['if-match']));
    return {
      status: 200,
      headers: { etag: etagOf(order.version) },
      body: { success: true, message: 'Order updated successfully' },
    };
  },
);
