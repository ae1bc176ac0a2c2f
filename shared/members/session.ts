import { createHash, randomBytes } from 'node:crypto';
import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import type { Mode } from '../base/scope.ts';
import type { SessionPrincipal } from '../tenants/access/caller.ts';
import type { Role } from '../tenants/access/role.ts';

/** A session ends this long after it was used last. */
export const IDLE_SECONDS = 12 * 3600;

/** It is extended when this much of that has passed: not every request needs a write more. */
const PROLONGED_AFTER_SECONDS = 300;

/** And this long after it began, however much it is used: a member signs in again, an admin sooner. */
export const MAX_SESSION_SECONDS = { member: 30 * 24 * 3600, admin: IDLE_SECONDS } as const;

/** A new secret: 256 bits, as text that URLs and cookies carry unchanged. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Whether a text looks like one of our secrets at all. */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** The stored hash of a secret. It needs no salt: nobody guesses 256 bits. */
export const hashSecret = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Who signed in: a member of a tenant, or an admin, who belongs to none. */
export interface Session {
  /** `ses_…` */
  id: string;
  /** SHA-256 of the token in the cookie, in hexadecimal. */
  hash: string;
  member: { id: string; tenantId: string; name: string; role: Role } | undefined;
  /** Of an admin's: the token, signed with the admin key that began it; empty for a member's. */
  adminProof: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Epoch seconds: when it ends unless it is used before. */
  expiresAt: number;
  /** Epoch seconds: when it ends in any case. */
  endsAt: number;
}

/** The item by which a session is found and its requests are counted. It is in no index: each request writes it. */
export const sessionKey = (hash: string): Key => ({ pk: `SESSION#${hash}`, sk: 'SESSION' });

/** The session that an item holds; undefined when there is none, or it has ended. */
export function sessionFromItem(item: Item | undefined, now: Date): Session | undefined {
  // Time to live deletes hours late.
  if (item === undefined || Number(item.expiresAt) * 1000 <= now.getTime()) return undefined;
  const { memberId, tenantId, name, role } = item;
  return {
    id: String(item.sessionId),
    hash: item.pk.slice(sessionKey('').pk.length),
    member:
      memberId === undefined
        ? undefined
        : { id: String(memberId), tenantId: String(tenantId), name: String(name), role: role as Role },
    adminProof: typeof item.adminProof === 'string' ? item.adminProof : '',
    createdAt: String(item.createdAt),
    expiresAt: Number(item.expiresAt),
    endsAt: Number(item.endsAt),
  };
}

/** The caller that a member's session makes in a mode. */
export function sessionPrincipal(item: Item, { id, member }: Session, mode: Mode): SessionPrincipal {
  if (member === undefined) throw new Error('The session is an admin’s, not a member’s');
  return {
    kind: 'session',
    tenantId: member.tenantId,
    mode,
    sessionId: id,
    memberId: member.id,
    name: member.name,
    role: member.role,
    country: String(item.country),
    currency: String(item.currency),
    timeZone: String(item.timeZone),
  };
}

/** When a session that is used now ends next; undefined while it need not be written for that. */
export function extendedExpiry({ expiresAt, endsAt }: Session, now: Date): number | undefined {
  const next = Math.min(Math.floor(now.getTime() / 1000) + IDLE_SECONDS, endsAt);
  return next - expiresAt >= PROLONGED_AFTER_SECONDS ? next : undefined;
}
