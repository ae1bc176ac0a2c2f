import { actOnOrder as act, StaleOrder } from '../../../shared/actions/act-on-order.ts';
import type { ActionResult } from '../../../shared/actions/order-command.ts';
import { Problem } from '../../../shared/base/problem.ts';
import { liveCallsFromEnvironment } from '../../../shared/calls/call/live-calls.ts';
import { endpoint, type Reply } from '../../../shared/http/endpoints/endpoint.ts';
import { providersWithAddressesFromEnvironment } from '../../../shared/serviceability/providers-with-addresses.ts';
import { actOnOrderRoute } from './action-routes.ts';
import { viewWithActions } from './order-views.ts';
import { viewTimelineEntry } from './timeline-views.ts';

const liveCalls = liveCallsFromEnvironment();
const providers = providersWithAddressesFromEnvironment();

export const handler = endpoint(
  actOnOrderRoute,
  async ({ params, body, principal, receipt }, { table, clock }) => {
    const services = { table, clock, providers, liveCalls };
    try {
      return reply(await act(services, principal, params.id, body, (acted) => receipt(reply(acted))));
    } catch (thrown) {
      if (!(thrown instanceof StaleOrder)) throw thrown;
      const changes = thrown.events.map((event) => viewTimelineEntry(event));
      throw new Problem('conflict', { version: thrown.version, changes }, { cause: thrown });
    }
  },
);

const reply = ({ order, terms, callId, deliveryId }: ActionResult): Reply => ({
  status: 200,
  body: { ...viewWithActions(order, terms), callId: callId ?? null, deliveryId: deliveryId ?? null },
});
