import { privateTargetsFromEnvironment } from '../../../../shared/adapters/outbound/private-targets.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { requireReachable } from '../../../../shared/tenants/settings/reachable.ts';
import { requireEndpoint, updateEndpoint } from '../../../../shared/webhooks/endpoints/endpoint.ts';
import { offerRecovery } from '../../../../shared/webhooks/recovery/offer-recovery.ts';
import { bringsBack, withoutReadOnly } from '../../fields/read-only.ts';
import { viewOffer } from '../recoveries/webhook-recovery-views.ts';
import { READ_ONLY_OF_ENDPOINTS, updateWebhookEndpointRoute } from './webhook-endpoint-routes.ts';
import { viewEndpoint } from './webhook-endpoint-views.ts';

const allowPrivate = privateTargetsFromEnvironment();

export const handler = endpoint(
  updateWebhookEndpointRoute,
  async ({ params, body, principal }, { table, clock }) => {
    const names = READ_ONLY_OF_ENDPOINTS;
    const shown = bringsBack(body, names)
      ? { ...viewEndpoint(await requireEndpoint(table, principal, params.id)), recovery: null }
      : undefined;
    const changes = withoutReadOnly(body, names, shown);
    if (body.url !== undefined) requireReachable('url', body.url, allowPrivate);
    const now = clock();
    const { endpoint: updated, before } = await updateEndpoint(table, principal, params.id, changes, now);
    const recovery = viewOffer(await offerRecovery(table, before, updated, now));
    return { status: 200, body: { ...viewEndpoint(updated), recovery } };
  },
);
