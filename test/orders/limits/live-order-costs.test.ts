import { expect, it, onTestFinished } from 'vitest';
import { retellEndpoint } from '../../../functions/callbacks/retell-endpoint.ts';
import { twilioEndpoint } from '../../../functions/callbacks/twilio-endpoint.ts';
import { whatsappReceiver } from '../../../functions/callbacks/whatsapp-endpoint.ts';
import type { Services } from '../../../shared/http/exchange.ts';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { startFakeRetell } from '../../fakes/retell.ts';
import { startFakeTwilio } from '../../fakes/twilio.ts';
import { startFakeWhatsApp } from '../../fakes/whatsapp.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { send } from '../../support/api/respond.ts';
import { cipher } from '../../support/data/cipher.ts';
import { countsWriteUnits } from '../../support/table/round-trips.ts';
import { patience } from '../../support/time/patience.ts';
import { withReceiver } from '../../webhooks/support/receiver.ts';
import { openLiveShop, type Part, type Reach } from '../support/live-shop.ts';

useApi();

const PUBLIC_URL = 'https://api.test';
const ours = { cipher, publicUrl: PUBLIC_URL, speed: 1, allowPrivate: true };

const pathOf = (url: string): string => url.replace(PUBLIC_URL, '');

/** A customer hears what was ordered and presses a key. */
async function byTwilio(services: Services): Promise<Reach> {
  const endpoint = twilioEndpoint(ours, services);
  const twilio = await startFakeTwilio({
    deliver: async ({ url, step, ...sent }) => {
      const asked = { method: 'POST', path: pathOf(url), pathParameters: { step }, ...sent };
      const { status, body } = await send(endpoint, asked);
      return { status, body: String(body ?? '') };
    },
  });
  onTestFinished(() => twilio.stop());
  const { accountSid, authToken, from } = twilio.account;
  return {
    settings: { voiceAgent: { provider: 'twilio', accountSid, authToken, from, baseUrl: twilio.url } },
    async happen() {
      for (const call of twilio.calls.splice(0)) await twilio.play(call, { replies: [{ key: '1' }] });
    },
  };
}

/** An agent of the provider's talks with a customer, and what they said is analysed after it. */
async function byRetell(services: Services): Promise<Reach> {
  const endpoint = retellEndpoint(ours, services);
  const retell = await startFakeRetell({
    deliver: ({ url, headers, body }) => send(endpoint, { method: 'POST', path: pathOf(url), headers, body }),
  });
  onTestFinished(() => retell.stop());
  const { apiKey, webhookKey, agentId, fromNumber } = retell.account;
  const voiceAgent = { provider: 'retell', apiKey, webhookKey, agentId, fromNumber, baseUrl: retell.url };
  return {
    settings: { voiceAgent },
    async happen() {
      for (const call of retell.calls.splice(0))
        await retell.play(call, { analysis: { outcome: 'confirmed' }, transcript: SAID });
    },
  };
}

const SAID = [
  'Agent: Hola Juan, le llamamos de Mi Tienda. Esta llamada puede ser grabada. ¿Tiene un momento?',
  'User: Sí, cuénteme.',
  'Agent: Tenemos su pedido, un Samsung Galaxy S25 por 85.600 pesos, para pagar al recibirlo, y lo enviamos a la Calle 45 #23-12, apartamento 301, en Bogotá. ¿Está todo bien?',
  'User: Sí, esa es la dirección.',
  'Agent: Perfecto. ¿Nos confirma entonces que lo enviamos?',
  'User: Sí, confirmo, muchas gracias.',
  'Agent: Gracias a usted, que tenga un buen día.',
].join('\n');

/** A message is sent in place of a call, read, and answered with a button. */
async function byWhatsApp(services: Services, tenantId: string): Promise<Reach> {
  const endpoint = whatsappReceiver(ours, services);
  const whatsapp = await startFakeWhatsApp({
    deliver: ({ headers, body }) => {
      const path = `/callbacks/messages/whatsapp/${tenantId}`;
      return send(endpoint, { method: 'POST', path, pathParameters: { tenantId }, headers, body });
    },
  });
  onTestFinished(() => whatsapp.stop());
  return {
    settings: {
      confirmationChannels: ['whatsapp'],
      whatsapp: { ...whatsapp.number, baseUrl: whatsapp.url },
    },
    async happen() {
      for (const message of whatsapp.messages.splice(0)) {
        for (const happening of ['sent', 'delivered', 'read', { press: 0 }] as const)
          await whatsapp.report(message, happening);
      }
    },
  };
}

/** What each part takes of an order that is alone, and what an order takes of a dozen at the same time. */
const costs: [
  string,
  { alone: Partial<Record<Part, number>>; among: number },
  typeof byWhatsApp | undefined,
][] = [
  [
    'the simulator calls',
    { alone: { trigger: 20, relay: 8, calls: 12, webhooks: 5 }, among: 40.25 },
    undefined,
  ],
  [
    'Twilio calls',
    { alone: { trigger: 20, relay: 8, calls: 3, reports: 14, webhooks: 5 }, among: 45.25 },
    byTwilio,
  ],
  [
    'Retell calls',
    { alone: { trigger: 20, relay: 8, calls: 3, reports: 14, webhooks: 5 }, among: 45.25 },
    byRetell,
  ],
  [
    'is asked about on WhatsApp',
    { alone: { trigger: 18, relay: 8, calls: 12, reports: 23, webhooks: 5 }, among: 61.25 },
    byWhatsApp,
  ],
];

const DOZEN = 12;

it.runIf(countsWriteUnits).each(costs)(
  'a live order that %s is confirmed for as many write units, its webhook and its statistics included',
  { timeout: patience(120_000) },
  (_who, { alone, among }, reach) =>
    withReceiver(async ({ url, receipts }) => {
      const shop = await openLiveShop(url, reach);
      // The first of a tenant's orders make what its later ones find.
      const made = await shop.confirm(1);
      shop.taken();
      made.push(...(await shop.confirm(1)));
      expect(shop.taken()).toEqual(alone);
      made.push(...(await shop.confirm(DOZEN)));
      const all = Object.values(shop.taken()).reduce((sum, units) => sum + units, 0);
      expect(all / DOZEN).toBeLessThanOrEqual(among);
      const orders = await Promise.all(made.map((id) => loadOrder(api.table, shop.scope, id)));
      expect(orders.map((order) => order?.status)).toEqual(made.map(() => 'confirmed'));
      expect(receipts).toHaveLength(made.length);
    }),
);
