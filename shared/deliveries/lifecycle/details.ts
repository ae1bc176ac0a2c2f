import type { AdditionalProperty } from '../../events/delivery-events.ts';
import type { Point } from '../../geo/point.ts';
import type { Agent, Delivery } from '../delivery.ts';
import type { CourierEvent } from '../transitions.ts';

/** Why a package goes back, by the reference's codes. */
export const returnReasons = {
  WRONG_ORDER: 'Customer refused to accept the order since it was the wrong order.',
  UNREACHABLE: 'Customer cannot be reached and address cannot be found.',
  REFUSED: "Customer doesn't want to accept the order.",
  REQUESTED_RETURN: 'Customer requested return.',
  COD_REFUSED: "Customer doesn't want to pay cash on delivery.",
  DELAYED_DELIVERY: 'Customer refused to accept due to delayed delivery.',
  AGENT_ISSUE: 'Agent cannot complete it due to accident, vehicle issue, law enforcement, or other issues.',
} as const;

export type ReturnReason = keyof typeof returnReasons;

/** What a courier reports about one step. */
export interface CourierReport {
  event: CourierEvent;
  agent?: Agent | undefined;
  otp?: string | undefined;
  /** Completes the step without its one-time password; why is kept on the timeline. */
  otpOverrideReason?: string | undefined;
  coordinates?: Point | undefined;
  /** Major units. */
  cashCollected?: number | undefined;
  /** Why the cash is not what was to be collected. */
  cashDifferenceReason?: string | undefined;
  reasonCode?: ReturnReason | undefined;
  reason?: string | undefined;
  comments?: string | undefined;
  warehouse?: { name: string; address?: string | undefined } | undefined;
  /** ISO 8601. */
  scheduledAt?: string | undefined;
}

/** Whether a step's one-time password was given, and to whom it belongs. */
export interface OtpVerification {
  verified: boolean;
  verifiedPhoneNumber: string;
  overrideReason?: string;
}

/** The additional properties that the reference's timeline has for an event. */
export function propertiesOf(
  report: CourierReport,
  agent: Agent | null,
  otpVerification: OtpVerification | undefined,
): AdditionalProperty[] {
  const { event, coordinates, warehouse, reasonCode, reason, comments = '', scheduledAt } = report;
  const agentDetails = { type: 'agentDetails', data: { name: agent?.name ?? '' } };
  const why = reason ?? (reasonCode && returnReasons[reasonCode]);
  const explanation = {
    ...(reasonCode !== undefined && { reasonCode }),
    ...(why !== undefined && { reason: why }),
    comments,
  };
  switch (event) {
    case 'AGENT_ACCEPTED_ORDER':
    case 'PICK_REACHED':
    case 'DROP_REACHED':
      return [agentDetails];
    case 'PICK_DONE':
    case 'DROP_DONE':
    case 'RETURN_DONE':
      return [
        {
          type: 'taskCompleteDetails',
          data: { locationCoordinates: coordinates ?? null, otpVerification },
        },
        agentDetails,
      ];
    case 'WAREHOUSE_DROP_DONE':
    case 'WAREHOUSE_PICK_DONE':
      return [
        {
          type: 'warehouseDetails',
          data: { name: warehouse?.name ?? '', address: warehouse?.address ?? '' },
        },
      ];
    case 'RETURN_INITIATED':
      return [{ type: 'returnDetails', data: explanation }];
    case 'PICK_FAILED':
    case 'DROP_FAILED':
      return [{ type: 'orderFailDetails', data: explanation }];
    case 'RESCHEDULED':
      return [{ type: 'rescheduleDetails', data: { scheduledAt, ...explanation } }];
    case 'REATTEMPT':
      return [{ type: 'reattemptDetails', data: explanation }];
    case 'READY_TO_SHIP':
      return [];
  }
}

/** What the webhook about a status says besides. */
export function noticeOf(report: CourierReport, agent: Agent | null): Record<string, string> {
  const { event, reasonCode, reason } = report;
  if (event === 'AGENT_ACCEPTED_ORDER' && agent) return { agentName: agent.name, agentPhone: agent.phone };
  if (event === 'RETURN_INITIATED' && reasonCode)
    return { reasonCode, reason: reason ?? returnReasons[reasonCode] };
  return {};
}

/** At whose hands a step changes the package's: who holds its one-time password. */
export function otpSideOf(event: CourierEvent, { sender, receiver, otpDisabled }: Delivery) {
  if (event === 'PICK_DONE') return { side: 'pick', person: sender, isDisabled: otpDisabled.sender } as const;
  if (event === 'DROP_DONE')
    return { side: 'drop', person: receiver, isDisabled: otpDisabled.receiver } as const;
  if (event === 'RETURN_DONE')
    return { side: 'rto', person: sender, isDisabled: otpDisabled.sender } as const;
  return undefined;
}
