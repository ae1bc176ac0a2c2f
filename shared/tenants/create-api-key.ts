import { decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Mode } from '../base/scope.ts';
import { type ApiKey, hashApiKeySecret, newApiKeySecret } from './api-key.ts';
import { API_KEY_COUNT, insertApiKey, MOST_API_KEYS } from './api-key-store.ts';
import { loadTenant } from './tenant-store.ts';

export interface MadeApiKey {
  key: ApiKey;
  /** `tk_live_…` or `tk_test_…`; stored nowhere. */
  secret: string;
}

/**
 * Makes a key for a tenant.
 * @param receiptFor what to store with it, for the answer that shows it
 * @throws Problem not_found, or limit_reached when the tenant has as many keys as it may
 */
export function createApiKey(
  table: Table,
  tenantId: string,
  { mode, label }: { mode: Mode; label: string | null },
  now: Date,
  receiptFor: (made: MadeApiKey) => readonly Write[],
): Promise<MadeApiKey> {
  const secret = newApiKeySecret(mode);
  const key: ApiKey = {
    id: newId('apiKey', now),
    tenantId,
    mode,
    label,
    lastFour: secret.slice(-4),
    createdAt: now.toISOString(),
    hash: hashApiKeySecret(secret),
  };
  const made = { key, secret };
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => loadTenant(table, tenantId),
      decide: (tenant) => ({
        answer: made,
        writes: insertApiKey(key, tenant),
        receipt: receiptFor(made),
      }),
      refused: (cause) =>
        cause.failed(API_KEY_COUNT) && new Problem('limit_reached', { limit: MOST_API_KEYS }, { cause }),
    },
  );
}
