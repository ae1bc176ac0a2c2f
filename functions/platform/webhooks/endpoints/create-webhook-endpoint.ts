import { cipherFromEnvironment } from '../../../../shared/adapters/cipher/cipher-from-environment.ts';
import { privateTargetsFromEnvironment } from '../../../../shared/adapters/outbound/private-targets.ts';
import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import { requireReachable } from '../../../../shared/tenants/settings/reachable.ts';
import { createEndpoint, type MadeEndpoint } from '../../../../shared/webhooks/endpoints/create-endpoint.ts';
import { createWebhookEndpointRoute } from './webhook-endpoint-routes.ts';
import { viewMadeEndpoint } from './webhook-endpoint-views.ts';

const cipher = cipherFromEnvironment();
const allowPrivate = privateTargetsFromEnvironment();

const replyTo = (made: MadeEndpoint): Reply => ({
  status: 201,
  body: viewMadeEndpoint(made),
  secret: true,
});

export const handler = endpoint(
  createWebhookEndpointRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    requireReachable('url', body.url, allowPrivate);
    const made = await createEndpoint({ table, cipher }, principal, body, clock(), (one) =>
      receipt(replyTo(one)),
    );
    return replyTo(made);
  },
);
