import * as z from 'zod';
import { declare } from '../../../shared/http/declaration.ts';
import type { Reply } from '../../../shared/http/exchange.ts';
import { SOURCE } from '../../../shared/orders/names/external-id.ts';
import { hookUrl, type IntakeHook, type MadeIntakeHook } from '../../../shared/tenants/access/hook.ts';

const HookView = z.object({
  id: z.string(),
  source: z.string().describe('The source of orders received through it'),
  createdAt: z.iso.datetime(),
});

export const viewHook = ({ id, source, createdAt }: IntakeHook): z.input<typeof HookView> => ({
  id,
  source,
  createdAt,
});

const MadeHookView = z.object({
  ...HookView.shape,
  token: z.string().describe('Shown only once'),
  url: z.string().describe('The URL to POST orders to; contains the token'),
});

const viewMadeHook = ({ hook, token }: MadeIntakeHook, publicUrl: string): z.input<typeof MadeHookView> => ({
  ...viewHook(hook),
  token,
  url: hookUrl(publicUrl, token),
});

/** The answer to its creator, the only one with the token. */
export const replyMadeHook = (made: MadeIntakeHook, publicUrl: string): Reply => ({
  status: 201,
  body: viewMadeHook(made, publicUrl),
  secret: true,
});

const Source = z
  .string()
  .trim()
  .max(60)
  .regex(SOURCE, 'source')
  .describe('Order ids are unique within a source; by default each hook is its own source');

const HookPath = z.object({ id: z.string().max(100).describe('ihk_…') });

export const createIntakeHookRoute = declare({
  name: 'create-intake-hook',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/intake-hooks',
  summary: "Creates a URL to which a site posts its orders, in the mode of the request's key; at most 100",
  description: 'The URL contains a secret token: keep it private.',
  audience: 'key',
  table: 'write',
  partitions: ['HOOKS#', 'HOOK#'],
  body: z.strictObject({ source: Source.optional() }).optional(),
  bodyExample: { source: 'mitienda.com' },
  answers: { 201: { description: 'The hook, with its token', schema: MadeHookView } },
  refuses: ['limit_reached'],
});

export const regenerateIntakeHookRoute = declare({
  name: 'regenerate-intake-hook',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/intake-hooks/{id}/regenerate',
  summary: 'Gives a hook a new URL; the old one stops working at once',
  description: 'For a URL that was leaked.',
  audience: 'key',
  table: 'write',
  partitions: ['HOOKS#', 'HOOK#'],
  params: HookPath,
  answers: { 201: { description: 'The hook, with its new token', schema: MadeHookView } },
});

export const listIntakeHooks = declare({
  name: 'list-intake-hooks',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/intake-hooks',
  summary: "Lists the intake hooks of the key's mode, without their URLs, oldest first",
  description: 'URLs are shown only when they are created.',
  audience: 'key',
  table: 'read',
  partitions: ['HOOKS#'],
  answers: {
    200: {
      description: 'All of them',
      schema: z.object({ intakeHooks: z.array(HookView), nextCursor: z.null() }),
    },
  },
});

export const deleteIntakeHookRoute = declare({
  name: 'delete-intake-hook',
  dialect: 'platform',
  method: 'DELETE',
  path: '/platform/v1/intake-hooks/{id}',
  summary: 'Deletes a hook: its URL stops working at once; its orders are kept',
  description: 'Posting to it then answers 404.',
  audience: 'key',
  table: 'write',
  partitions: ['HOOKS#', 'HOOK#'],
  params: HookPath,
  answers: { 204: { description: 'Removed' } },
  refuses: ['conflict'],
});

export const intakeHookRoutes = [
  createIntakeHookRoute,
  listIntakeHooks,
  deleteIntakeHookRoute,
  regenerateIntakeHookRoute,
];
