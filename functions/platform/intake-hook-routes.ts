import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';
import { hookUrl } from '../../shared/intake/hook.ts';
import type { MadeIntakeHook } from '../../shared/intake/hook-store.ts';

const HookView = z.object({
  id: z.string(),
  source: z.string().describe('Of the orders that come in through it'),
  token: z.string().describe('Shown this once'),
  url: z.string().describe('Where to POST orders to; holds the token'),
  createdAt: z.iso.datetime(),
});

/** What its maker is shown, once. */
export const viewMadeHook = (
  { hook, token }: MadeIntakeHook,
  publicUrl: string,
): z.input<typeof HookView> => ({
  id: hook.id,
  source: hook.source,
  token,
  url: hookUrl(publicUrl, token),
  createdAt: hook.createdAt,
});

const Source = z
  .string()
  .trim()
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.:-]*$/u)
  .describe('Orders of one source have an id each; every hook is a source of its own when it is left out');

export const createIntakeHook = declare({
  name: 'create-intake-hook',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/intake-hooks',
  summary: "Makes a URL at which a site hands in its orders, in the mode of the request's key",
  audience: 'key',
  table: 'write',
  body: z.strictObject({ source: Source.optional() }).optional(),
  bodyExample: { source: 'mitienda.com' },
  answers: { 201: { description: 'The hook, with its token', schema: HookView } },
});

export const regenerateIntakeHook = declare({
  name: 'regenerate-intake-hook',
  dialect: 'platform',
  method: 'POST',
  path: '/platform/v1/intake-hooks/{id}/regenerate',
  summary: 'Gives a hook another URL; the old one stops working at once',
  audience: 'key',
  table: 'write',
  params: z.object({ id: z.string().max(100).describe('ihk_…') }),
  answers: { 201: { description: 'The hook, with its new token', schema: HookView } },
});

export const intakeHookRoutes = [createIntakeHook, regenerateIntakeHook];
