import { startFakeWhatsApp } from '../../../test/fakes/whatsapp.ts';
import { request } from '../../request.ts';
import { until } from '../../until.ts';
import type { Lifetime } from '../lifetime.ts';
import { openSystem } from './live-demo.ts';
import type { Story } from './story.ts';

/** `npm run demo -- --provider whatsapp`: a live message through a stand-in for Meta, as text. */

export async function tellWhatsApp(
  story: Story,
  cleanups: (() => unknown)[],
  lifetime: Lifetime,
): Promise<void> {
  const { tenant, set, trigger, confirmed } = await openSystem(story, cleanups, lifetime);

  story.chapter('The number');
  let webhook = '';
  const whatsapp = await startFakeWhatsApp({
    async deliver({ headers, body }) {
      const response = await request(webhook, { method: 'POST', headers, body });
      story.detail(`Meta → webhook: ${response.status}`);
    },
    onSaid: (who, text) => story.line(`${who.padEnd(8)}  ${text}`),
  });
  cleanups.unshift(() => whatsapp.stop());
  const settings = await set<{ webhookUrls: { whatsapp: string } }>({
    whatsapp: { ...whatsapp.number, baseUrl: whatsapp.url },
    confirmationChannels: ['whatsapp', 'call'],
  });
  webhook = settings.webhookUrls.whatsapp;
  story.line(`A stand-in for Meta listens on ${whatsapp.url}; "${tenant.name}" has typed in its number`);
  story.detail(webhook);
  const asked = new URLSearchParams({
    ...{ 'hub.mode': 'subscribe', 'hub.challenge': '1158201444' },
    'hub.verify_token': whatsapp.number.verifyToken,
  });
  const answer = await request(`${webhook}?${asked}`, {});
  story.check('the URL answers what Meta asks of it', (await answer.text()) === '1158201444');

  story.chapter('The message');
  const { orderId, callId } = await trigger();
  const message = await until('the message is sent', async () => whatsapp.messages[0]);
  await whatsapp.tell(message, 'sent', 'delivered');
  await whatsapp.tell(message, 'read');
  await whatsapp.tell(message, { press: 0 });

  const order = await confirmed(orderId);
  const [made] = order.calls;
  story.check(
    'the message that was announced confirmed it',
    order.calls.length === 1 && made?.id === callId && made.channel === 'whatsapp',
  );
  story.check('nobody was called', order.callAttempts === 0);
  story.check('one message was sent', whatsapp.messages.length === 1);
}
