import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import type { WebhookRecovery } from '../../../../shared/webhooks/recovery/recovery.ts';
import { startRecovery } from '../../../../shared/webhooks/recovery/start-recovery.ts';
import { readTimeRange } from '../../fields/time-range.ts';
import { createWebhookRecoveryRoute } from './webhook-recovery-routes.ts';
import { viewRecovery } from './webhook-recovery-views.ts';

const replyTo = (recovery: WebhookRecovery): Reply => ({ status: 202, body: viewRecovery(recovery) });

export const handler = endpoint(
  createWebhookRecoveryRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const { since, until, ...about } = body;
    const asked = { ...about, ...(await readTimeRange({ since, until }, principal.timeZone)) };
    return replyTo(
      await startRecovery(table, principal, asked, clock(), (recovery) => receipt(replyTo(recovery))),
    );
  },
);
