import { cipherFromEnvironment } from '../../../../shared/adapters/cipher/cipher-from-environment.ts';
import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import type { MadeEndpoint } from '../../../../shared/webhooks/endpoints/create-endpoint.ts';
import { rotateSecret } from '../../../../shared/webhooks/endpoints/rotate-secret.ts';
import { rotateWebhookSecretRoute } from './webhook-endpoint-routes.ts';
import { viewRotatedSecret } from './webhook-endpoint-views.ts';

const cipher = cipherFromEnvironment();

export const handler = endpoint(
  rotateWebhookSecretRoute,
  async ({ params, body, principal, receipt }, { table, clock }) => {
    const now = clock();
    const replyTo = (rotated: MadeEndpoint): Reply => ({
      status: 200,
      body: viewRotatedSecret(rotated, now),
      secret: true,
    });
    const rotated = await rotateSecret({ table, cipher }, principal, params.id, body, now, (one) =>
      receipt(replyTo(one)),
    );
    return replyTo(rotated);
  },
);
