import { liveCallsFromEnvironment } from '../../shared/calls/call/live-calls.ts';
import type { Reply } from '../../shared/http/endpoints/endpoint.ts';
import { hookEndpoint } from '../../shared/intake/hook-endpoint.ts';
import { receiveIncomingOrder as receive } from '../../shared/intake/receive-order.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { readOrder } from './read-order.ts';
import { receiveOrderRoute } from './routes.ts';
import { toOrder } from './to-order.ts';

const liveCalls = liveCallsFromEnvironment();

export const handler = hookEndpoint(receiveOrderRoute, async (request, { table, clock }) => {
  const { headers, rawBody, principal: admission, receipt } = request;
  const body = readOrder(rawBody, headers, admission.tenant.currency);
  const incoming = toOrder(body, admission.tenant, clock());
  return reply(
    await receive({ table, clock, liveCalls }, admission, incoming, (order) => receipt(reply(order))),
  );
});

const reply = ({ id, externalId, status, customer, createdAt }: Order): Reply => ({
  status: 200,
  body: {
    id: externalId,
    order_id: id,
    status,
    phone: customer.isPhoneRaw ? null : customer.phone,
    email: customer.email,
    created_at: new Date(createdAt).getTime(),
  },
});
