import type { Declaration } from '../../shared/http/declaration.ts';
import { callRoutes } from './calls/call-routes.ts';
import { callingHoursRoutes } from './calls/calling-hours-routes.ts';
import { voiceAgentRoutes } from './calls/voice-agent-routes.ts';
import { customerRoutes } from './customers/customer-routes.ts';
import { courierRoutes } from './deliveries/courier-routes.ts';
import { deliveryListRoutes } from './deliveries/delivery-list-routes.ts';
import { intakeHookRoutes } from './hooks/intake-hook-routes.ts';
import { memberRoutes } from './members/member-routes.ts';
import { savedViewRoutes } from './members/saved-views/saved-view-routes.ts';
import { sessionRoutes } from './members/sessions/session-routes.ts';
import { orderActionRoutes } from './orders/action-routes.ts';
import { bulkRoutes } from './orders/bulk/bulk-routes.ts';
import { orderExportRoutes } from './orders/exports/order-export-routes.ts';
import { orderListRoutes } from './orders/lists/order-list-routes.ts';
import { wholeOrderRoutes } from './orders/order-routes.ts';
import { placeOrderRoutes } from './orders/place/place-order-routes.ts';
import { simulateRoutes } from './orders/simulate/simulate-routes.ts';
import { regionRoutes } from './regions/region-routes.ts';
import { summaryRoutes } from './reports/summary-routes.ts';
import { tenantRoutes } from './tenants/tenant-routes.ts';
import { walletRoutes } from './wallets/wallet-routes.ts';
import { webhookDeliveryRoutes } from './webhooks/deliveries/webhook-delivery-routes.ts';
import { webhookEndpointRoutes } from './webhooks/endpoints/webhook-endpoint-routes.ts';
import { webhookHealthRoutes } from './webhooks/endpoints/webhook-health-routes.ts';
import { webhookRecoveryRoutes } from './webhooks/recoveries/webhook-recovery-routes.ts';

/** Tenants, their keys and what they set up. */
export const platformRoutes: readonly Declaration[] = [
  ...orderListRoutes,
  ...placeOrderRoutes,
  ...bulkRoutes,
  ...orderExportRoutes,
  ...callRoutes,
  ...deliveryListRoutes,
  ...summaryRoutes,
  ...wholeOrderRoutes,
  ...orderActionRoutes,
  ...tenantRoutes,
  ...customerRoutes,
  ...voiceAgentRoutes,
  ...callingHoursRoutes,
  ...webhookEndpointRoutes,
  ...webhookDeliveryRoutes,
  ...webhookHealthRoutes,
  ...webhookRecoveryRoutes,
  ...intakeHookRoutes,
  ...walletRoutes,
  ...courierRoutes,
  ...regionRoutes,
  ...memberRoutes,
  ...sessionRoutes,
  ...savedViewRoutes,
  ...simulateRoutes,
];
