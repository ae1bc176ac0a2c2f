import type { Declaration } from '../../shared/http/declaration.ts';
import { orderRoutes } from './order/order-routes.ts';
import { reportRoutes } from './reports/report-routes.ts';
import { timelineRoutes } from './timeline/timeline-routes.ts';

/** Orders, as TalkingShops' Order Management API v1 documents them. */
export const ordersRoutes: readonly Declaration[] = [...orderRoutes, ...timelineRoutes, ...reportRoutes];
