import * as z from 'zod';
import { declare } from '../../../http/declaration.ts';

export const retellEvents = ['call_started', 'call_ended', 'call_analyzed'] as const;

export const reportRetellRoute = declare({
  name: 'report-retell',
  dialect: 'callbacks',
  method: 'POST',
  path: '/callbacks/calls/retell/events',
  summary: 'What Retell AI reports about a call, signed with the API key that has the webhook badge',
  description:
    'The URL is set with each call; nothing has to be pasted. Events may come in any order, more than once, or not at all: a call without them is polled.',
  audience: 'none',
  readsRawBody: true,
  table: 'write',
  opens: ['voice-agent'],
  query: z.object({
    ref: z.string().min(1).max(500).describe('As it stood in the URL that the call was made with'),
  }),
  body: z.looseObject({
    event: z.string().describe(retellEvents.join(', ')),
    call: z.looseObject({ call_id: z.string(), call_status: z.string() }).describe("Retell's call object"),
  }),
  bodyExample: {
    event: 'call_analyzed',
    call: {
      call_id: 'call_8f2b4c1d',
      call_status: 'ended',
      metadata: { reference: 'WyJ0bnRfMSIsImxpdmUiLCJvcmRfMSIsImNhbGxfMSJd' },
      disconnection_reason: 'agent_hangup',
      duration_ms: 42_000,
      transcript: 'Agent: ¿Confirma su pedido?\nUser: Sí, confirmo.',
      call_analysis: {
        in_voicemail: false,
        call_summary: 'El cliente confirma el pedido.',
        custom_analysis_data: { outcome: 'confirmed' },
      },
    },
  },
  answers: {
    200: { description: 'Taken, or known already', schema: z.object({ received: z.literal(true) }) },
  },
});
