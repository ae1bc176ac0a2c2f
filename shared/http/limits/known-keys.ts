import type { Item } from '../../adapters/dynamo/expressions.ts';
import type { DialectName } from '../../base/dialect-name.ts';
import { scopeKey } from '../../base/scope.ts';
import { limitAttribute, principalFromItem } from '../../tenants/access/api-key.ts';
import type { KeyPrincipal } from '../../tenants/access/caller.ts';
import type { Dialect } from '../dialects/dialect.ts';

/** The owner of a limit that is counted on items apart from the key's, and its requests a minute. */
export interface KeyOwner {
  name: DialectName;
  /** Part of the counters' keys. */
  id: string;
  limitPerMinute: number;
  principal: KeyPrincipal;
  /** The last minute, since 1970, in which the limit was exceeded. */
  exhaustedIn?: number;
}

/** A key never changes its tenant: the counter is known from its last request, while the key is read again. */
const owners = new Map<string, KeyOwner>();
const MAX_OWNERS = 1000;

const nameOf = ({ name }: Dialect, hash: string): string => `${name} ${hash}`;

export const knownOwner = (dialect: Dialect, hash: string): KeyOwner | undefined =>
  owners.get(nameOf(dialect, hash));

export const forgetOwner = (dialect: Dialect, hash: string): void => {
  owners.delete(nameOf(dialect, hash));
};

/** @param item the key's, which has an owner */
export function rememberOwner(dialect: Dialect, hash: string, item: Item): KeyOwner {
  const { name, limitedBy, limitPerMinute } = dialect;
  const principal = principalFromItem(item);
  const key = nameOf(dialect, hash);
  const exhaustedIn = owners.get(key)?.exhaustedIn;
  const owner: KeyOwner = {
    name,
    // Test requests never use up the limit of live ones.
    id: limitedBy === 'tenant' ? scopeKey(principal) : hash,
    limitPerMinute: Number(item[limitAttribute(name)] ?? limitPerMinute),
    principal,
    ...(exhaustedIn !== undefined && { exhaustedIn }),
  };
  owners.delete(key);
  owners.set(key, owner);
  const [oldest = key] = owners.keys();
  if (owners.size > MAX_OWNERS) owners.delete(oldest);
  return owner;
}

/**
 * The principal expected for a key, before the key is read. Undefined while the key exceeds its limit: refused requests
 * would otherwise cost as much as others.
 */
export function expectedPrincipal(dialect: Dialect, hash: string, now: Date): KeyPrincipal | undefined {
  const owner = knownOwner(dialect, hash);
  return owner === undefined || owner.exhaustedIn === minuteOf(now) ? undefined : owner.principal;
}

/** Notes that the key exceeded its limit. */
export function noteExhausted(dialect: Dialect, hash: string, now: Date): void {
  const owner = knownOwner(dialect, hash);
  if (owner) owner.exhaustedIn = minuteOf(now);
}

const minuteOf = (now: Date): number => Math.floor(now.getTime() / 60_000);
