import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { type Decision, decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { CourierStep, DeliveryStatus } from '../../events/delivery-words.ts';
import type { OrderServices } from '../../orders/changes/change-order.ts';
import type { Order } from '../../orders/order/order.ts';
import { loadOrder, orderWrites } from '../../orders/store/order-store.ts';
import { HORIZON_DAYS } from '../../serviceability/horizon.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { insertEvent, loadDelivery, recordEvent, replaceDelivery } from '../delivery/delivery-store.ts';
import { followDelivery } from '../delivery/follow-delivery.ts';
import { allowedSteps, moves } from '../delivery/transitions.ts';
import { entryWrites } from '../wallets/ledger-store.ts';
import { type CashAtDoor, cashAtDoor, cashEntries } from './cash-at-door.ts';
import { type CourierReport, detailsOf } from './details.ts';
import { payAtDoor } from './pay-at-door.ts';
import { isRightOtp, verifyOtp } from './verify-otp.ts';

/**
 * Applies a courier's report: the delivery's next status with its event, the cash it collected and the step of the
 * order that it delivers, in one transaction. Whether it may happen now is judged before its details.
 * @throws Problem illegal_move with the allowed events, invalid_request for a time that nothing is scheduled at, otp_missing, otp_wrong, otp_exhausted, wrong_cash, and what
 * `loadDelivery` throws
 */
export async function reportEvent(
  services: OrderServices,
  scope: Scope,
  deliveryId: string,
  report: CourierReport,
  requireDetails: () => void,
  receipt: (delivery: Delivery) => readonly Write[],
): Promise<Delivery> {
  const { table } = services;
  const answer = await decideAndStore(services, {
    async load() {
      const before = await loadDelivery(table, scope, deliveryId);
      const { orderId } = before;
      const [order, isRight] = await Promise.all([
        orderId === null ? undefined : loadOrder(table, before, orderId),
        isRightOtp(before, report),
      ]);
      return { before, order, isRight };
    },
    decide({ before, order, isRight }, context): Decision<Delivery | Problem> {
      const { now } = context;
      const status = nextStatus(before, report);
      requireDetails();
      const scheduledAt = timeOf(report, now);
      const cash = cashAtDoor(before, report);
      const { delivery: checked, verification, refusal } = verifyOtp(before, report, isRight);
      if (refusal) return { answer: refusal, writes: checked === before ? [] : [replaceDelivery(checked)] };
      const { step } = report;
      const agent = agentAfter(checked, report, status);
      const { delivery, event } = recordEvent(
        {
          ...checked,
          status,
          agent,
          isReadyToShip: checked.isReadyToShip || step === 'ready',
          ...(scheduledAt && { scheduledAt }),
          ...(cash && takenBy(checked, cash)),
        },
        status === before.status ? 'delivery.noted' : 'delivery.status_changed',
        { step, details: detailsOf(report, agent ?? checked.agent, verification) },
        now,
      );
      const writes = [
        replaceDelivery(delivery),
        insertEvent(event),
        ...cashWrites(delivery, cash, context),
        ...orderSteps(order, delivery, cash, context),
      ];
      const reported = { ...delivery, version: before.version + 1 };
      return { answer: reported, writes, receipt: receipt(delivery) };
    },
  });
  // A wrong password is counted before it is refused.
  if (answer instanceof Problem) throw answer;
  return answer;
}

/** The details of a refused step. */
export type IllegalMove = { status: DeliveryStatus; step: CourierStep; allowed: CourierStep[] };

function nextStatus({ status, isReadyToShip }: Delivery, { step }: CourierReport): DeliveryStatus {
  const allowed = allowedSteps(status, isReadyToShip);
  const next = moves[step][status];
  if (next === undefined || !allowed.includes(step))
    throw new Problem('illegal_move', { status, step, allowed } satisfies IllegalMove);
  return next;
}

/** A delivery that waits for all agents has none, also when one of them gave it back. */
function agentAfter(before: Delivery, { agent }: CourierReport, status: DeliveryStatus) {
  if (status === 'new') return null;
  return agent ?? before.agent;
}

/** When it is to be tried again; undefined for any other step. */
function timeOf({ step, scheduledAt }: CourierReport, now: Date): string | undefined {
  if (step !== 'rescheduled' || scheduledAt === undefined) return undefined;
  const time = new Date(scheduledAt);
  if (time <= now || time.getTime() > now.getTime() + HORIZON_DAYS * 86_400_000) {
    const expected = `must lie ahead, by ${HORIZON_DAYS} days at most`;
    throw new Problem('invalid_request', { issues: [{ field: 'scheduledAt', rule: 'custom', expected }] });
  }
  return time.toISOString();
}

/** The cash that a delivery stores; the fee is computed from the amount taken. */
const takenBy = ({ collection }: Delivery, { kind, expected, taken, reason, handlingFee }: CashAtDoor) => ({
  cash: { kind, expected, taken, reason },
  collection: collection && { ...collection, handlingFee },
});

const cashWrites = (
  delivery: Delivery,
  cash: CashAtDoor | null,
  { now, newId: make }: DecisionContext,
): Write[] =>
  cash === null
    ? []
    : cashEntries(delivery, cash, { newId: () => make('ledgerEntry'), at: now.toISOString() }).flatMap(
        (entry) => entryWrites(delivery, entry),
      );

function orderSteps(
  order: Order | undefined,
  delivery: Delivery,
  cash: CashAtDoor | null,
  context: DecisionContext,
): Write[] {
  if (order === undefined) return [];
  const { id: deliveryId, trackingId: trackingNumber, status } = delivery;
  const followed = followDelivery(order, { deliveryId, trackingNumber, status }, context);
  const paid = cash === null ? followed : payAtDoor(followed, delivery, cash, context);
  return paid.events.length > 0 ? orderWrites(paid) : [];
}
