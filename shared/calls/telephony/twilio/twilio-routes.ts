import * as z from 'zod';
import { declare } from '../../../http/declaration.ts';

/** The endpoints that Twilio calls: for instructions, and with reports. */
const twilioSteps = ['answer', 'reply', 'words', 'status', 'machine', 'recording'] as const;

export type TwilioStep = (typeof twilioSteps)[number];

export const reportTwilioRoute = declare({
  name: 'report-twilio',
  dialect: 'callbacks',
  method: 'POST',
  path: '/callbacks/calls/twilio/{step}',
  summary: 'What Twilio asks and reports about a call, signed with the auth token of the account',
  description:
    'The URLs are set with each call; nothing has to be pasted. `answer`, `reply` and `words` are answered with what to say next, the others report: they may come in any order and more than once.',
  audience: 'none',
  readsRawBody: true,
  table: 'write',
  opens: ['voice-agent'],
  params: z.object({ step: z.enum(twilioSteps) }),
  query: z.object({
    ref: z.string().min(1).max(500).describe('As it stood in the URL that the call was made with'),
    turn: z.coerce.number().int().min(1).max(2).default(1).describe('How often the customer was asked'),
    bodySHA256: z.string().max(100).optional().describe('Of a body that is no form'),
  }),
  answers: {
    200: {
      description: 'TwiML: what the call does next, or nothing',
      contentType: 'text/xml',
      schema: z.string(),
      example: '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>',
    },
  },
});
