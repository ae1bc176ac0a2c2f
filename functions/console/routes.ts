import { declare } from '../../shared/http/declaration.ts';
import { SessionView } from '../platform/members/sessions/session-views.ts';
import { consolePageRoutes } from './page-routes.ts';

export const getSessionRoute = declare({
  name: 'get-session',
  dialect: 'console',
  method: 'GET',
  path: '/console/session',
  summary: 'Who is signed in',
  description: 'Also answers 200 without a session, or with one that has ended.',
  audience: 'none',
  table: 'read',
  partitions: ['SESSION#', 'MEMBERS#', 'TENANT#'],
  checksAdminKey: true,
  linksLogs: true,
  answers: { 200: { description: 'Who, and for which tenant', schema: SessionView } },
});

/** The console's pages, and who is signed in to them. */
export const consoleRoutes = [getSessionRoute, ...consolePageRoutes];
