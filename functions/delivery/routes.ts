import type { Declaration } from '../../shared/http/declaration.ts';
import { bookingRoutes } from './bookings/booking-routes.ts';
import { lifecycleRoutes } from './lifecycle/lifecycle-routes.ts';
import { serviceabilityRoutes } from './serviceability/serviceability-routes.ts';

/** Telyport's API v2: where deliveries are made, what they cost, and how they are booked. */
export const deliveryRoutes: readonly Declaration[] = [
  ...serviceabilityRoutes,
  ...bookingRoutes,
  ...lifecycleRoutes,
];
