import { simulateOrder } from '../../../../shared/calls/rounds/simulate-order.ts';
import type { TriggeredCall } from '../../../../shared/calls/rounds/trigger-call.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import type { Reply } from '../../../../shared/http/exchange.ts';
import { simulateOrderRoute } from './simulate-routes.ts';

const replyTo = ({ order, round }: TriggeredCall): Reply => ({
  status: 201,
  body: { orderId: order.id, callId: round.firstCallId, phone: order.customer.phone },
});

export const handler = endpoint(simulateOrderRoute, async ({ body, principal, receipt }, services) =>
  replyTo(await simulateOrder(services, principal, body.customer, (made) => receipt(replyTo(made)))),
);
