import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import { cancelRecovery } from '../../../../shared/webhooks/recovery/cancel-recovery.ts';
import type { WebhookRecovery } from '../../../../shared/webhooks/recovery/recovery.ts';
import { cancelWebhookRecoveryRoute } from './webhook-recovery-routes.ts';
import { viewRecovery } from './webhook-recovery-views.ts';

const replyTo = (recovery: WebhookRecovery): Reply => ({ status: 200, body: viewRecovery(recovery) });

export const handler = endpoint(
  cancelWebhookRecoveryRoute,
  async ({ params, principal, receipt }, { table, clock }) =>
    replyTo(
      await cancelRecovery(table, principal, params.id, clock(), (recovery) => receipt(replyTo(recovery))),
    ),
);
