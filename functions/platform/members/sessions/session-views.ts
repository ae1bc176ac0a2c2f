import * as z from 'zod';
import type { Reply } from '../../../../shared/http/exchange.ts';
import { sessionCookie } from '../../../../shared/http/sign-in/session-cookie.ts';
import { languages, type Member } from '../../../../shared/members/member.ts';
import type { SignIn } from '../../../../shared/members/sign-in.ts';
import type { SignedIn } from '../../../../shared/members/signed-in.ts';
import { roles } from '../../../../shared/tenants/access/role.ts';
import type { Tenant } from '../../../../shared/tenants/tenant/tenant.ts';

export const SessionView = z.object({
  signedIn: z.boolean(),
  admin: z
    .boolean()
    .optional()
    .describe('Whether it was opened with the admin key; then it has no member and no tenant'),
  member: z
    .object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      role: z.enum(roles),
      language: z.enum(languages).nullable(),
    })
    .optional(),
  orderLogs: z
    .string()
    .optional()
    .describe(
      'A page of the logs of one order, with ORDER_ID in place of its id, for people with access to them in AWS',
    ),
  tenant: z
    .object({
      id: z.string(),
      name: z.string(),
      country: z.string(),
      currency: z.string(),
      timeZone: z.string(),
      language: z.string(),
    })
    .optional(),
});

/** The user who is signed in, as the console needs it first. */
export function viewWho(who: SignedIn): z.output<typeof SessionView> {
  if (who.kind === 'admin') return { signedIn: true, admin: true };
  return { signedIn: true, admin: false, member: memberIn(who.member), tenant: tenantIn(who.tenant) };
}

const memberIn = ({ id, name, email, role, language }: Member) => ({ id, name, email, role, language });

const tenantIn = ({ id, name, country, currency, timeZone, language }: Tenant) => ({
  id,
  name,
  country,
  currency,
  timeZone,
  language,
});

/** The answer that signs a browser in. */
export const signInReply = ({ who, token, session }: SignIn, now: Date): Reply => ({
  status: 201,
  body: viewWho(who),
  cookies: [sessionCookie(token, session.expiresAt - Math.floor(now.getTime() / 1000))],
});
