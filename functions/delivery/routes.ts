import type { Declaration } from '../../shared/http/declaration.ts';
import { bookingRoutes } from './booking-routes.ts';
import { lifecycleRoutes } from './lifecycle-routes.ts';
import { serviceabilityRoutes } from './serviceability-routes.ts';

/** Telyport's API v2: where deliveries are made, what they cost, and how they are booked. */
export const deliveryRoutes: readonly Declaration[] = [
  ...serviceabilityRoutes,
  ...bookingRoutes,
  ...lifecycleRoutes,
];
