import { expect } from 'vitest';
import { emailKey, loadMember, type Member, memberToItem } from '../../shared/members/member.ts';
import { hashPassword } from '../../shared/members/password.ts';
import { startSession } from '../../shared/members/session-store.ts';
import type { Role } from '../../shared/tenants/access/role.ts';
import { ADMIN_KEY, startApi, type TestApi } from '../support/api/api.ts';
import { browserOf, CONSOLE_ORIGIN } from '../support/api/member.ts';
import type { HandlerResponse } from '../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';

export interface Person {
  id: string;
  email: string;
  password: string;
  /** What the browser sends. */
  browser: { headers: Record<string, string>; cookies: string[] };
}

export interface Console {
  api: TestApi;
  owned: AddedTenant;
  /** Invites a person as the admin does. */
  invite(given?: Partial<{ name: string; email: string; role: Role; language: string }>): Promise<Invited>;
  /** Somebody with a password who is signed in. */
  add(role: Role): Promise<Person>;
  /** `POST /platform/v1/sessions` from an address of its own, unless one is given. */
  signIn(body: object, sourceIp?: string): Promise<HandlerResponse>;
}

export interface Invited {
  id: string;
  email: string;
  token: string;
  answer: HandlerResponse;
}

export const PASSWORD = 'four horses on a hill';

let addresses = 0;

/** An address that nobody else has. */
export const newAddress = (): string => `198.51.${Math.floor(addresses / 250)}.${++addresses % 250}`;

/** The token of a one-time link that an answer shows. */
export const tokenIn = ({ body }: HandlerResponse): string => {
  const { invitation } = body as { invitation: { url: string } };
  return invitation.url.slice(invitation.url.indexOf('=') + 1);
};

/** The cookie of a session that an answer sets, as a browser sends it with the next request. */
export function browserFrom({ cookies = [] }: HandlerResponse): Person['browser'] {
  const [, token = ''] = /^recado-session=([\w-]{43});/.exec(cookies[0] ?? '') ?? [];
  return browserOf(token);
}

let people = 0;

/** The console's endpoints on a tenant of their own. */
export async function openConsole(): Promise<Console> {
  process.env.PUBLIC_URL = CONSOLE_ORIGIN;
  const api = await startApi();
  const owned = await addTenant(api.table);
  // What redeeming leaves, made once: it takes half a second.
  const proof = await hashPassword(PASSWORD);
  const console: Console = {
    api,
    owned,
    async invite(given = {}) {
      const email = given.email ?? `person-${++people}@example.com`;
      const body = { name: 'Ana Gómez', role: 'operator', ...given, email, tenantId: owned.tenant.id };
      const answer = await api.ask('POST /platform/v1/members', { key: ADMIN_KEY, body });
      expect(answer.status).toBe(201);
      return { id: (answer.body as { id: string }).id, email, token: tokenIn(answer), answer };
    },
    async add(role) {
      const { id, email } = await console.invite({ role });
      const member = await loadMember(api.table, owned.tenant.id, id);
      const active: Member = { ...member, status: 'active', invitation: null };
      const { token, writes } = startSession(
        { member: active, tenant: owned.tenant },
        'a browser',
        new Date(),
      );
      await api.table.transact([
        { put: memberToItem(active) },
        { update: emailKey(email), changes: { set: { password: proof } } },
        ...writes,
      ]);
      return { id, email, password: PASSWORD, browser: browserOf(token) };
    },
    signIn: (body, sourceIp = newAddress()) => api.ask('POST /platform/v1/sessions', { body, sourceIp }),
  };
  return console;
}
