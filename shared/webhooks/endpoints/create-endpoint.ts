import type { Cipher } from '../../adapters/cipher/cipher.ts';
import { absent, type Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { newSigningSecret } from '../../adapters/signing/secrets.ts';
import { newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { WebhookName } from '../kinds/catalogue.ts';
import type { RetrySchedule } from '../kinds/retry-schedule.ts';
import { endpointsPartition, endpointToItem, secretContext, type WebhookEndpoint } from './endpoint.ts';
import { type GivenSendingOptions, sendingOptionsOf } from './sending-options.ts';

/**
 * Endpoints of a tenant's mode. Every event goes to all of them, so their number is a limit on what one event costs;
 * some more that were made at the same moment do no harm.
 */
const MAX_ENDPOINTS = 100;

export interface NewEndpoint extends GivenSendingOptions {
  url: string;
  events: readonly WebhookName[];
  enabled: boolean;
  retrySchedule?: RetrySchedule | undefined;
  /** The merchant's own; one is made when it is not given. */
  secret?: string | undefined;
}

/** An endpoint with the secret that signs from now on, in clear: the only time that it is shown. */
export interface MadeEndpoint {
  endpoint: WebhookEndpoint;
  secret: string;
}

/** @throws Problem too_many_webhook_endpoints */
export async function createEndpoint(
  { table, cipher }: { table: Table; cipher: Pick<Cipher, 'seal'> },
  { tenantId, mode }: Scope,
  { url, events, enabled, retrySchedule = 'standard', secret = newSigningSecret(), ...options }: NewEndpoint,
  now: Date,
  receiptFor: (made: MadeEndpoint) => readonly Write[],
): Promise<MadeEndpoint> {
  const at = now.toISOString();
  const id = newId('webhookEndpoint', now);
  const endpoint: WebhookEndpoint = {
    id,
    tenantId,
    mode,
    url,
    events: [...new Set(events)],
    enabled,
    ...(!enabled && { disabledReason: 'requested', disabledAt: at }),
    retrySchedule,
    ...sendingOptionsOf(options),
    orderedSince: at,
    secrets: [{ sealed: await cipher.seal(secret, secretContext({ tenantId, mode }, id)) }],
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  const { count } = await table.query({ pk: endpointsPartition(endpoint), countOnly: true });
  if (count >= MAX_ENDPOINTS) throw new Problem('too_many_webhook_endpoints', { limit: MAX_ENDPOINTS });
  const made = { endpoint, secret };
  await table.transact([{ put: endpointToItem(endpoint), if: absent }, ...receiptFor(made)]);
  return made;
}
