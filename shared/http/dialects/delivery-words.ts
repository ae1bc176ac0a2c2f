import type { Cancellation, StepDetails } from '../../events/delivery-events.ts';
import {
  type DeliveryStatus,
  type DeliveryStep,
  deliveryStatuses,
  type ReturnReason,
} from '../../events/delivery-words.ts';
import { wordedIn } from '../../serviceability/wording.ts';

/** The statuses of the delivery API, as its references and webhooks have them. */
export const statusNames = {
  new: 'NEW',
  accepted: 'STARTED',
  at_pickup: 'PICKUPREACHED',
  picked_up: 'PICKUPCOMPLETED',
  in_warehouse: 'WH_DROP',
  left_warehouse: 'WH_PICK',
  at_door: 'DROPREACHED',
  delivered: 'DROPCOMPLETED',
  returning: 'RETURN_INITIATED',
  returned: 'RETURNED',
  cancelled: 'CANCELLED',
} as const satisfies Record<DeliveryStatus, string>;

export type StatusName = (typeof statusNames)[DeliveryStatus];

/** The status of that name. */
export function statusNamed(name: StatusName): DeliveryStatus {
  const status = deliveryStatuses.find((each) => statusNames[each] === name);
  if (status === undefined) throw new TypeError(`${name} is not a status`);
  return status;
}

/** Steps as the delivery API's timeline and the courier events of the platform API name them. */
export const stepNames = {
  created: 'ORDER_CREATED',
  opened: 'ORDER_OPENED',
  ready: 'READY_TO_SHIP',
  accepted: 'AGENT_ACCEPTED_ORDER',
  pickup_reached: 'PICK_REACHED',
  picked_up: 'PICK_DONE',
  warehouse_entered: 'WAREHOUSE_DROP_DONE',
  warehouse_left: 'WAREHOUSE_PICK_DONE',
  door_reached: 'DROP_REACHED',
  delivered: 'DROP_DONE',
  pickup_failed: 'PICK_FAILED',
  delivery_failed: 'DROP_FAILED',
  rescheduled: 'RESCHEDULED',
  reattempted: 'REATTEMPT',
  return_started: 'RETURN_INITIATED',
  returned: 'RETURN_DONE',
  cancelled: 'ORDER_CANCELLED',
} as const satisfies Record<DeliveryStep, string>;

/** Why a package goes back, by the reference's codes and in its words. */
export const returnReasonNames = {
  wrong_order: {
    code: 'WRONG_ORDER',
    reason: 'Customer refused to accept the order since it was the wrong order.',
  },
  unreachable: {
    code: 'UNREACHABLE',
    reason: 'Customer cannot be reached and address cannot be found.',
  },
  refused: { code: 'REFUSED', reason: "Customer doesn't want to accept the order." },
  requested_return: { code: 'REQUESTED_RETURN', reason: 'Customer requested return.' },
  cod_refused: { code: 'COD_REFUSED', reason: "Customer doesn't want to pay cash on delivery." },
  delayed_delivery: {
    code: 'DELAYED_DELIVERY',
    reason: 'Customer refused to accept due to delayed delivery.',
  },
  agent_issue: {
    code: 'AGENT_ISSUE',
    reason: 'Agent cannot complete it due to accident, vehicle issue, law enforcement, or other issues.',
  },
} as const satisfies Record<ReturnReason, { code: string; reason: string }>;

/** The reason that a step gives: `{"reasonCode","reason"}`, each only where it is known. */
export function viewReason({ reasonCode, reason }: StepDetails): { reasonCode?: string; reason?: string } {
  const named = reasonCode && returnReasonNames[reasonCode];
  const words = reason ?? named?.reason;
  return { ...(named && { reasonCode: named.code }), ...(words !== undefined && { reason: words }) };
}

const cancellerNames = { admin: 'Telyport_admin', user: 'user', system: 'System' } as const;

/** Who cancelled a delivery and why: `{"reason","comments","cancelledByUserType","cancelledByUserID","cancelledByUserName"}`. */
export const viewCancellation = ({ reason, comments, by }: Cancellation) => ({
  reason,
  comments,
  cancelledByUserType: cancellerNames[by.kind],
  cancelledByUserID: by.id,
  cancelledByUserName: by.name,
});

/** A message of the domain in the words of the delivery API. */
export const inDeliveryWords = (message: string): string =>
  wordedIn(message, {
    ...statusNames,
    quote: 'The quote of requestID',
    start: 'scheduleOrderAt',
    ask_for_another: 'send allowDuplicate: true for another delivery of the order',
  });
