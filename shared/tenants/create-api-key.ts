import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { newId } from '../base/ids.ts';
import type { Mode } from '../base/scope.ts';
import { type ApiKey, hashApiKeySecret, newApiKeySecret } from './api-key.ts';
import { insertApiKey } from './api-key-store.ts';
import { loadTenant } from './tenant-store.ts';

export interface MadeApiKey {
  key: ApiKey;
  /** `tk_live_…` or `tk_test_…`; stored nowhere. */
  secret: string;
}

const ATTEMPTS = 5;

/**
 * Makes a key for a tenant.
 * @param receiptFor what to store with it, for the answer that shows it
 * @throws Problem not_found, or limit_reached when the tenant has as many keys as it may
 */
export async function createApiKey(
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
  for (let attempt = 1; ; attempt++) {
    const tenant = await loadTenant(table, tenantId);
    try {
      await insertApiKey(table, key, tenant, receiptFor(made));
      return made;
    } catch (cause) {
      const overtaken =
        cause instanceof TransactionRefused && cause.failures.every(({ index }) => index === 1);
      if (!overtaken || attempt === ATTEMPTS) throw cause;
    }
  }
}
