import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { requireRecovery } from '../../../../shared/webhooks/recovery/recovery.ts';
import { getWebhookRecoveryRoute } from './webhook-recovery-routes.ts';
import { viewRecovery } from './webhook-recovery-views.ts';

export const handler = endpoint(getWebhookRecoveryRoute, async ({ params, principal }, { table, clock }) => {
  return { status: 200, body: viewRecovery(await requireRecovery(table, principal, params.id, clock())) };
});
