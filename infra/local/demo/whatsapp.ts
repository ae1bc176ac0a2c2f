import { startFakeWhatsApp } from '../../../test/fakes/whatsapp.ts';
import { request } from '../../request.ts';
import { exampleCall } from '../example.ts';
import { startHost } from '../host.ts';
import type { Lifetime } from '../lifetime.ts';
import { createDemoTenant, platformAt } from '../platform.ts';
import { always } from './provider.ts';
import type { Story } from './story.ts';
import { until } from './until.ts';

/** `npm run demo -- --provider whatsapp`: a live message through a stand-in for Meta, as text. */

interface Order {
  status: string;
  callAttempts: number;
  calls: { id: string; channel?: string; outcome: string | null; transcript: string | null }[];
}

export async function tellWhatsApp(
  story: Story,
  cleanups: (() => unknown)[],
  lifetime: Lifetime,
): Promise<void> {
  story.chapter('The system');
  const host = await startHost({
    log: (line) => story.line(line),
    onEngineLost: (error) => lifetime.end(1, error.message),
  });
  cleanups.unshift(() => host.stop());
  const platform = platformAt(host.url);

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
  const tenant = await createDemoTenant(platform, host.adminKey);
  const settings = await platform.call<{ webhookUrls: { whatsapp: string } }>(
    'PATCH',
    `/platform/v1/tenants/${tenant.id}`,
    tenant.liveKey,
    {
      callingHours: { ...always, workingHolidays: [] },
      whatsapp: { ...whatsapp.number, baseUrl: whatsapp.url },
      confirmationChannels: ['whatsapp', 'call'],
    },
  );
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
  const { orderId, callId } = await platform.call<{ orderId: string; callId: string }>(
    'POST',
    '/api/v1/calls/trigger',
    tenant.liveKey,
    exampleCall,
  );
  const message = await until('the message is sent', async () => whatsapp.messages[0]);
  await whatsapp.tell(message, 'sent', 'delivered');
  await whatsapp.tell(message, 'read');
  await whatsapp.tell(message, { press: 0 });

  story.chapter('The order');
  const order = await until('the order is confirmed', async () => {
    const read = await platform.call<Order>('GET', `/api/v1/orders/${orderId}`, tenant.liveKey);
    return read.status === 'confirmed' ? read : undefined;
  });
  const [made] = order.calls;
  for (const line of made?.transcript?.split('\n') ?? []) story.detail(line);
  story.check(
    'the message that was announced confirmed it',
    order.calls.length === 1 && made?.id === callId && made.channel === 'whatsapp',
  );
  story.check('nobody was called', order.callAttempts === 0);
  story.check('one message was sent', whatsapp.messages.length === 1);
}
