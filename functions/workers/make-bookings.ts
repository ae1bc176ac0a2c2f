import { tableFromEnvironment } from '../../shared/adapters/dynamo/client.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { consume } from '../../shared/adapters/queues/consume.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { parseBookingMessage } from '../../shared/deliveries/dispatch/booking-message.ts';
import { makeBookings } from '../../shared/deliveries/dispatch/make-bookings.ts';
import { providersWithAddressesFromEnvironment } from '../../shared/serviceability/providers-with-addresses.ts';

const services = {
  table: tableFromEnvironment(),
  world: providersWithAddressesFromEnvironment(),
  clock: systemClock,
};

export const handler = consume(createLogger({ function: 'make-bookings' }), (message) =>
  makeBookings(services, parseBookingMessage(message)),
);
