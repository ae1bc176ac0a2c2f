import type { DeliveryStatus } from '../../events/delivery-words.ts';
import type { DeliveryEvent } from '../../events/event.ts';
import type { LoggedDeliveryEvent } from '../../events/logged-event.ts';

/** A status that a delivery reached. */
export interface ReachedStatus {
  status: DeliveryStatus;
  /** ISO 8601. */
  at: string;
}

/**
 * The statuses that a delivery reached, in the order of its events. What only notes something reached none, nor did
 * `delivery.opened`, which repeats that of the creation, nor an event that this release does not know.
 */
export const reachedStatuses = (events: readonly LoggedDeliveryEvent[]): ReachedStatus[] =>
  events.flatMap((event) => (reachesStatus(event) ? { status: event.data.status, at: event.at } : []));

function reachesStatus(event: LoggedDeliveryEvent): event is DeliveryEvent {
  switch (event.type) {
    case 'delivery.created':
    case 'delivery.status_changed':
      return true;
    case 'delivery.opened':
    case 'delivery.noted':
    case 'unknown':
      return false;
  }
}
