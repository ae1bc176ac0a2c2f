import { startFakeWhatsApp } from '../../../test/fakes/whatsapp.ts';
import { request } from '../../request.ts';
import { until } from '../../until.ts';
import type { Lifetime } from '../lifetime.ts';
import { openSystem } from './live-demo.ts';
import type { Narrator } from './narrator.ts';

/** `npm run demo -- --provider whatsapp`: a live message through a stand-in for Meta, as text. */

export async function demonstrateWhatsApp(
  narrator: Narrator,
  cleanups: (() => unknown)[],
  lifetime: Lifetime,
): Promise<void> {
  const { tenant, set, trigger, confirmed } = await openSystem(narrator, cleanups, lifetime);

  narrator.chapter('The number');
  let webhook = '';
  const whatsapp = await startFakeWhatsApp({
    async deliver({ headers, body }) {
      const response = await request(webhook, { method: 'POST', headers, body });
      narrator.detail(`Meta → webhook: ${response.status}`);
    },
    onSaid: (who, text) => narrator.line(`${who.padEnd(8)}  ${text}`),
  });
  cleanups.unshift(() => whatsapp.stop());
  const settings = await set<{ webhookUrls: { whatsapp: string } }>({
    whatsapp: { ...whatsapp.number, baseUrl: whatsapp.url },
    confirmationChannels: ['whatsapp', 'call'],
  });
  webhook = settings.webhookUrls.whatsapp;
  narrator.line(`A stand-in for Meta listens on ${whatsapp.url}; "${tenant.name}" has typed in its number`);
  narrator.detail(webhook);
  const asked = new URLSearchParams({
    ...{ 'hub.mode': 'subscribe', 'hub.challenge': '1158201444' },
    'hub.verify_token': whatsapp.number.verifyToken,
  });
  const answer = await request(`${webhook}?${asked}`, {});
  narrator.check('the URL answers what Meta asks of it', (await answer.text()) === '1158201444');

  narrator.chapter('The message');
  const { orderId, callId } = await trigger();
  const message = await until('the message is sent', async () => whatsapp.messages[0]);
  await whatsapp.report(message, 'sent', 'delivered');
  await whatsapp.report(message, 'read');
  await whatsapp.report(message, { press: 0 });

  const order = await confirmed(orderId);
  const [made] = order.calls;
  narrator.check(
    'the message that was announced confirmed it',
    order.calls.length === 1 && made?.id === callId && made.channel === 'whatsapp',
  );
  narrator.check('nobody was called', order.callAttempts === 0);
  narrator.check('one message was sent', whatsapp.messages.length === 1);
}
