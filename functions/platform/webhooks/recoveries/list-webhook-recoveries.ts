import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { encodeCursor } from '../../../../shared/http/list-page.ts';
import { listRecoveries } from '../../../../shared/webhooks/recovery/recovery.ts';
import { listWebhookRecoveriesRoute } from './webhook-recovery-routes.ts';
import { viewRecovery } from './webhook-recovery-views.ts';

export const handler = endpoint(
  listWebhookRecoveriesRoute,
  async ({ query, principal }, { table, clock }) => {
    const { recoveries, next } = await listRecoveries(table, principal, query.limit, query.cursor, clock());
    const nextCursor = next === undefined ? null : encodeCursor(next);
    return { status: 200, body: { recoveries: recoveries.map(viewRecovery), nextCursor } };
  },
);
