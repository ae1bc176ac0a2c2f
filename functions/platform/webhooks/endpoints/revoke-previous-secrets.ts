import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { revokePreviousSecrets as revoke } from '../../../../shared/webhooks/endpoints/rotate-secret.ts';
import { revokePreviousSecretsRoute } from './webhook-endpoint-routes.ts';
import { viewEndpoint } from './webhook-endpoint-views.ts';

export const handler = endpoint(
  revokePreviousSecretsRoute,
  async ({ params, principal }, { table, clock }) => ({
    status: 200,
    body: viewEndpoint(await revoke(table, principal, params.id, clock())),
  }),
);
