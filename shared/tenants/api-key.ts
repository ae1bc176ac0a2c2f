import { createHash, randomBytes } from 'node:crypto';
import { entityFromItem } from '../adapters/dynamo/entity.ts';
import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import type { DialectName } from '../base/dialect-name.ts';
import type { Mode } from '../base/scope.ts';
import type { Tenant } from './tenant.ts';

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
  /** SHA-256 of the secret, in hexadecimal: all of it that is stored. */
  hash: string;
}

/** A tenant's own API key. What is copied onto the key's item is here without another read. */
export interface KeyPrincipal {
  kind: 'key';
  tenantId: string;
  mode: Mode;
  keyId: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** log2(62) × 32 = 190 bits. */
const SECRET_LENGTH = 32;

/** A new secret, `tk_live_…` or `tk_test_…`, evenly drawn. */
export function newApiKeySecret(mode: Mode): string {
  let text = '';
  while (text.length < SECRET_LENGTH)
    // 248 is the last multiple of 62 in a byte: the rest would favour the alphabet's start.
    for (const byte of randomBytes(SECRET_LENGTH))
      if (byte < 248 && text.length < SECRET_LENGTH) text += ALPHABET[byte % 62];
  return `tk_${mode}_${text}`;
}

/** Whether a text looks like a tenant's key at all. */
export const isApiKeySecret = (text: string): boolean => /^tk_(?:live|test)_[0-9A-Za-z]{16,64}$/.test(text);

export const hashApiKeySecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** What authentication finds and counts on. It is in no index: each request writes it. */
export const apiKeyCredentialKey = (hash: string): Key => ({ pk: `APIKEY#${hash}`, sk: 'APIKEY' });

/** What the tenant's list of keys shows, beside the tenant. */
export const apiKeyKey = (tenantId: string, keyId: string): Key => ({
  pk: `TENANT#${tenantId}`,
  sk: `${API_KEY_PREFIX}${keyId}`,
});

export const API_KEY_PREFIX = 'APIKEY#';

export function apiKeyToItem(key: ApiKey): Item {
  return { ...apiKeyKey(key.tenantId, key.id), entity: 'api-key', ...key };
}

export const apiKeyFromItem = (item: Item): ApiKey => entityFromItem(item);

export function apiKeyCredentialToItem(key: ApiKey, tenant: Tenant): Item {
  return {
    ...apiKeyCredentialKey(key.hash),
    entity: 'credential',
    keyId: key.id,
    tenantId: key.tenantId,
    mode: key.mode,
    ...copiedFrom(tenant),
  };
}

/** What of the tenant each of its keys holds too, so that a request needs no other read. */
export function copiedFrom(tenant: Tenant): Record<string, unknown> {
  const { country, currency, timeZone, version } = tenant;
  const limits = limitedDialects.map((name) => [limitAttribute(name), tenant.limits[name]]);
  return { country, currency, timeZone, tenantVersion: version, ...Object.fromEntries(limits) };
}

/** The dialects whose requests are counted. */
export const limitedDialects = [
  'confirmation',
  'orders',
  'delivery',
  'platform',
] as const satisfies readonly DialectName[];

export const limitAttribute = (dialect: DialectName): string => `limit_${dialect}`;

export function principalFromItem(item: Item): KeyPrincipal {
  return {
    kind: 'key',
    tenantId: String(item.tenantId),
    mode: item.mode as Mode,
    keyId: String(item.keyId),
    country: String(item.country),
    currency: String(item.currency),
    timeZone: String(item.timeZone),
  };
}
