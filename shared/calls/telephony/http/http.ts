import * as z from 'zod';
import { isAcceptableSecret, newSigningSecret, SECRET_RULE } from '../../../adapters/signing/secrets.ts';
import type { Provider } from '../port/provider.ts';
import { reportCallRoute } from './http-routes.ts';

/** The merchant's own voice agent: asked by a signed request, it reports by another one. */
export const http = {
  name: 'http',
  settings: z.strictObject({
    provider: z.literal('http').optional(),
    url: z.string().max(2048).describe('Where calls are requested'),
    secret: z
      .string()
      .refine(isAcceptableSecret, `must be ${SECRET_RULE}`)
      .optional()
      .describe('Made, and shown once, when it is left out'),
  }),
  urls: ['url'],
  secrets: { secret: newSigningSecret },
  // It signs what is sent and is never sent itself: an agent that moves keeps it.
  boundTo: [],
  polls: false,
  callbacks: [reportCallRoute],
  load: () => import('./http-agent.lazy.ts'),
} as const satisfies Provider;
