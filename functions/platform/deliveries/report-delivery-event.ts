import { Problem, type ProblemIssue } from '../../../shared/base/problem.ts';
import type { Delivery } from '../../../shared/deliveries/delivery/delivery.ts';
import { allowedSteps } from '../../../shared/deliveries/delivery/transitions.ts';
import type { CourierReport } from '../../../shared/deliveries/lifecycle/details.ts';
import { type IllegalMove, reportEvent } from '../../../shared/deliveries/lifecycle/report-event.ts';
import type { CourierStep } from '../../../shared/events/delivery-words.ts';
import { statusNames, stepNames } from '../../../shared/http/dialects/delivery-words.ts';
import { endpoint, type Reply } from '../../../shared/http/endpoints/endpoint.ts';
import { formatWithOffset } from '../../../shared/time/offset.ts';
import { startOf } from '../../../shared/time/read-instant.ts';
import { asNotFound } from './as-not-found.ts';
import { reportDeliveryEventRoute } from './courier-routes.ts';

const namesOf = (steps: readonly CourierStep[]): string[] => steps.map((step) => stepNames[step]);

const reply = ({ id, status, isReadyToShip }: Delivery): Reply => ({
  status: 200,
  body: {
    orderID: id,
    status: statusNames[status],
    allowed: namesOf(allowedSteps(status, isReadyToShip)),
  },
});

export const handler = endpoint(
  reportDeliveryEventRoute,
  async ({ params, body, principal, receipt }, { table, clock }) => {
    const { event: step, scheduledAt: written, ...details } = body;
    const scheduledAt =
      written && formatWithOffset(await startOf(written, principal.timeZone), principal.timeZone);
    const report: CourierReport = { step, scheduledAt, ...details };
    try {
      const services = { table, clock };
      return reply(
        await reportEvent(services, principal, params.orderID, report, requireDetails(report), (delivery) =>
          receipt(reply(delivery)),
        ),
      );
    } catch (thrown) {
      throw inWireWords(asNotFound(thrown));
    }
  },
);

/** A step that is not possible, with the steps' names of the wire. */
function inWireWords(thrown: unknown): unknown {
  if (!(thrown instanceof Problem) || thrown.code !== 'illegal_move') return thrown;
  const { status, step, allowed } = thrown.details as IllegalMove;
  const named = { status: statusNames[status], event: stepNames[step], allowed: namesOf(allowed) };
  return new Problem('illegal_move', named, { cause: thrown });
}

/** The required fields of a step. They are checked once it is known that the step may happen. */
function requireDetails({ step, agent, reasonCode, warehouse, scheduledAt }: CourierReport): () => void {
  return () => {
    const missing: ProblemIssue[] = [];
    const require = (field: string, value: unknown) => {
      if (value === undefined) missing.push({ field, rule: 'required' });
    };
    if (step === 'accepted') require('agent', agent);
    if (step === 'return_started') require('reasonCode', reasonCode);
    if (step.startsWith('warehouse_')) require('warehouse', warehouse);
    if (step === 'rescheduled') require('scheduledAt', scheduledAt);
    if (missing.length > 0) throw new Problem('invalid_request', { issues: missing });
  };
}
