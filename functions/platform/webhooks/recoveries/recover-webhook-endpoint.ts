import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import type { WebhookRecovery } from '../../../../shared/webhooks/recovery/recovery.ts';
import { startRecovery } from '../../../../shared/webhooks/recovery/start-recovery.ts';
import { readTimeRange } from '../../fields/time-range.ts';
import { recoverWebhookEndpointRoute } from './webhook-recovery-routes.ts';
import { viewRecovery } from './webhook-recovery-views.ts';

const replyTo = (recovery: WebhookRecovery): Reply => ({ status: 202, body: viewRecovery(recovery) });

export const handler = endpoint(
  recoverWebhookEndpointRoute,
  async ({ params, body, principal, receipt }, { table, clock }) => {
    const range = await readTimeRange(body, principal.timeZone);
    const asked = { ...range, endpointId: params.id, statuses: ['failed', 'held'], dryRun: false } as const;
    return replyTo(
      await startRecovery(table, principal, asked, clock(), (recovery) => receipt(replyTo(recovery))),
    );
  },
);
