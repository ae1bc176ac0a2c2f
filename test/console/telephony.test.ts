import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { request } from '../support/api/client.ts';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';
import { inBrowser } from './support/in-browser.ts';

interface Call {
  callId: string;
  callbackUrl: string;
}

await inBrowser('telephony in set-up', ({ shop, visit }) => {
  let url = '';
  /** What the shop's agent was asked for, and how it answers. */
  const asked: Call[] = [];
  const agent = createServer(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray()).toString();
    if (incoming.url !== '/calls')
      // As Twilio refuses credentials.
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"code":20003}');
    else {
      asked.push(JSON.parse(body) as Call);
      response.writeHead(202).end();
    }
  });
  beforeAll(async () => {
    await new Promise<void>((listening) => agent.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(agent.address() as AddressInfo).port}/calls`;
  }, patience(180_000));
  afterAll(async () => {
    agent.close();
  });

  const stored = async () =>
    (await shop.ask(`GET /platform/v1/tenants/${shop.tenantId}`)).body as Record<string, unknown>;
  const change = (body: object) =>
    request(shop.host.url, `PATCH /platform/v1/tenants/${shop.tenantId}`, { key: shop.host.adminKey, body });

  test('saves a voice agent, shows its secret once, and follows a test call step by step', async () => {
    const { page, faults, inspect, focused, fits, close } = await visit({ path: 'set-up/telephony' });
    const form = page.getByRole('region', { name: 'Telephony' });
    await form.getByRole('combobox', { name: 'Provider' }).selectOption('Your own voice agent');
    await form.getByRole('textbox', { name: 'URL of your voice agent' }).fill(url);
    await form.getByRole('button', { name: 'Save' }).click();
    const once = page.getByRole('dialog', { name: 'Keep this secret now' });
    const secret = await once.getByText(/^whsec_/).innerText();
    expect(await inspect()).toEqual([]);
    await once.getByRole('button', { name: 'I have kept it' }).click();
    expect(await focused()).toBe('Save');
    expect((await stored()).voiceAgent).toEqual({ provider: 'http', url });

    const trial = page.getByRole('region', { name: 'Try it' });
    await trial.getByRole('textbox', { name: 'Your phone' }).fill('300 123 4567');
    await trial.getByRole('button', { name: 'Test call' }).click();
    const steps = trial.getByRole('list', { name: 'What happened' });
    await steps.getByText('The provider accepted it').waitFor();
    await until('the agent is asked', async () => asked.length > 0 || undefined);
    const { callId, callbackUrl } = asked[0] as Call;
    const body = JSON.stringify({
      callId,
      outcome: 'confirmed',
      durationSeconds: 65,
      transcript: `Agent: ¿sí?\nالعميل: نعم\n${'x'.repeat(10_000)}`,
    });
    const sentAt = new Date();
    const report = await fetch(callbackUrl, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': callId,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(callId, sentAt, body),
      },
    });
    expect(report.status).toBe(200);
    await steps.getByText('Ended').waitFor();
    await trial.getByText('1:05').waitFor();
    await trial.getByText('Transcript').click();
    await trial.getByText('Agent: ¿sí?').waitFor();
    // However long it is, it scrolls where it is.
    expect(await fits()).toBe(true);
    expect(await inspect()).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test('explains what prevents calls', async () => {
    const allDay = [{ from: '00:00', to: '24:00' }];
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    await change({
      voiceAgent: {
        provider: 'twilio',
        accountSid: `AC${'1'.repeat(32)}`,
        authToken: 'a-primary-token',
        from: '+15550100200',
        baseUrl: new URL(url).origin,
      },
      callingHours: Object.fromEntries(days.map((day) => [day, allDay])),
    });
    await shop.order({ phone: '+573001234567', key: shop.liveKey });
    await until('the fault is noted', async () => (await stored()).voiceAgentFault || undefined);
    const { page, inspect, close } = await visit({ path: 'set-up/telephony' });
    const alert = page.getByRole('alert').filter({ hasText: 'The provider refuses the credentials' });
    await alert.getByText('Twilio: 20003').waitFor();
    expect(await inspect()).toEqual([]);
    await close();
  });

  test('saves Twilio’s settings, keeps secrets that are left empty, and custom words', async () => {
    const { page, inspect, close } = await visit({ path: 'set-up/telephony' });
    const form = page.getByRole('region', { name: 'Telephony' });
    const sid = `AC${'0'.repeat(32)}`;
    await change({ voiceAgent: null });
    await page.reload();
    await form.getByRole('combobox', { name: 'Provider' }).selectOption('Twilio');
    await form.getByRole('textbox', { name: 'Account SID' }).fill('AC1');
    await form.getByLabel('Auth token').fill('a-primary-token');
    await form.getByRole('textbox', { name: 'Calls come from' }).fill('+1 555 010 0200');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.locator('[aria-invalid]').waitFor();
    expect(await inspect()).toEqual([]);
    await form.getByRole('textbox', { name: 'Account SID' }).fill(sid);
    await form.getByRole('button', { name: 'Save' }).click();
    await until('it is stored', async () => (await stored()).voiceAgent !== null || undefined);
    const twilio = { provider: 'twilio', accountSid: sid, from: '+15550100200' };
    expect((await stored()).voiceAgent).toEqual(twilio);

    await form.getByText('What is said on calls').click();
    await form.getByRole('textbox', { name: 'Greeting' }).fill('Hola {customerName}');
    await form.getByRole('textbox', { name: 'Calls come from' }).fill('+15550100300');
    await form.getByRole('button', { name: 'Save' }).click();
    const changed = { ...twilio, from: '+15550100300', texts: { greeting: 'Hola {customerName}' } };
    await until(
      'it is changed',
      async () => JSON.stringify((await stored()).voiceAgent).includes('0300') || undefined,
    );
    expect((await stored()).voiceAgent).toEqual(changed);
    expect(await inspect()).toEqual([]);
    await form.getByRole('combobox', { name: 'Provider' }).selectOption('None yet');
    await form.getByRole('button', { name: 'Save' }).click();
    await until('there is none', async () => (await stored()).voiceAgent === null || undefined);
    await close();
  });

  test('saves WhatsApp’s settings, shows where its webhooks go, and the order of channels', async () => {
    const { page, inspect, close } = await visit({ path: 'set-up/telephony' });
    const form = page.getByRole('region', { name: 'WhatsApp' });
    await form.getByRole('checkbox', { name: 'Write to customers' }).check();
    await form.getByRole('textbox', { name: 'Phone number ID' }).fill('123456789');
    for (const name of ['Access token', 'App secret', 'Verify token'])
      await form.getByLabel(name).fill('kept-secret');
    await form.getByRole('textbox', { name: 'Template', exact: true }).fill('confirm_order');
    await form.getByRole('textbox', { name: 'Language of the template' }).fill('es_CO');
    await form.getByText(`/callbacks/messages/whatsapp/${shop.tenantId}`).waitFor();
    await form.getByRole('button', { name: 'Copy' }).waitFor();
    expect(await inspect()).toEqual([]);
    await form.getByRole('button', { name: 'Save' }).click();
    await until('it is stored', async () => (await stored()).whatsapp !== null || undefined);
    expect((await stored()).whatsapp).toEqual({
      phoneNumberId: '123456789',
      template: { name: 'confirm_order', language: 'es_CO' },
    });

    const ways = page.getByRole('region', { name: 'How customers are asked' });
    await ways
      .getByRole('combobox', { name: 'Confirmations are asked for by' })
      .selectOption('WhatsApp, then call');
    await ways.getByRole('spinbutton', { name: /^Minutes that a message waits/ }).fill('45');
    await ways.getByRole('combobox', { name: 'Recordings' }).selectOption('None');
    await ways.getByRole('checkbox', { name: /^Messages at hours of their own/ }).check();
    await ways.getByRole('button', { name: /^Remove hours: Saturday/ }).click();
    await ways.getByLabel('Monday, to').fill('00:00');
    expect(await inspect()).toEqual([]);
    await ways.getByRole('button', { name: 'Save' }).click();
    await until('it is stored', async () => (await stored()).whatsappWaitMinutes === 45 || undefined);
    expect(await stored()).toMatchObject({
      confirmationChannels: ['whatsapp', 'call'],
      recordings: 'none',
      messageHours: {
        monday: [{ from: '08:00', to: '24:00' }],
        saturday: [],
        sunday: [],
      },
    });
    await close();
  });

  test('keeps recordings for the chosen number of days', async () => {
    const { page, inspect, close } = await visit({ path: 'set-up/telephony' });
    const ways = page.getByRole('region', { name: 'How customers are asked' });
    await ways.getByRole('combobox', { name: 'Recordings' }).selectOption('Kept here');
    await ways.getByRole('spinbutton', { name: /^Days that recordings/ }).fill('30');
    expect(await inspect()).toEqual([]);
    await ways.getByRole('button', { name: 'Save' }).click();
    await until('it is stored', async () => (await stored()).recordings === 'keep' || undefined);
    expect(await stored()).toMatchObject({ recordings: 'keep', recordingDays: 30 });
    await close();
  });
});
