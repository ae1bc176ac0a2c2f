import { loadWholeOrder } from '../../../shared/actions/whole-order.ts';
import { required } from '../../../shared/base/env.ts';
import { Problem } from '../../../shared/base/problem.ts';
import { liveCallsFromEnvironment } from '../../../shared/calls/call/live-calls.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { narrowestList, readIds } from '../../../shared/webhooks/deliveries/list-webhook-deliveries.ts';
import { viewDial } from '../calls/call-views.ts';
import { viewDeliveryWithSteps, viewWaitingDelivery } from '../deliveries/delivery-views.ts';
import { getWholeOrderRoute } from './order-routes.ts';
import { viewWithActions } from './order-views.ts';
import { viewTimeline } from './timeline-views.ts';

const liveCalls = liveCallsFromEnvironment();
const publicUrl = required('PUBLIC_URL');

export const handler = endpoint(getWholeOrderRoute, async ({ params, principal }, { table, clock }) => {
  const now = clock();
  const webhooks = narrowestList(principal, { orderId: params.id });
  const [whole, { ids }] = await Promise.all([
    loadWholeOrder(table, principal, params.id, liveCalls, now),
    readIds(table, webhooks, { after: undefined, limit: 100, newestFirst: true }),
  ]);
  if (whole === undefined) throw new Problem('order_not_found');
  const { order, terms, calls, deliveries, waiting, timeline } = whole;
  return {
    status: 200,
    body: {
      ...viewWithActions(order, terms),
      calls: calls.map(viewDial),
      deliveries: deliveries.map(({ delivery, events }) =>
        viewDeliveryWithSteps(delivery, events, publicUrl),
      ),
      waitingDeliveries: waiting.map((temporary) => viewWaitingDelivery(temporary, now)),
      webhookDeliveryIds: ids,
      timeline: viewTimeline(timeline),
    },
  };
});
