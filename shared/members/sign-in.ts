import { decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import { type Item, versionIs } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import { LINK, loadLink, useLink } from './link.ts';
import { emailKey, memberKey } from './member.ts';
import { isPassword } from './password.ts';
import { newSecret } from './session.ts';
import {
  ADMINS,
  endSessions,
  listSessions,
  type StartedSession,
  startSession,
  tooMany,
} from './session-store.ts';
import { loadMemberAndTenant, type MemberAndTenant, type SignedIn } from './signed-in.ts';
import { byAddress, byEmail, countPasswordAttempt } from './wrong-passwords.ts';

/** Where a sign-in comes from, and when. */
export interface SignInContext {
  /** Of the network: wrong passwords are counted by it. */
  address: string;
  userAgent: string | undefined;
  now: Date;
}

/** Who signed in, with a session that has begun. */
export interface SignIn extends StartedSession {
  who: SignedIn;
}

/**
 * Signs a member in. Its answer and duration are the same for a wrong password and for an unknown e-mail: one read, and
 * the work of scrypt.
 * @throws Problem wrong_credentials, rate_limited
 */
export async function signInWithPassword(
  table: Table,
  { email, password }: { email: string; password: string },
  context: SignInContext,
): Promise<SignIn> {
  const tried = await countPasswordAttempt(table, [byAddress(context.address), byEmail(email)], context.now);
  const proof = await table.get(emailKey(email));
  const stored = proof?.password as string | undefined;
  if (!(await isPassword(password, stored)) || proof === undefined) throw new Problem('wrong_credentials');
  await tried.wasCorrect();
  const begin = beginning(table, memberOf(proof), context, async () => {
    // It was changed, or the member removed, since it was read.
    const again = await table.get(emailKey(email));
    if (again?.password !== stored) throw new Problem('wrong_credentials');
  });
  return decideAndStore({ table, clock: () => context.now }, begin);
}

/** Signs in a person who follows a one-time link. @throws Problem link_invalid */
export async function signInWithLink(table: Table, token: string, context: SignInContext): Promise<SignIn> {
  const { hash, ...link } = await loadLink(table, 'sign-in', token, context.now);
  const begin = beginning(table, link, context);
  return decideAndStore(
    { table, clock: () => context.now },
    {
      ...begin,
      decide(state) {
        const { answer, writes } = begin.decide(state);
        return { answer, writes: [...writes, useLink(hash)] };
      },
      refused: (cause) => cause.failed(LINK) && new Problem('link_invalid', {}, { cause }),
    },
  );
}

/** The presented admin key, and the actual one. */
export interface PresentedAdminKey {
  isRight(): Promise<boolean>;
  /** Signs with the actual one. */
  sign(token: string): Promise<string | undefined>;
}

/** Signs an admin in, for the longest time that sessions last. @throws Problem unauthenticated, rate_limited */
export async function signInAdmin(
  table: Table,
  adminKey: PresentedAdminKey,
  { address, userAgent, now }: SignInContext,
): Promise<SignIn> {
  const tried = await countPasswordAttempt(table, [byAddress(address)], now);
  if (!(await adminKey.isRight())) throw new Problem('unauthenticated');
  await tried.wasCorrect();
  const token = newSecret();
  const proof = await adminKey.sign(token);
  if (proof === undefined) throw new Problem('unauthenticated');
  const started = startSession({ token, proof }, userAgent, now);
  const ended = endSessions(ADMINS, tooMany(await listSessions(table, ADMINS, now)));
  await table.transact([...started.writes, ...ended]);
  return { ...started, who: { kind: 'admin' } };
}

interface Whose {
  tenantId: string;
  memberId: string;
}

const memberOf = ({ tenantId, memberId }: Item): Whose => ({
  tenantId: String(tenantId),
  memberId: String(memberId),
});

/**
 * Begins a session of a member. It writes the member, so that whoever ends the member's sessions at the same time sees
 * this one.
 * @param check verifies once more that the member may sign in
 */
function beginning(
  table: Table,
  { tenantId, memberId }: Whose,
  { userAgent, now }: SignInContext,
  check: () => Promise<void> = async () => {},
) {
  const owner = { tenantId, memberId };
  return {
    async load() {
      const [state] = await Promise.all([loadMemberAndTenant(table, owner), check()]);
      // It was removed since it was read.
      if (state === undefined) throw new Problem('wrong_credentials');
      return { ...state, sessions: await listSessions(table, owner, now) };
    },
    decide({ member, tenant, sessions }: MemberAndTenant & { sessions: Listed }) {
      const started = startSession({ member, tenant }, userAgent, now);
      const signs = {
        update: memberKey(tenantId, memberId),
        changes: { add: { version: 1 } },
        if: versionIs(member.version),
      };
      const ended = endSessions(owner, tooMany(sessions));
      return {
        answer: { ...started, who: { kind: 'member', member, tenant } as const },
        writes: [signs, ...started.writes, ...ended],
      };
    },
  };
}

type Listed = Awaited<ReturnType<typeof listSessions>>;
