import * as z from 'zod';
import { freeText } from '../../../shared/base/input/coerce.ts';
import { optionalLine, visibleLine } from '../../../shared/base/input/texts.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../shared/http/list-page.ts';
import { MAX_PHONE_TEXT } from '../../../shared/phones/written.ts';

const Page = z.object({ limit: pageLimit, cursor: Cursor.optional() });
const phone = z
  .string()
  .trim()
  .min(1)
  .max(MAX_PHONE_TEXT)
  .describe('E.164, or any form that is valid in the tenant’s country');

const UserView = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  createdAt: z.iso.datetime(),
});

const OptOutView = z.object({
  phone: z.string(),
  reason: z.string().nullable(),
  createdAt: z.iso.datetime(),
});

const nextCursor = z.string().nullable().describe('null on the last page');

export const createUserRoute = declare({
  name: 'create-user',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/users',
  summary: 'Adds a user, on whose behalf deliveries are ordered',
  description: 'A user may have a wallet of its own.',
  audience: 'key',
  role: 'operator',
  table: 'write',
  partitions: ['USERS#'],
  body: z.strictObject({
    name: freeText(visibleLine(200)),
    phone: phone.nullish(),
  }),
  bodyExample: { name: 'Ana Gómez', phone: '+573001234567' },
  answers: { 201: { description: 'The user', schema: UserView } },
});

export const listUsersRoute = declare({
  name: 'list-users',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/users',
  summary: 'Lists users, newest first',
  description: '`nextCursor` fetches the next page; null on the last one.',
  audience: 'key',
  table: 'read',
  partitions: ['USERS#'],
  query: Page,
  answers: { 200: { description: 'A page', schema: z.object({ users: z.array(UserView), nextCursor }) } },
});

export const createOptOutRoute = declare({
  name: 'create-opt-out',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/opt-outs',
  summary: 'Stops all calls to a phone number',
  description:
    'In the mode of the key, for all orders, including existing ones, however the number is written.',
  audience: 'key',
  role: 'operator',
  table: 'write',
  partitions: ['OPTOUT#'],
  body: z.strictObject({ phone, reason: optionalLine(300) }),
  bodyExample: { phone: '+573001234567', reason: 'asked on WhatsApp' },
  answers: { 201: { description: 'The number is no longer called', schema: OptOutView } },
});

export const listOptOutsRoute = declare({
  name: 'list-opt-outs',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/opt-outs',
  summary: 'Lists the phone numbers that are not called, sorted by number',
  description: '`nextCursor` fetches the next page; null on the last one.',
  audience: 'key',
  table: 'read',
  partitions: ['OPTOUT#'],
  query: Page,
  answers: { 200: { description: 'A page', schema: z.object({ optOuts: z.array(OptOutView), nextCursor }) } },
});

export const deleteOptOutRoute = declare({
  name: 'delete-opt-out',
  dialect: 'platform',
  method: 'DELETE',
  path: '/platform/v1/opt-outs/{phone}',
  summary: 'Allows calls to a phone number again',
  description: 'Calls that were prevented are not made later.',
  audience: 'key',
  role: 'operator',
  table: 'write',
  partitions: ['OPTOUT#'],
  params: z.object({ phone }),
  answers: { 204: { description: 'The number may be called again' } },
});

export const customerRoutes = [
  createUserRoute,
  listUsersRoute,
  createOptOutRoute,
  listOptOutsRoute,
  deleteOptOutRoute,
];
