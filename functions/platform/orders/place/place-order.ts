import { Problem } from '../../../../shared/base/problem.ts';
import { liveCallsFromEnvironment } from '../../../../shared/calls/call/live-calls.ts';
import { placeAndCall } from '../../../../shared/calls/rounds/place-and-call.ts';
import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import { placeOrder } from '../../../../shared/orders/changes/place-order.ts';
import type { Order } from '../../../../shared/orders/order/order.ts';
import { viewOrderRow } from '../order-views.ts';
import { placementOf } from './place-order-body.ts';
import { placeOrderRoute } from './place-order-routes.ts';

const liveCalls = liveCallsFromEnvironment();

export const handler = endpoint(placeOrderRoute, async ({ body, principal, receipt }, { table, clock }) => {
  const placement = placementOf(body, principal);
  const stored = (order: Order) => receipt(reply(order));
  try {
    return reply(
      await (body.call
        ? placeAndCall({ table, clock, liveCalls }, principal, placement, stored)
        : placeOrder({ table, clock }, principal, placement, stored)),
    );
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'order_exists') throw thrown;
    throw new Problem('order_exists', { ...thrown.details, field: 'externalId' }, { cause: thrown });
  }
});

const reply = (order: Order): Reply => ({
  status: 201,
  body: { ...viewOrderRow(order), callId: order.rounds.confirmation?.firstCallId ?? null },
});
