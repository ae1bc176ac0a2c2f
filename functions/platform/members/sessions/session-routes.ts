import * as z from 'zod';
import { declare } from '../../../../shared/http/declaration.ts';
import { SessionView } from './session-views.ts';

const ListedSessionView = z.object({
  id: z.string(),
  current: z.boolean().describe('Whether it is the session of this request'),
  userAgent: z.string().nullable().describe('The browser’s user agent'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().describe('When it ends unless it is used before'),
});

const text = (most: number) => z.string().min(1).max(most).optional();

const SignIn = z
  .strictObject({
    email: text(254),
    password: text(128),
    token: text(200).describe('Of a one-time link'),
    adminKey: text(1000),
  })
  .superRefine((given, context) => {
    const ways = [given.email ?? given.password, given.token, given.adminKey].filter(
      (way) => way !== undefined,
    );
    const missing = (field: string) =>
      context.addIssue({ code: 'custom', path: [field], message: '', params: { rule: 'required' } });
    if (ways.length > 1)
      context.addIssue({
        code: 'custom',
        message: 'must have either email and password, or token, or adminKey',
      });
    else if (given.token === undefined && given.adminKey === undefined) {
      if (given.email === undefined) missing('email');
      if (given.password === undefined) missing('password');
    }
  });

export const createSessionRoute = declare({
  name: 'create-session',
  dialect: 'platform',
  stack: 'console',
  method: 'POST',
  path: '/platform/v1/sessions',
  summary: 'Signs in, with e-mail and password, a one-time link or the admin key',
  description:
    'The session is in a cookie and lasts 12 hours from its last use. After ten wrong passwords within an hour, for an e-mail or from an address, further attempts have to wait; answers do not reveal whether an e-mail is known.',
  audience: 'none',
  table: 'write',
  partitions: ['EMAIL#', 'LINK#', 'MEMBERS#', 'SESSION#', 'TENANT#', 'RATE#sign-in#'],
  checksAdminKey: true,
  // For scrypt, and a whole processor for it.
  memoryMb: 1769,
  body: SignIn,
  bodyExample: { email: 'ana@mitienda.example', password: 'a dozen letters or more' },
  answers: { 201: { description: 'The member or admin who is signed in now', schema: SessionView } },
  refuses: ['wrong_credentials', 'foreign_origin', 'link_invalid', 'rate_limited'],
});

const common = {
  dialect: 'platform',
  stack: 'console',
  audience: 'admin-or-member',
  role: 'viewer',
  partitions: ['MEMBERS#', 'SESSION#'],
} as const;

export const listSessionsRoute = declare({
  ...common,
  name: 'list-sessions',
  method: 'GET',
  path: '/platform/v1/sessions',
  summary: "One's own sessions that go on, newest first",
  description: 'There are 20 at most: the oldest ends when there would be more.',
  table: 'read',
  answers: {
    200: { description: 'The sessions', schema: z.object({ sessions: z.array(ListedSessionView) }) },
  },
});

export const deleteSessionRoute = declare({
  ...common,
  name: 'delete-session',
  method: 'DELETE',
  path: '/platform/v1/sessions/{id}',
  summary: "Ends one of one's own sessions at once",
  description: 'Requests with it are refused immediately.',
  table: 'write',
  params: z.object({ id: z.string().max(100).describe('ses_…, or `current`') }),
  answers: { 204: { description: 'Ended' } },
});

export const deleteMemberSessionsRoute = declare({
  ...common,
  name: 'delete-member-sessions',
  method: 'DELETE',
  path: '/platform/v1/members/{id}/sessions',
  summary: 'Ends all sessions of a member, for example after a device was lost',
  description: "Owners end those of others; everyone ends one's own.",
  table: 'write',
  params: z.object({ id: z.string().max(100).describe('mem_…, or `me`: the member who is signed in') }),
  query: z.object({
    tenantId: z.string().max(100).optional().describe('With the admin key: the tenant of the member'),
  }),
  answers: { 204: { description: 'Ended' } },
});

export const sessionRoutes = [
  createSessionRoute,
  listSessionsRoute,
  deleteSessionRoute,
  deleteMemberSessionsRoute,
];
