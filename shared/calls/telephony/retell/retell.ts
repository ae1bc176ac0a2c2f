import * as z from 'zod';
import type { Provider } from '../port/provider.ts';
import { BaseUrl, CallerNumber, Secret } from '../port/settings-fields.ts';
import { AnalysisNames } from './analysis.ts';
import { reportRetellRoute } from './retell-routes.ts';

/** Retell AI: the tenant's own agent there leads the conversation. */
export const retell = {
  name: 'retell',
  settings: z.strictObject({
    provider: z.literal('retell'),
    apiKey: Secret.optional().describe('Dials, and signs webhooks where it is the key that does'),
    webhookKey: Secret.optional().describe('The key with the webhook badge, where that is another one'),
    agentId: z
      .string()
      .trim()
      .regex(/^[\w-]{1,100}$/, 'agent id: agent_…'),
    fromNumber: CallerNumber.describe('E.164: a number that was bought at Retell, or imported from a trunk'),
    analysis: AnalysisNames.optional(),
    baseUrl: BaseUrl.describe('Where private targets are allowed: a stand-in for Retell'),
  }),
  urls: [],
  secrets: { apiKey: 'required', webhookKey: 'optional' },
  boundTo: ['baseUrl'],
  polls: true,
  callbacks: [reportRetellRoute],
  load: () => import('./retell.lazy.ts'),
} as const satisfies Provider;
