import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';
import { languages } from '../../shared/members/member.ts';
import { roles } from '../../shared/tenants/role.ts';
import { consolePageRoutes } from './page-routes.ts';

const SessionView = z.object({
  signedIn: z.boolean(),
  admin: z.boolean().optional().describe('Whether the admin key opened it; it has no member and no tenant'),
  member: z
    .object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      role: z.enum(roles),
      language: z.enum(languages).nullable(),
    })
    .optional(),
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

export const getSessionRoute = declare({
  name: 'get-session',
  dialect: 'console',
  method: 'GET',
  path: '/console/session',
  summary: 'Who is signed in',
  description: 'Without a session, or with one that has ended, it says so and is no error.',
  audience: 'none',
  table: 'read',
  partitions: ['SESSION#', 'MEMBERS#', 'TENANT#'],
  answers: { 200: { description: 'Who, and for which tenant', schema: SessionView } },
});

/** The console's pages, and who is signed in to them. */
export const consoleRoutes = [getSessionRoute, ...consolePageRoutes];
