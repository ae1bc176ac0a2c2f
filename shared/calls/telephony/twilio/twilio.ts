import * as z from 'zod';
import type { Provider } from '../port/provider.ts';
import { BaseUrl, CallerNumber, Secret } from '../port/settings-fields.ts';
import { Texts } from './texts.ts';
import { reportTwilioRoute } from './twilio-routes.ts';

const sid = (prefix: string) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `SID: ${prefix} and 32 hexadecimal digits`);

/** Twilio Programmable Voice: a conversation by keys and speech, which Recado leads. */
export const twilio = {
  name: 'twilio',
  settings: z
    .strictObject({
      provider: z.literal('twilio'),
      accountSid: sid('AC'),
      authToken: Secret.optional().describe('The primary one: callbacks are signed with it'),
      from: CallerNumber.describe('E.164: a number of the account, or one that it verified'),
      apiKeySid: sid('SK').optional().describe('Dials instead of the auth token, with its secret'),
      apiKeySecret: Secret.optional(),
      texts: Texts.optional(),
      baseUrl: BaseUrl.describe('Where private targets are allowed: a stand-in for Twilio'),
    })
    .refine(({ apiKeySid, apiKeySecret }) => apiKeySecret === undefined || apiKeySid !== undefined, {
      path: ['apiKeySid'],
      message: 'must be there with apiKeySecret',
    }),
  urls: [],
  secrets: { authToken: 'required', apiKeySecret: { with: 'apiKeySid' } },
  boundTo: ['accountSid', 'apiKeySid', 'baseUrl'],
  polls: true,
  callbacks: [reportTwilioRoute],
  load: () => import('./twilio.lazy.ts'),
} as const satisfies Provider;
