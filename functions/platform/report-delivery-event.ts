import { Problem, type ProblemIssue } from '../../shared/base/problem.ts';
import type { Delivery } from '../../shared/deliveries/delivery.ts';
import type { CourierReport } from '../../shared/deliveries/lifecycle/details.ts';
import { reportEvent } from '../../shared/deliveries/lifecycle/report-event.ts';
import { allowedEvents } from '../../shared/deliveries/transitions.ts';
import { endpoint, type Reply } from '../../shared/http/endpoints/endpoint.ts';
import { reportDeliveryEventRoute } from './courier-routes.ts';

const reply = ({ id, status, isReadyToShip }: Delivery): Reply => ({
  status: 200,
  body: { orderID: id, status, allowed: allowedEvents(status, isReadyToShip) },
});

export const handler = endpoint(
  reportDeliveryEventRoute,
  async ({ params, body, principal, receipt }, { table, clock }) => {
    try {
      const services = { table, clock };
      return reply(
        await reportEvent(services, principal, params.orderID, body, requireDetails(body), (delivery) =>
          receipt(reply(delivery)),
        ),
      );
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === 'delivery_refused')
        throw new Problem('not_found', {}, { cause: thrown });
      throw thrown;
    }
  },
);

/** The fields that a step cannot do without. They are asked for once it is known that the step may happen. */
function requireDetails({ event, agent, reasonCode, warehouse, scheduledAt }: CourierReport): () => void {
  return () => {
    const missing: ProblemIssue[] = [];
    const require = (field: string, value: unknown) => {
      if (value === undefined) missing.push({ field, rule: 'required' });
    };
    if (event === 'AGENT_ACCEPTED_ORDER') require('agent', agent);
    if (event === 'RETURN_INITIATED') require('reasonCode', reasonCode);
    if (event.startsWith('WAREHOUSE_')) require('warehouse', warehouse);
    if (event === 'RESCHEDULED') require('scheduledAt', scheduledAt);
    if (missing.length > 0) throw new Problem('invalid_request', { issues: missing });
  };
}
