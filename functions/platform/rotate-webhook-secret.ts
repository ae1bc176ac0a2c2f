import { endpoint, type Reply } from '../../shared/http/endpoint.ts';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoint.ts';
import { rotateSecret } from '../../shared/webhooks/rotate-secret.ts';
import { rotateWebhookSecret } from './webhook-routes.ts';
import { viewRotatedSecret } from './webhook-views.ts';

export const handler = endpoint(
  rotateWebhookSecret,
  async ({ params, body, principal, receipt }, { table, clock }) => {
    const now = clock();
    const replyTo = (rotated: WebhookEndpoint): Reply => ({
      status: 200,
      body: viewRotatedSecret(rotated, now),
      secret: true,
    });
    const rotated = await rotateSecret(table, principal, params.id, body, now, (one) =>
      receipt(replyTo(one)),
    );
    return replyTo(rotated);
  },
);
