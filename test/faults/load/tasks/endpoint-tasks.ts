import { allowConflict } from '../api-client.ts';
import { recoverHeld, setEnabled } from '../endpoint-requests.ts';
import { endpointsOf, type LoadEndpoint } from '../load-tenants.ts';
import type { VirtualUser } from '../virtual-user.ts';

/** Pings an endpoint, and retries one of its webhook deliveries that failed. */
export async function retryWebhook({ client, tenants, random }: VirtualUser): Promise<void> {
  const { endpoints, testKey: key } = random.chance(0.5) ? tenants.seller : tenants.shipper;
  const [endpoint] = random.shuffled(endpoints.filter(({ mode }) => mode === 'test'));
  await allowConflict(
    client.sendUntilAnswered(`POST /platform/v1/webhook-endpoints/${endpoint?.id}/ping`, { key }),
  );
  const { deliveries } = await client.sendUntilAnswered<{ deliveries: { id: string }[] }>(
    `GET /platform/v1/webhook-deliveries?endpointId=${endpoint?.id}&status=failed&limit=5`,
    { key },
  );
  const [failed] = random.shuffled(deliveries);
  if (failed === undefined) return;
  // It may have been retried meanwhile, or its endpoint disabled.
  await allowConflict(
    client.sendUntilAnswered(`POST /platform/v1/webhook-deliveries/${failed.id}/retry`, { key }),
  );
}

/** Changes an endpoint that no other task is changing, if one is left that fits. */
async function changeEndpoint(
  { tenants, random }: VirtualUser,
  fits: (endpoint: LoadEndpoint) => boolean,
  change: (endpoint: LoadEndpoint) => Promise<void>,
): Promise<void> {
  const free = endpointsOf(tenants).filter((endpoint) => fits(endpoint) && !endpoint.isChanging);
  const [endpoint] = random.shuffled(free);
  if (endpoint === undefined) return;
  endpoint.isChanging = true;
  try {
    await allowConflict(change(endpoint));
  } finally {
    endpoint.isChanging = false;
  }
}

/** Rotates the signing secret of an endpoint; the previous one is valid for another minute, or not at all. */
export function rotateSecret(user: VirtualUser): Promise<void> {
  const { client, random, now } = user;
  return changeEndpoint(
    user,
    () => true,
    async ({ id, key, secrets }) => {
      const text = `${user.uniqueName()} has a new signing secret`;
      const secret = `whsec_${Buffer.from(text).toString('base64')}`;
      const body = { secret, overlapSeconds: random.chance(0.5) ? 0 : 60 };
      const requestedAt = now();
      await allowConflict(
        client.sendUntilAnswered(`POST /platform/v1/webhook-endpoints/${id}/rotate-secret`, { key, body }),
        // It was rotated, and the answer with the secret was lost.
        'idempotency_answer_secret',
      );
      secrets.push({ secret, requestedAt, answeredAt: now() });
    },
  );
}

/**
 * Disables an endpoint for a while, enables it again and recovers what it missed. Later events do not
 * wait for one that is held, so endpoints in strict order are left out: their order is an invariant.
 */
export function disableAndRecover(user: VirtualUser): Promise<void> {
  const { client, random } = user;
  return changeEndpoint(
    user,
    ({ sendingOptions }) => !sendingOptions.strictOrder,
    async (endpoint) => {
      await setEnabled(client, endpoint, false);
      await new Promise((resume) => setTimeout(resume, random.integer(100, 3000)));
      await setEnabled(client, endpoint, true);
      await recoverHeld(client, endpoint);
    },
  );
}
