import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';
import { SOURCE } from '../../shared/orders/external-id.ts';
import { hookUrl, type IntakeHook, type MadeIntakeHook } from '../../shared/tenants/hook.ts';

const HookView = z.object({
  id: z.string(),
  source: z.string().describe('Of the orders that come in through it'),
  createdAt: z.iso.datetime(),
});

export const viewHook = ({ id, source, createdAt }: IntakeHook): z.input<typeof HookView> => ({
  id,
  source,
  createdAt,
});

const MadeHookView = z.object({
  ...HookView.shape,
  token: z.string().describe('Shown this once'),
  url: z.string().describe('Where to POST orders to; holds the token'),
});

/** What its maker is shown, once. */
export const viewMadeHook = (
  { hook, token }: MadeIntakeHook,
  publicUrl: string,
): z.input<typeof MadeHookView> => ({ ...viewHook(hook), token, url: hookUrl(publicUrl, token) });

const Source = z
  .string()
  .trim()
  .max(60)
  .regex(SOURCE)
  .describe('Orders of one source have an id each; every hook is a source of its own when it is left out');

const HookPath = z.object({ id: z.string().max(100).describe('ihk_…') });

export const createIntakeHookRoute = declare({
  name: 'create-intake-hook',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/intake-hooks',
  summary: "Makes a URL at which a site hands in its orders, in the mode of the request's key; 100 at most",
  description: 'The token in the URL is its key: keep it secret.',
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
  summary: 'Gives a hook another URL; the old one stops working at once',
  description: 'For a URL that got into wrong hands.',
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
  summary: "All intake hooks of the key's mode, without their URLs, oldest first",
  description: 'A URL is shown when it is made and never again.',
  audience: 'key',
  table: 'read',
  partitions: ['HOOKS#'],
  answers: { 200: { description: 'All of them', schema: z.object({ intakeHooks: z.array(HookView) }) } },
});

export const deleteIntakeHookRoute = declare({
  name: 'delete-intake-hook',
  dialect: 'platform',
  method: 'DELETE',
  path: '/platform/v1/intake-hooks/{id}',
  summary: 'Removes a hook: its URL stops working at once; its orders stay',
  description: 'A site that still posts there gets a 404.',
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
