import type { OrderEvent } from '../../../shared/events/event.ts';
import type { LoggedEvent } from '../../../shared/events/logged-event.ts';

/** An event of this release. @throws Error when it is not one */
export function knownEvent(event: LoggedEvent): OrderEvent {
  if (event.type === 'unknown')
    throw new Error(`${event.id} is a ${event.data.type} that this release cannot read`);
  return event;
}
