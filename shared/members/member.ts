import { createHash } from 'node:crypto';
import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../adapters/dynamo/items/entity.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { isId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Role } from '../tenants/access/role.ts';

/** The languages of the console. */
export const languages = ['es', 'en', 'pt'] as const;

export type Language = (typeof languages)[number];

/** A person who works for a tenant, and signs in to do so. */
export interface Member {
  /** `mem_…` */
  id: string;
  tenantId: string;
  name: string;
  /** As it was given; `emailKey` finds it however it is written. */
  email: string;
  role: Role;
  /** null: the tenant's, or the browser's. */
  language: Language | null;
  /** Invited until there is a password. */
  status: 'invited' | 'active';
  /** Of the one-time link that sets a password, while there is one. */
  invitation: { hash: string; expiresAt: string } | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  updatedAt: string;
  /** Counts the changes; a change is conditional on it. */
  version: number;
}

/** The partition that holds a tenant's members and the list of their sessions. */
export const membersPartition = (tenantId: string): string => `MEMBERS#${tenantId}`;

/** How the sort keys of members begin. */
const MEMBER_PREFIX = 'mem_';

export const memberKey = (tenantId: string, memberId: string): Key => ({
  pk: membersPartition(tenantId),
  sk: memberId,
});

export const memberToItem = (member: Member): Item => ({
  ...memberKey(member.tenantId, member.id),
  entity: 'member',
  ...member,
});

export const memberFromItem = (item: Item): Member => entityFromItem(item);

/** One address in any case: mail servers that distinguish case do not occur. */
export const sameEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** The item that makes an e-mail unique over all tenants, finds its member and proves the password. */
export const emailKey = (email: string): Key => ({
  pk: `EMAIL#${createHash('sha256').update(sameEmail(email)).digest('hex')}`,
  sk: 'EMAIL',
});

/** @throws Problem not_found */
export async function loadMember(table: Table, tenantId: string, memberId: string): Promise<Member> {
  const item = isId('member', memberId) ? await table.get(memberKey(tenantId, memberId)) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return memberFromItem(item);
}

/** Oldest first. */
export async function listMembers(table: Table, tenantId: string): Promise<Member[]> {
  const members: Member[] = [];
  for await (const item of table.all({ pk: membersPartition(tenantId), prefix: MEMBER_PREFIX }))
    members.push(memberFromItem(item));
  return members;
}
