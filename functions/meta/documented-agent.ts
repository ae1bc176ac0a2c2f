import * as z from 'zod';
import { callTypes } from '../../shared/events/order-words.ts';
import type { DocumentedWebhook } from '../../shared/http/openapi/webhook.ts';

/** The request to a merchant's own voice agent, as `shared/calls/telephony/http/http-agent.ts` writes it. */
export const CallRequest = z.object({
  type: z.literal('call.requested'),
  callId: z.string().describe('Dial once, however often the same request comes'),
  orderId: z.string(),
  mode: z.enum(['live', 'test']),
  callType: z.enum(callTypes),
  attempt: z.int().meta({ example: 1 }).describe('Which dial of this round, from 1'),
  phone: z.string().describe('E.164'),
  language: z.string().describe('BCP 47'),
  callbackUrl: z
    .string()
    .meta({ example: 'https://recado.example.com/callbacks/calls/http?ref=tnt_01kandk9' })
    .describe('Where the report goes, as it stands'),
  script: z.object({
    storeName: z.string().meta({ example: 'Mi Tienda' }),
    customerName: z.string().meta({ example: 'Juan Perez' }),
    products: z.string(),
    total: z.string().meta({ example: '85600' }).describe('Decimal text, in major units of the currency'),
    currency: z.string().describe('ISO 4217'),
    orderNumber: z.string(),
    address: z.string().nullable().describe('On one line'),
  }),
  metadata: z.json().meta({ example: null }).describe('The order’s own, or null'),
});

export const documentedAgent: Readonly<Record<string, DocumentedWebhook>> = {
  'call.requested': {
    operationId: 'request-call',
    summary: 'Asks your voice agent to call a customer',
    description:
      'Posted to the `voiceAgent.url` of the tenant and signed with its secret. How the call ended is reported to the `callbackUrl`: see `report-call`. Anything but a 2xx within 15 s is a failure, after which the call is tried again as the tenant’s policy says.',
    headers: { 'idempotency-key': 'The `callId`' },
    body: CallRequest,
    taken: 'The call is accepted',
    answer: z.object({
      callId: z
        .string()
        .optional()
        .meta({ example: 'agent-call-17' })
        .describe('The agent’s own id of the call'),
    }),
    refused: {
      '4XX':
        '`{"outcome": "invalid_number"}` says that the phone can never be called; anything else is a failure',
    },
  },
};
