import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { Problem } from '../../base/problem.ts';
import { type LogisticsStatus, logisticsStatuses } from '../../events/order-words.ts';
import { change, type Draft, draftOf, moveStatus, record } from '../order/draft.ts';
import type { Order } from '../order/order.ts';
import { stateOf } from '../order/snapshot.ts';
import { mayMoveLogistics, statusAfterLogistics } from '../order/status.ts';

export interface LogisticsUpdate {
  status: LogisticsStatus;
  /** Left as it is when not given. */
  trackingNumber?: string | undefined;
  carrier?: string | undefined;
}

/** Moves the logistics facet, and the order's status with it; a repeated status records nothing. @throws Problem logistics_final */
export const decideLogistics = (order: Order, update: LogisticsUpdate, context: DecisionContext): Draft =>
  moveLogistics(draftOf(order), update, context);

/** The same, of an order that is being changed. @throws Problem logistics_final */
export function moveLogistics(draft: Draft, update: LogisticsUpdate, context: DecisionContext): Draft {
  const { order } = draft;
  const from = order.logistics.status;
  if (!mayMoveLogistics(from, update.status))
    throw new Problem('logistics_final', {
      field: 'logisticStatus',
      from,
      allowed: logisticsStatuses.filter((to) => mayMoveLogistics(from, to)),
    });
  const logistics = {
    ...order.logistics,
    status: update.status,
    trackingNumber: update.trackingNumber ?? order.logistics.trackingNumber,
    carrier: update.carrier ?? order.logistics.carrier,
  };
  const { trackingNumber, carrier } = logistics;
  const status = statusAfterLogistics(order.status, update.status);
  const isUnchanged =
    from === update.status &&
    trackingNumber === order.logistics.trackingNumber &&
    carrier === order.logistics.carrier &&
    status === order.status;
  if (isUnchanged) return draft;
  const changed = change(draft, context, { logistics });
  const moved = record(changed, context, 'order.logistics_changed', {
    from,
    to: update.status,
    trackingNumber,
    carrier,
    order: stateOf(changed.order),
  });
  return moveStatus(moved, context, status, 'logistics');
}
