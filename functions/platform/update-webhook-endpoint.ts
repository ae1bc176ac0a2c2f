import { endpoint } from '../../shared/http/endpoint.ts';
import { requireReachable } from '../../shared/tenants/reachable.ts';
import { updateEndpoint } from '../../shared/webhooks/endpoint-store.ts';
import { updateWebhookEndpoint } from './webhook-routes.ts';
import { viewEndpoint } from './webhook-views.ts';

const allowPrivate = process.env.ALLOW_PRIVATE_TARGETS === 'true';

export const handler = endpoint(
  updateWebhookEndpoint,
  async ({ params, body, principal }, { table, clock }) => {
    if (body.url !== undefined) requireReachable('url', body.url, allowPrivate);
    const { endpoint: updated } = await updateEndpoint(table, principal, params.id, body, clock());
    return { status: 200, body: viewEndpoint(updated) };
  },
);
