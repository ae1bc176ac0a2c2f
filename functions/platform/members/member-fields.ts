import * as z from 'zod';
import { freeText } from '../../../shared/base/input/coerce.ts';
import { formatRule } from '../../../shared/base/input/format-rule.ts';
import { visibleLine } from '../../../shared/base/input/texts.ts';
import { languages } from '../../../shared/members/member.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../../../shared/members/password.ts';
import { roles } from '../../../shared/tenants/access/role.ts';

export const MemberName = freeText(visibleLine(100));

export const MemberEmail = z
  .string()
  .trim()
  .max(254)
  .refine((text) => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text), formatRule('email address'))
  .describe('Unique over all tenants, however it is written');

export const MemberRole = z
  .enum(roles)
  .describe('owner: everything; operator: orders, calls, deliveries, cash, retries; viewer: reads');

export const MemberLanguage = z.enum(languages).nullable().describe('null: that of the tenant or browser');

export const NewPassword = z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH);

/** One that may be right: no more than is ever set. */
export const Password = z.string().min(1).max(MAX_PASSWORD_LENGTH);

export const MemberView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: MemberRole,
  language: MemberLanguage,
  status: z.enum(['invited', 'active']).describe('invited: there is no password yet'),
  invitation: z
    .object({ expiresAt: z.iso.datetime() })
    .nullable()
    .describe('Of the link that is open, until a password is set with it'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const InvitedMemberView = MemberView.extend({
  invitation: z
    .object({ url: z.url(), expiresAt: z.iso.datetime() })
    .describe('A one-time link, shown this once: whoever has it sets the password'),
});
