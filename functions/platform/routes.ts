import type { Declaration } from '../../shared/http/declaration.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { callRoutes } from './call-routes.ts';
import { callingHoursRoutes } from './calling-hours-routes.ts';
import { courierRoutes } from './courier-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { deliveryListRoutes } from './delivery-list-routes.ts';
import { intakeHookRoutes } from './intake-hook-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { orderExportRoutes } from './order-export-routes.ts';
import { orderListRoutes } from './order-list-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { regionRoutes } from './region-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { simulateRoutes } from './simulate-routes.ts';
import { summaryRoutes } from './summary-routes.ts';
import { tenantRoutes } from './tenant-routes.ts';
import { voiceAgentRoutes } from './voice-agent-routes.ts';
import { walletRoutes } from './wallet-routes.ts';
import { webhookDeliveryRoutes } from './webhook-delivery-routes.ts';
import { webhookEndpointRoutes } from './webhook-endpoint-routes.ts';
import { webhookHealthRoutes } from './webhook-health-routes.ts';
import { webhookRecoveryRoutes } from './webhook-recovery-routes.ts';

/** Tenants, their keys and what they set up. */
export const platformRoutes: readonly Declaration[] = [
  ...orderListRoutes,
  ...bulkRoutes,
  ...orderExportRoutes,
  ...callRoutes,
  ...deliveryListRoutes,
  ...summaryRoutes,
  ...orderRoutes,
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
  ...simulateRoutes,
];
