import { settleWaiting } from '../booking/settle-waiting.ts';
import type { DispatchServices } from './book-now-or-later.ts';
import type { BookingMessage } from './booking-message.ts';
import { dispatchOrder } from './dispatch-order.ts';

/** Makes the booking that a message of the bookings queue requests. A repeat is harmless. */
export const makeBookings = (services: DispatchServices, message: BookingMessage): Promise<void> =>
  message.kind === 'dispatch' ? dispatchOrder(services, message) : settleWaiting(services, message);
