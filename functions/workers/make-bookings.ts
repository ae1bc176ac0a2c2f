import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { bookingMessages } from '../../shared/deliveries/dispatch/booking-message.ts';
import { makeBookings } from '../../shared/deliveries/dispatch/make-bookings.ts';
import { providersWithAddressesFromEnvironment } from '../../shared/serviceability/providers-with-addresses.ts';

const services = { ...workerServices(), providers: providersWithAddressesFromEnvironment() };

export const handler = worker(
  { name: 'make-bookings', source: eachMessage(bookingMessages, services) },
  (message) => makeBookings(services, message),
);
