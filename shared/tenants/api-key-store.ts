import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import {
  absent,
  type Condition,
  type Key,
  present,
  versionIs,
  type Write,
} from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { isId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import {
  API_KEY_PREFIX,
  type ApiKey,
  apiKeyCredentialKey,
  apiKeyCredentialToItem,
  apiKeyFromItem,
  apiKeyKey,
  apiKeyToItem,
} from './api-key.ts';
import type { Tenant } from './tenant.ts';
import { tenantKey } from './tenant-store.ts';

/** A tenant's settings are copied to each of its keys; more would make changing them slow. */
export const MOST_API_KEYS = 100;

const countKey = (tenantId: string): Key => ({ pk: tenantKey(tenantId).pk, sk: 'APIKEYS' });

const belowMost: Condition = {
  expression: 'attribute_not_exists(#count) OR #count < :most',
  names: { '#count': 'count' },
  values: { ':most': MOST_API_KEYS },
};

/** The write that counts a new key: refused when the tenant has as many as it may. */
export const API_KEY_COUNT = 'apiKeyCount';

/**
 * The writes that store a key as of this version of its tenant, so that it never starts with settings that were just
 * changed.
 */
export const insertApiKey = (key: ApiKey, tenant: Tenant): Write[] => [
  { update: countKey(tenant.id), changes: { add: { count: 1 } }, if: belowMost, name: API_KEY_COUNT },
  { check: tenantKey(tenant.id), if: versionIs(tenant.version), name: 'tenant' },
  { put: apiKeyToItem(key), if: absent },
  { put: apiKeyCredentialToItem(key, tenant), if: absent },
];

/** Oldest first. */
export async function listApiKeys(table: Table, tenantId: string): Promise<ApiKey[]> {
  const { items } = await table.query({ pk: tenantKey(tenantId).pk, prefix: API_KEY_PREFIX });
  return items.map(apiKeyFromItem);
}

/**
 * Takes a key back: the very next request with it is refused. What authenticates goes first, so that a revocation that
 * breaks off has revoked, and can be repeated.
 * @throws Problem not_found
 */
export async function revokeApiKey(table: Table, tenantId: string, keyId: string): Promise<void> {
  const listed = isId('apiKey', keyId) ? await table.get(apiKeyKey(tenantId, keyId)) : undefined;
  if (listed === undefined) throw new Problem('not_found');
  await table.delete(apiKeyCredentialKey(apiKeyFromItem(listed).hash));
  try {
    await table.transact([
      { delete: apiKeyKey(tenantId, keyId), if: present, name: 'apiKey' },
      { update: countKey(tenantId), changes: { add: { count: -1 } } },
    ]);
  } catch (cause) {
    // Another revocation of the same key was faster.
    if (!(cause instanceof TransactionRefused && cause.failed('apiKey'))) throw cause;
  }
}
