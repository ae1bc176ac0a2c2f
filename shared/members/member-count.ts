import type { TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Key, Write } from '../adapters/dynamo/expressions.ts';
import { Problem } from '../base/problem.ts';
import type { Role } from '../tenants/access/role.ts';
import { membersPartition } from './member.ts';

const MAX_MEMBERS = 100;

const countKey = (tenantId: string): Key => ({ pk: membersPartition(tenantId), sk: 'COUNT' });

const MEMBERS = 'memberCount';
const OWNERS = 'ownerCount';

const ownersIn = (role: Role): number => (role === 'owner' ? 1 : 0);

/** The write that counts a new member. */
export const countMember = (tenantId: string, role: Role): Write => ({
  update: countKey(tenantId),
  changes: { set: { entity: 'member-count' }, add: { members: 1, owners: ownersIn(role) } },
  if: {
    expression: 'attribute_not_exists(#members) OR #members < :most',
    names: { '#members': 'members' },
    values: { ':most': MAX_MEMBERS },
  },
  name: MEMBERS,
});

/** The write that counts a member whose role changed or ended; none if the sums stay the same. */
export function countRole(tenantId: string, before: Role, after: Role | undefined): Write[] {
  const owners = (after ? ownersIn(after) : 0) - ownersIn(before);
  const members = after === undefined ? -1 : 0;
  if (owners === 0 && members === 0) return [];
  const add = { ...(members !== 0 && { members }), ...(owners !== 0 && { owners }) };
  const another = {
    expression: '#owners > :one',
    names: { '#owners': 'owners' },
    values: { ':one': 1 },
  };
  return [{ update: countKey(tenantId), changes: { add }, ...(owners < 0 && { if: another }), name: OWNERS }];
}

/** What it means that a count alone was refused; undefined when another writer was faster, too. */
export function countRefused(cause: TransactionRefused): Problem | undefined {
  const names = new Set(cause.failures.map(({ name }) => name));
  if (names.size !== 1) return undefined;
  if (names.has(MEMBERS)) return new Problem('limit_reached', { limit: MAX_MEMBERS }, { cause });
  return names.has(OWNERS) ? new Problem('last_owner', {}, { cause }) : undefined;
}
