import { createHash, randomBytes } from 'node:crypto';
import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import { TransactionRefused } from '../../adapters/dynamo/errors.ts';
import {
  absent,
  type Condition,
  type Item,
  type Key,
  present,
  versionIs,
  type Write,
} from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { DialectName } from '../../base/dialect-name.ts';
import { isId, newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Mode } from '../../base/scope.ts';
import { loadTenant, type Tenant, tenantKey } from '../tenant/tenant.ts';
import type { KeyPrincipal } from './caller.ts';

/** A tenant's API key, as it may be shown: never with its secret. */
export interface ApiKey {
  /** `key_…` */
  id: string;
  tenantId: string;
  mode: Mode;
  label: string | null;
  lastFour: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** SHA-256 of the secret, in hexadecimal; the secret itself is not stored. */
  hash: string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** log2(62) × 32 = 190 bits. */
const SECRET_LENGTH = 32;

/** A new secret, `tk_live_…` or `tk_test_…`, uniformly random. */
export function newApiKeySecret(mode: Mode): string {
  let text = '';
  while (text.length < SECRET_LENGTH)
    // 248 is the last multiple of 62 in a byte: the rest would favour the alphabet's start.
    for (const byte of randomBytes(SECRET_LENGTH))
      if (byte < 248 && text.length < SECRET_LENGTH) text += ALPHABET[byte % 62];
  return `tk_${mode}_${text}`;
}

/** Whether a text has the form of a tenant's key. */
export const isApiKeySecret = (text: string): boolean => /^tk_(?:live|test)_[0-9A-Za-z]{16,64}$/.test(text);

export const hashApiKeySecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The item by which a key is authenticated and its requests are counted. It is in no index: each request writes it. */
export const apiKeyCredentialKey = (hash: string): Key => ({ pk: `APIKEY#${hash}`, sk: 'APIKEY' });

/** The item of the tenant's list of keys, beside the tenant. */
const apiKeyKey = (tenantId: string, keyId: string): Key => ({
  pk: `TENANT#${tenantId}`,
  sk: `${API_KEY_PREFIX}${keyId}`,
});

const API_KEY_PREFIX = 'APIKEY#';

function apiKeyToItem(key: ApiKey): Item {
  return { ...apiKeyKey(key.tenantId, key.id), entity: 'api-key', ...key };
}

const apiKeyFromItem = (item: Item): ApiKey => entityFromItem(item);

function apiKeyCredentialToItem(key: ApiKey, tenant: Tenant): Item {
  return {
    ...apiKeyCredentialKey(key.hash),
    entity: 'credential',
    keyId: key.id,
    tenantId: key.tenantId,
    mode: key.mode,
    label: key.label,
    ...tenantCopy(tenant),
  };
}

/** Attributes of the tenant that each of its keys copies, so that a request needs no other read. */
export function tenantCopy(tenant: Tenant): Record<string, unknown> {
  const { country, currency, timeZone, version } = tenant;
  const limits = limitedDialects.map((name) => [limitAttribute(name), tenant.limits[name]]);
  return { country, currency, timeZone, tenantVersion: version, ...Object.fromEntries(limits) };
}

/** The dialects whose requests are counted. */
const limitedDialects = [
  'confirmation',
  'orders',
  'delivery',
  'platform',
] as const satisfies readonly DialectName[];

/** @param counted a dialect's requests, or those of a session */
export const limitAttribute = (counted: DialectName | 'session'): string => `limit_${counted}`;

export function principalFromItem(item: Item): KeyPrincipal {
  return {
    kind: 'key',
    tenantId: String(item.tenantId),
    mode: item.mode as Mode,
    keyId: String(item.keyId),
    label: (item.label ?? null) as string | null,
    country: String(item.country),
    currency: String(item.currency),
    timeZone: String(item.timeZone),
  };
}

/** A tenant's settings are copied to each of its keys; more would make changing them slow. */
const MAX_API_KEYS = 100;

const countKey = (tenantId: string): Key => ({ pk: tenantKey(tenantId).pk, sk: 'APIKEYS' });

const belowMaximum: Condition = {
  expression: 'attribute_not_exists(#count) OR #count < :most',
  names: { '#count': 'count' },
  values: { ':most': MAX_API_KEYS },
};

/** The write that counts a new key: refused when the tenant has the maximum. */
const API_KEY_COUNT = 'apiKeyCount';

/**
 * The writes that store a key as of this version of its tenant, so that it never starts with settings that were just
 * changed.
 */
const insertApiKey = (key: ApiKey, tenant: Tenant): Write[] => [
  { update: countKey(tenant.id), changes: { add: { count: 1 } }, if: belowMaximum, name: API_KEY_COUNT },
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
 * Revokes a key: the very next request with it is refused. The item that authenticates is deleted first, so that a
 * revocation that breaks off has revoked the key, and can be repeated.
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
    // Another request revoked the same key first.
    if (!(cause instanceof TransactionRefused && cause.failed('apiKey'))) throw cause;
  }
}

export interface MadeApiKey {
  key: ApiKey;
  /** `tk_live_…` or `tk_test_…`; never stored. */
  secret: string;
}

/**
 * Makes a key for a tenant.
 * @param receiptFor the receipt's writes, for the answer that shows the key
 * @throws Problem not_found, or limit_reached when the tenant has the maximum of keys
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
        cause.failed(API_KEY_COUNT) && new Problem('limit_reached', { limit: MAX_API_KEYS }, { cause }),
    },
  );
}
