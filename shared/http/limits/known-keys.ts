import type { Item } from '../../adapters/dynamo/expressions.ts';
import type { DialectName } from '../../base/dialect-name.ts';
import { scopeKey } from '../../base/scope.ts';
import { limitAttribute, principalFromItem } from '../../tenants/api-key.ts';
import type { KeyPrincipal } from '../../tenants/caller.ts';
import type { Dialect } from '../dialects/dialect.ts';

/** Whose requests are counted on items apart from the key's, and how many of them a minute may have. */
export interface KeyOwner {
  name: DialectName;
  /** Part of the counters' keys. */
  id: string;
  limitPerMinute: number;
  principal: KeyPrincipal;
  /** The last minute, since 1970, in which a request was one too many. */
  exhaustedIn?: number;
}

/** A key never changes its tenant: where to count is known from the last time, while it is read again. */
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
    // Tests never use up what live traffic has.
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
 * Whom a key will authenticate, as far as can be told before it is read: not while it exceeds its limit, which
 * would then cost as much as if they were not refused.
 */
export function expectedPrincipal(dialect: Dialect, hash: string, now: Date): KeyPrincipal | undefined {
  const owner = knownOwner(dialect, hash);
  return owner === undefined || owner.exhaustedIn === minuteOf(now) ? undefined : owner.principal;
}

/** Notes that a key's request was one too many. */
export function noteExhausted(dialect: Dialect, hash: string, now: Date): void {
  const owner = knownOwner(dialect, hash);
  if (owner) owner.exhaustedIn = minuteOf(now);
}

const minuteOf = (now: Date): number => Math.floor(now.getTime() / 60_000);
