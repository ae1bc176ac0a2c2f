import { type Client, Refused } from './api-client.ts';
import type { Subscriber } from './load-tenants.ts';

const PATH = '/platform/v1/webhook-endpoints';

export const enable = (client: Client, { id, key }: Subscriber): Promise<unknown> =>
  client.insist(`PATCH ${PATH}/${id}`, { key, body: { enabled: true } });

/** Has an endpoint sent what was held for it. */
export async function recoverHeld(client: Client, { id, key }: Subscriber): Promise<void> {
  const body = { endpointId: id, statuses: ['held'] };
  try {
    await client.insist('POST /platform/v1/webhook-recoveries', { key, body });
  } catch (error) {
    // Its receiver was gone again.
    if (!(error instanceof Refused) || error.heard.status !== 409) throw error;
  }
}
