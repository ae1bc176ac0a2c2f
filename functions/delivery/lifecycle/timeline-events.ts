import type { EventData } from '../../../shared/events/catalogue.ts';
import type { DeliveryStep } from '../../../shared/events/delivery-words.ts';
import type { DeliveryEvent } from '../../../shared/events/event.ts';
import type { LoggedDeliveryEvent } from '../../../shared/events/logged-event.ts';
import {
  statusNames,
  stepNames,
  viewCancellation,
  viewReason,
} from '../../../shared/http/dialects/delivery-words.ts';
import { formatExactly } from '../../../shared/time/offset.ts';

/** Steps that the reference's timeline does not have: they show in the status alone. */
const undocumented: readonly DeliveryStep[] = ['opened', 'ready', 'pickup_reached', 'door_reached'];

/** Whether the reference's timeline has a line for an event; it has none for one that this release does not know. */
export const isDocumented = (event: LoggedDeliveryEvent): event is DeliveryEvent =>
  event.type !== 'unknown' && !undocumented.includes(event.data.step);

/** One more detail of a line on the timeline: `{"type":"agentDetails","data":{"name":"John Doe"}}`. */
interface AdditionalProperty {
  type: string;
  data: object;
}

/** A line of the timeline. @param timeZone IANA name of the clock that its time is on */
export const viewDeliveryEvent = ({ at, data }: DeliveryEvent, timeZone: string) => ({
  additionalProperties: propertiesOf(data),
  event: stepNames[data.step],
  status: statusNames[data.status],
  timestamp: formatExactly(new Date(at), timeZone),
});

/** The additional properties that the reference's timeline has for a step. */
function propertiesOf({ step, details }: EventData<'delivery.status_changed'>): AdditionalProperty[] {
  const { agent, handover, warehouse, scheduledAt, cancellation } = details;
  const agentDetails = { type: 'agentDetails', data: { name: agent?.name ?? '' } };
  const why = { ...viewReason(details), comments: details.comments ?? '' };
  switch (step) {
    case 'accepted':
    case 'pickup_reached':
    case 'door_reached':
      return [agentDetails];
    case 'picked_up':
    case 'delivered':
    case 'returned':
      return [{ type: 'taskCompleteDetails', data: viewHandover(handover) }, agentDetails];
    case 'warehouse_entered':
    case 'warehouse_left':
      return [{ type: 'warehouseDetails', data: { ...warehouse } }];
    case 'return_started':
      return [{ type: 'returnDetails', data: why }];
    case 'pickup_failed':
    case 'delivery_failed':
      return [{ type: 'orderFailDetails', data: why }];
    case 'rescheduled':
      return [{ type: 'rescheduleDetails', data: { scheduledAt, ...why } }];
    case 'reattempted':
      return [{ type: 'reattemptDetails', data: why }];
    case 'cancelled':
      return cancellation ? [{ type: 'cancellationDetails', data: viewCancellation(cancellation) }] : [];
    case 'created':
    case 'opened':
    case 'ready':
      return [];
  }
}

type Handover = EventData<'delivery.status_changed'>['details']['handover'];

function viewHandover(handover: Handover) {
  const { verified, phone: verifiedPhoneNumber, ...others } = handover?.otp ?? {};
  return {
    locationCoordinates: handover?.coordinates ?? null,
    ...(handover?.otp && { otpVerification: { verified, verifiedPhoneNumber, ...others } }),
  };
}
