import { endpoint, type Reply } from '../../shared/http/endpoint.ts';
import { requireReachable } from '../../shared/tenants/reachable.ts';
import { createEndpoint } from '../../shared/webhooks/create-endpoint.ts';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoint.ts';
import { createWebhookEndpoint } from './webhook-routes.ts';
import { viewMadeEndpoint } from './webhook-views.ts';

const allowPrivate = process.env.ALLOW_PRIVATE_TARGETS === 'true';

const replyTo = (made: WebhookEndpoint): Reply => ({
  status: 201,
  body: viewMadeEndpoint(made),
  secret: true,
});

export const handler = endpoint(
  createWebhookEndpoint,
  async ({ body, principal, receipt }, { table, clock }) => {
    requireReachable('url', body.url, allowPrivate);
    return replyTo(await createEndpoint(table, principal, body, clock(), (made) => receipt(replyTo(made))));
  },
);
