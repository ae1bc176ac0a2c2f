import type { OtpVerification, StepDetails } from '../../events/delivery-events.ts';
import type { CourierStep, ReturnReason } from '../../events/delivery-words.ts';
import type { Point } from '../../geo/point.ts';
import type { Agent, Delivery } from '../delivery/delivery.ts';

/** A courier's report about one step. */
export interface CourierReport {
  step: CourierStep;
  agent?: Agent | undefined;
  otp?: string | undefined;
  /** The reason for completing the step without its one-time password, kept on the timeline. */
  otpOverrideReason?: string | undefined;
  coordinates?: Point | undefined;
  /** Major units. */
  cashCollected?: number | undefined;
  /** Why the cash differs from the amount to collect. */
  cashDifferenceReason?: string | undefined;
  reasonCode?: ReturnReason | undefined;
  reason?: string | undefined;
  comments?: string | undefined;
  warehouse?: { name: string; address?: string | undefined } | undefined;
  /** ISO 8601. */
  scheduledAt?: string | undefined;
}

/** The parts of a report that belong to its step; the timeline keeps these. */
export function detailsOf(
  report: CourierReport,
  agent: Agent | null,
  otp: OtpVerification | undefined,
): StepDetails {
  const { step, coordinates, warehouse, reasonCode, reason, comments = '', scheduledAt } = report;
  const carried = agent === null ? {} : { agent };
  const why = {
    ...(reasonCode !== undefined && { reasonCode }),
    ...(reason !== undefined && { reason }),
    comments,
  };
  switch (step) {
    case 'accepted':
    case 'pickup_reached':
    case 'door_reached':
      return carried;
    case 'picked_up':
    case 'delivered':
    case 'returned':
      return { ...carried, handover: { coordinates: coordinates ?? null, ...(otp && { otp }) } };
    case 'warehouse_entered':
    case 'warehouse_left':
      return { warehouse: { name: warehouse?.name ?? '', address: warehouse?.address ?? '' } };
    case 'return_started':
    case 'pickup_failed':
    case 'delivery_failed':
    case 'reattempted':
      return why;
    case 'rescheduled':
      return { ...why, ...(scheduledAt !== undefined && { scheduledAt }) };
    case 'ready':
      return {};
  }
}

/** The handover of a step, by which its one-time password is found. */
export function otpSideOf(step: CourierStep, { sender, receiver, otpDisabled }: Delivery) {
  if (step === 'picked_up')
    return { side: 'pickup', person: sender, isDisabled: otpDisabled.sender } as const;
  if (step === 'delivered')
    return { side: 'drop', person: receiver, isDisabled: otpDisabled.receiver } as const;
  if (step === 'returned') return { side: 'return', person: sender, isDisabled: otpDisabled.sender } as const;
  return undefined;
}
