import type { Declaration } from '../../shared/http/declaration.ts';
import { callbackRoutes } from '../callbacks/routes.ts';
import { confirmationRoutes } from '../confirmation/routes.ts';
import { consoleRoutes } from '../console/routes.ts';
import { deliveryRoutes } from '../delivery/routes.ts';
import { intakeRoutes } from '../intake/routes.ts';
import { ordersRoutes } from '../orders/routes.ts';
import { platformRoutes } from '../platform/routes.ts';
import { trackingRoutes } from '../tracking/routes.ts';
import { metaRoutes } from './routes.ts';

/** Every endpoint there is. */
export const routes: readonly Declaration[] = [
  ...confirmationRoutes,
  ...ordersRoutes,
  ...intakeRoutes,
  ...deliveryRoutes,
  ...platformRoutes,
  ...callbackRoutes,
  ...consoleRoutes,
  ...metaRoutes,
  ...trackingRoutes,
];
