import * as z from 'zod';
import { declare } from '../../../http/declaration.ts';
import { HttpReport } from './http-report.ts';

export const reportCallRoute = declare({
  name: 'report-call',
  dialect: 'callbacks',
  method: 'POST',
  path: '/callbacks/calls/http',
  summary: 'The report of the voice agent on how a call ended, signed with its secret',
  description:
    'Posted to the `callbackUrl` of the call request. Only `callId` and `outcome` are needed; a report that comes twice has its effect once. Anything but a 2xx should be sent again.',
  audience: 'none',
  readsRawBody: true,
  table: 'write',
  opens: ['voice-agent'],
  query: z.object({
    ref: z.string().min(1).max(500).describe('As it stood in the callback URL of the call'),
  }),
  body: HttpReport,
  bodyExample: {
    callId: 'call_01kandk9hsy3rrfqq9xsnx7n6e',
    outcome: 'confirmed',
    durationSeconds: 87,
    recordingUrl: 'https://agent.example.com/recordings/17.mp3',
    transcript: 'Agente: ¿Confirma su pedido?\nCliente: Sí, confirmo.',
    summary: 'El cliente confirma el pedido',
    addressFinal: 'Calle 45 #23-12, Apto 301',
    providerCallId: 'agent-call-17',
    endedAt: '2026-11-22T15:01:27Z',
  },
  answers: {
    200: {
      description: 'Taken, or known already',
      schema: z.object({ received: z.literal(true), result: z.enum(['concluded', 'ignored']) }),
    },
  },
});
