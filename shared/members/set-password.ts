import { decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import { type Condition, present, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import { loadTenant } from '../tenants/tenant/tenant.ts';
import { LINK, loadLink, useLink } from './link.ts';
import { emailKey, loadMember, type Member, memberToItem } from './member.ts';
import { hashPassword, isGuessable, isPassword } from './password.ts';
import { endSessions, listSessions, startSession } from './session-store.ts';
import type { SignIn, SignInContext } from './sign-in.ts';
import { byAddress, byEmail, countPasswordAttempt } from './wrong-passwords.ts';

/**
 * Sets the password that an invitation asks for, and signs the member in; sessions from before end.
 * @throws Problem link_invalid, also for the slower of two concurrent redemptions, invalid_request
 */
export async function redeemInvitation(
  table: Table,
  { token, password }: { token: string; password: string },
  { userAgent, now }: SignInContext,
): Promise<SignIn> {
  const { hash, tenantId, memberId } = await loadLink(table, 'invitation', token, now);
  const owner = { tenantId, memberId };
  const load = async () => {
    const [member, tenant] = await Promise.all([
      loadMember(table, tenantId, memberId),
      loadTenant(table, tenantId),
    ]);
    // It was withdrawn since it was read.
    if (member.invitation?.hash !== hash) throw new Problem('link_invalid');
    return { member, tenant, sessions: await listSessions(table, owner, now) };
  };
  requireUnguessable('password', password, (await load()).member);
  const proof = await hashPassword(password);
  return decideAndStore(
    { table, clock: () => now },
    {
      load,
      decide({ member: before, tenant, sessions }) {
        const member = withPassword({ ...before, status: 'active', invitation: null }, now);
        const started = startSession({ member, tenant }, userAgent, now);
        return {
          answer: { ...started, who: { kind: 'member', member, tenant } as const },
          writes: [
            useLink(hash),
            ...storePassword(before, member, proof),
            ...endSessions(owner, sessions),
            ...started.writes,
          ],
        };
      },
      refused: (cause) => cause.failed(LINK) && new Problem('link_invalid', {}, { cause }),
    },
  );
}

/**
 * Changes a member's own password; the other sessions end.
 * @param sessionId of the one that continues
 * @throws Problem invalid_request when the current password is wrong, or the new one is guessed easily; rate_limited
 */
export async function changePassword(
  table: Table,
  { tenantId, memberId, sessionId }: { tenantId: string; memberId: string; sessionId: string },
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  { address, now }: Pick<SignInContext, 'address' | 'now'>,
): Promise<void> {
  const owner = { tenantId, memberId };
  const member = await loadMember(table, tenantId, memberId);
  requireUnguessable('newPassword', newPassword, member);
  const { email } = member;
  const tried = await countPasswordAttempt(table, [byAddress(address), byEmail(email)], now);
  const stored = (await table.get(emailKey(email)))?.password as string | undefined;
  if (!(await isPassword(currentPassword, stored))) throw notCurrent();
  await tried.wasCorrect();
  const proof = await hashPassword(newPassword);
  await decideAndStore(
    { table, clock: () => now },
    {
      async load() {
        const member = await loadMember(table, tenantId, memberId);
        return { member, sessions: await listSessions(table, owner, now) };
      },
      decide({ member: before, sessions }) {
        const others = sessions.filter(({ id }) => id !== sessionId);
        const member = withPassword(before, now);
        return {
          answer: undefined,
          writes: [...storePassword(before, member, proof, stored), ...endSessions(owner, others)],
        };
      },
      refused: (cause) => cause.failed(PASSWORD) && notCurrent(),
    },
  );
}

const withPassword = (member: Member, now: Date): Member => ({
  ...member,
  updatedAt: now.toISOString(),
  version: member.version + 1,
});

const PASSWORD = 'password';

/** @param expected the current password, where that matters */
const storePassword = (before: Member, member: Member, password: string, expected?: string): Write[] => [
  { put: memberToItem(member), if: versionIs(before.version) },
  {
    update: emailKey(member.email),
    changes: { set: { password } },
    if: expected === undefined ? present : passwordIs(expected),
    name: PASSWORD,
  },
];

const passwordIs = (stored: string): Condition => ({
  expression: '#password = :stored',
  names: { '#password': 'password' },
  values: { ':stored': stored },
});

const notCurrent = (): Problem => refuse('currentPassword', 'is not the password of now');

function requireUnguessable(field: string, password: string, { email }: Member): void {
  if (isGuessable(password, email)) throw refuse(field, 'must not be one that everybody tries first');
}

const refuse = (field: string, expected: string): Problem =>
  new Problem('invalid_request', { issues: [{ field, rule: 'custom', expected }] });
