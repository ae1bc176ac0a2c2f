import { absent } from '../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { newId } from '../../shared/base/ids.ts';
import { makeLink } from '../../shared/members/link.ts';
import { emailKey, listMembers, type Member, memberToItem } from '../../shared/members/member.ts';
import { countMember } from '../../shared/members/member-count.ts';

/**
 * A one-time link to the console that signs its reader in as the owner of the demo tenant, who needs no password for it.
 * @param url where the host serves
 */
export async function demoConsoleLink(table: Table, tenantId: string, url: string): Promise<string> {
  const now = new Date();
  const owner = (await listMembers(table, tenantId)).find(({ role }) => role === 'owner');
  const link = makeLink('sign-in', { tenantId, memberId: owner?.id ?? newId('member', now) }, url, now);
  const { memberId } = link.link;
  await table.transact([link.write, ...(owner ? [] : insertOwner(tenantId, memberId, now))]);
  return link.url;
}

function insertOwner(tenantId: string, id: string, now: Date) {
  const member: Member = {
    id,
    tenantId,
    name: 'Demo owner',
    email: `owner@${tenantId.replace('_', '-')}.example`,
    role: 'owner',
    // As all that `npm start` prints.
    language: 'en',
    status: 'active',
    invitation: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    version: 1,
  };
  return [
    { put: memberToItem(member), if: absent },
    { put: { ...emailKey(member.email), entity: 'member-password', tenantId, memberId: id }, if: absent },
    countMember(tenantId, 'owner'),
  ];
}
