import * as z from 'zod';
import { declare } from '../../../shared/http/declaration.ts';
import {
  InvitedMemberView,
  MemberEmail,
  MemberLanguage,
  MemberName,
  MemberRole,
  MemberView,
  NewPassword,
  Password,
} from './member-fields.ts';

/** Memory for scrypt, and a whole processor with it. */
const SCRYPT_MB = 1769;

const tenantId = z.string().max(100).optional().describe('With the admin key: the tenant of the member');
const OfTenant = z.object({ tenantId });
const MemberPath = z.object({
  id: z.string().max(100).describe('mem_…, or `me`: the member who is signed in'),
});

const common = {
  dialect: 'platform',
  stack: 'console',
  audience: 'admin-or-member',
} as const;

export const createMemberRoute = declare({
  ...common,
  name: 'create-member',
  method: 'POST',
  path: '/platform/v1/members',
  summary: 'Invites a person to work for a tenant',
  description:
    'The answer has a one-time link for the person, good for 72 hours, that sets the password. Nothing is mailed.',
  table: 'write',
  partitions: ['MEMBERS#', 'EMAIL#', 'LINK#', 'TENANT#'],
  body: z.strictObject({
    tenantId,
    name: MemberName,
    email: MemberEmail,
    role: MemberRole,
    language: MemberLanguage.optional(),
  }),
  bodyExample: { name: 'Ana Gómez', email: 'ana@mitienda.example', role: 'operator', language: 'es' },
  answers: { 201: { description: 'The member, with the link', schema: InvitedMemberView } },
  refuses: ['email_taken', 'limit_reached'],
});

export const listMembersRoute = declare({
  ...common,
  name: 'list-members',
  method: 'GET',
  path: '/platform/v1/members',
  summary: 'The members of a tenant, oldest first',
  description: 'There are 100 at most.',
  table: 'read',
  partitions: ['MEMBERS#'],
  query: OfTenant,
  answers: { 200: { description: 'The members', schema: z.object({ members: z.array(MemberView) }) } },
});

export const updateMemberRoute = declare({
  ...common,
  name: 'update-member',
  method: 'PATCH',
  path: '/platform/v1/members/{id}',
  summary: 'Changes a member; omitted fields stay as they are',
  description:
    'A role changes at once, in open sessions too. Members who are no owners change their own name and language only. A tenant keeps at least one owner.',
  role: 'viewer',
  table: 'write',
  partitions: ['MEMBERS#', 'SESSION#'],
  params: MemberPath,
  query: OfTenant,
  body: z.strictObject({
    name: MemberName.optional(),
    role: MemberRole.optional(),
    language: MemberLanguage.optional(),
  }),
  bodyExample: { role: 'owner' },
  answers: { 200: { description: 'The member as it is now', schema: MemberView } },
  refuses: ['last_owner', 'conflict'],
});

export const deleteMemberRoute = declare({
  ...common,
  name: 'delete-member',
  method: 'DELETE',
  path: '/platform/v1/members/{id}',
  summary: 'Removes a member and ends their sessions at once',
  description: 'A tenant keeps at least one owner.',
  table: 'write',
  partitions: ['MEMBERS#', 'EMAIL#', 'LINK#', 'SESSION#', 'VIEWS#'],
  params: MemberPath,
  query: OfTenant,
  answers: { 204: { description: 'Removed' } },
  refuses: ['last_owner', 'conflict'],
});

export const createInvitationRoute = declare({
  ...common,
  name: 'create-invitation',
  method: 'POST',
  path: '/platform/v1/members/{id}/invitations',
  summary: 'Makes a new link for a member who lost the link or the password',
  description:
    'The previous link stops working; a password stays valid until another one is set with the link, which ends all sessions.',
  table: 'write',
  partitions: ['MEMBERS#', 'LINK#'],
  params: MemberPath,
  query: OfTenant,
  answers: { 201: { description: 'The member, with the link', schema: InvitedMemberView } },
});

export const changePasswordRoute = declare({
  ...common,
  name: 'change-password',
  method: 'POST',
  path: '/platform/v1/members/{id}/password',
  summary: "Changes one's own password; one's other sessions end",
  description: 'After ten wrong passwords within an hour, further attempts have to wait.',
  role: 'viewer',
  table: 'write',
  partitions: ['MEMBERS#', 'EMAIL#', 'SESSION#', 'RATE#sign-in#'],
  memoryMb: SCRYPT_MB,
  params: MemberPath,
  body: z.strictObject({ currentPassword: Password, newPassword: NewPassword }),
  bodyExample: { currentPassword: 'the one of before', newPassword: 'a longer one than that' },
  answers: { 204: { description: 'Changed' } },
});

export const redeemInvitationRoute = declare({
  ...common,
  name: 'redeem-invitation',
  method: 'POST',
  path: '/platform/v1/invitations/redeem',
  summary: 'Sets a password with the token of an invitation, and signs in',
  description:
    'A link can be redeemed once. The session is in a cookie; sessions from before end. The password has at least 12 characters.',
  audience: 'none',
  table: 'write',
  partitions: ['MEMBERS#', 'EMAIL#', 'LINK#', 'SESSION#', 'TENANT#'],
  memoryMb: SCRYPT_MB,
  body: z.strictObject({ token: z.string().max(200), password: NewPassword }),
  bodyExample: { token: 'mWx…', password: 'a dozen letters or more' },
  answers: {
    201: {
      description: 'The member who is signed in now',
      schema: z.looseObject({ signedIn: z.literal(true) }),
    },
  },
  refuses: ['link_invalid', 'foreign_origin'],
});

export const memberRoutes = [
  createMemberRoute,
  listMembersRoute,
  updateMemberRoute,
  deleteMemberRoute,
  createInvitationRoute,
  changePasswordRoute,
  redeemInvitationRoute,
];
