import * as z from 'zod';
import { declare } from '../../../http/declaration.ts';

const path = '/callbacks/messages/whatsapp/{tenantId}';
const params = z.object({ tenantId: z.string().max(100).describe('tnt_…') });

export const verifyWhatsappRoute = declare({
  name: 'verify-whatsapp',
  dialect: 'callbacks',
  method: 'GET',
  path,
  summary: 'Shows Meta that the webhook URL is ours',
  description:
    'Meta asks when the URL and the verify token are typed into its app. The URL is among the `webhookUrls` of the tenant.',
  audience: 'none',
  table: 'write',
  opens: ['whatsapp'],
  params,
  query: z.object({
    'hub.mode': z.string().max(50).optional(),
    'hub.verify_token': z.string().max(1000).default(''),
    'hub.challenge': z.string().max(1000).optional(),
  }),
  answers: {
    200: {
      description: 'The challenge',
      contentType: 'text/plain',
      schema: z.string(),
      example: '1158201444',
    },
  },
  refuses: ['forbidden'],
});

export const receiveWhatsappRoute = declare({
  name: 'receive-whatsapp',
  dialect: 'callbacks',
  method: 'POST',
  path,
  summary:
    'What customers answer on WhatsApp, and what becomes of messages, signed with the secret of the Meta app',
  description:
    'One request may tell of several messages, in any order and more than once. What is about other numbers of the app is left alone.',
  audience: 'none',
  readsRawBody: true,
  table: 'write',
  opens: ['whatsapp'],
  params,
  body: z.looseObject({
    object: z.literal('whatsapp_business_account'),
    entry: z.array(
      z.looseObject({
        changes: z.array(z.looseObject({ field: z.string(), value: z.looseObject({}) })),
      }),
    ),
  }),
  bodyExample: {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550001111', phone_number_id: '123456789012345' },
              messages: [
                {
                  from: '573001234567',
                  id: 'wamid.HBgM…',
                  timestamp: '1795348800',
                  context: { from: '15550001111', id: 'wamid.HBgL…' },
                  type: 'button',
                  button: { payload: 'yes.live.ord_01k….call_01k…', text: 'Confirmar' },
                },
              ],
            },
          },
        ],
      },
    ],
  },
  answers: {
    200: { description: 'Taken, or known already', schema: z.object({ received: z.literal(true) }) },
  },
});
