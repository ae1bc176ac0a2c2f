import { createHash, randomBytes } from 'node:crypto';
import { entityFromItem } from '../adapters/dynamo/entity.ts';
import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import { type Mode, type Scope, scopeKey } from '../base/scope.ts';

/** A URL of its own at which a merchant's site hands in its orders. */
export interface IntakeHook extends Scope {
  /** `ihk_…` */
  id: string;
  /** Of the orders that come in; the ids that the site gives them are unique in it. */
  source: string;
  /** SHA-256 of the URL's token, in hexadecimal. The token itself is not stored. */
  hash: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Grows with every new token. */
  version: number;
}

/** What a token leads to. */
export interface IntakeCredential extends Scope {
  hookId: string;
  source: string;
}

/** 192 bits, as 32 characters that need no escaping in a URL. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** Whether a text looks like a token at all. */
export const isToken = (text: string): boolean => /^[\w-]{32}$/.test(text);

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Where orders are handed in: the base of the API's URL, and the token. */
export const hookUrl = (publicUrl: string, token: string): string => `${publicUrl}/hooks/catch/${token}`;

/** The partition that holds all hooks of a tenant's mode. */
export const hooksPartition = (scope: Scope): string => `HOOKS#${scopeKey(scope)}`;

/** Of their sort keys. */
export const HOOK_PREFIX = 'ihk_';

export const hookKey = (scope: Scope, hookId: string): Key => ({ pk: hooksPartition(scope), sk: hookId });

export const hookCredentialKey = (hash: string): Key => ({ pk: `HOOK#${hash}`, sk: 'HOOK' });

export const hookToItem = (hook: IntakeHook): Item => ({
  ...hookKey(hook, hook.id),
  entity: 'intake-hook',
  ...hook,
});

export const hookFromItem = (item: Item): IntakeHook => entityFromItem(item);

export const hookCredentialToItem = ({ id, tenantId, mode, source, hash }: IntakeHook): Item => ({
  ...hookCredentialKey(hash),
  entity: 'intake-credential',
  hookId: id,
  tenantId,
  mode,
  source,
});

export const hookCredentialFromItem = ({ hookId, tenantId, mode, source }: Item): IntakeCredential => ({
  hookId: String(hookId),
  tenantId: String(tenantId),
  mode: mode as Mode,
  source: String(source),
});
