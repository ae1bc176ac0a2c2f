import { type ApiClient, allowConflict } from './api-client.ts';
import type { LoadEndpoint } from './load-tenants.ts';

const PATH = '/platform/v1/webhook-endpoints';

export async function setEnabled(
  client: ApiClient,
  { id, key }: LoadEndpoint,
  enabled: boolean,
): Promise<void> {
  await client.sendUntilAnswered(`PATCH ${PATH}/${id}`, { key, body: { enabled } });
}

/** Recovers the webhook deliveries that are held for an endpoint, unless it is disabled again by now. */
export async function recoverHeld(client: ApiClient, { id, key }: LoadEndpoint): Promise<void> {
  const body = { endpointId: id, statuses: ['held'] };
  await allowConflict(client.sendUntilAnswered('POST /platform/v1/webhook-recoveries', { key, body }));
}
