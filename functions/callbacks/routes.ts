import * as z from 'zod';
import { HttpReport } from '../../shared/calls/telephony/http-report.ts';
import { declare } from '../../shared/http/declaration.ts';

export const reportCallRoute = declare({
  name: 'report-call',
  dialect: 'callbacks',
  method: 'POST',
  path: '/callbacks/calls/{provider}',
  summary: 'How a call ended, told by the voice agent that made it and signed with its secret',
  audience: 'none',
  readsRawBody: true,
  table: 'write',
  opens: 'voice-agent',
  params: z.object({ provider: z.enum(['http']) }),
  query: z.object({
    ref: z.string().min(1).max(500).describe('As it stood in the callback URL of the call'),
  }),
  body: HttpReport,
  answers: {
    200: {
      description: 'Taken, or known already',
      schema: z.object({ received: z.literal(true), result: z.enum(['concluded', 'ignored']) }),
    },
  },
});

/** Where telephony providers report. */
export const callbackRoutes = [reportCallRoute];
