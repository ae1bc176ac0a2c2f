import { startFakeTwilio } from '../../../test/fakes/twilio.ts';
import { request } from '../../request.ts';
import { exampleCall } from '../example.ts';
import { startHost } from '../host.ts';
import type { Lifetime } from '../lifetime.ts';
import { createDemoTenant, platformAt } from '../platform.ts';
import type { Story } from './story.ts';
import { until } from './until.ts';

/** `npm run demo -- --provider twilio`: a live call through a stand-in for the provider, as text. */

interface Order {
  status: string;
  calls: {
    id: string;
    outcome: string | null;
    durationSeconds: number | null;
    recordingUrl: string | null;
    transcript: string | null;
  }[];
}

/** At any time: the demo has no hours to wait for. */
export const always = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
    day,
    [{ from: '00:00', to: '24:00' }],
  ]),
);

/** A customer who is not understood at first, and then confirms. */
const customer = { replies: [{ words: '¿Cómo dice?' }, { key: '1' }], seconds: 31 } as const;

export async function tellTwilio(
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

  story.chapter('The provider');
  const twilio = await startFakeTwilio({
    async deliver({ url, headers, body, step }) {
      const response = await request(url, { method: 'POST', headers, body });
      story.detail(`Twilio → ${step}: ${response.status}`);
      return { status: response.status, body: await response.text() };
    },
    onSpoken: (who, text) => story.line(`${who === 'agent' ? 'Agent   ' : 'Customer'}  ${text}`),
  });
  cleanups.unshift(() => twilio.stop());
  const tenant = await createDemoTenant(platform, host.adminKey);
  const { accountSid, authToken, from } = twilio.account;
  await platform.call('PATCH', `/platform/v1/tenants/${tenant.id}`, tenant.liveKey, {
    callingHours: { ...always, workingHolidays: [] },
    voiceAgent: { provider: 'twilio', accountSid, authToken, from, baseUrl: twilio.url },
  });
  story.line(`A stand-in for Twilio listens on ${twilio.url}; "${tenant.name}" has typed in its account`);
  story.detail(`${accountSid}, calling from ${from}`);

  story.chapter('The call');
  const { orderId } = await platform.call<{ orderId: string }>(
    'POST',
    '/api/v1/calls/trigger',
    tenant.liveKey,
    exampleCall,
  );
  const call = await until('the call is dialed', async () => twilio.calls[0]);
  story.line(`Twilio dials ${call.form.get('To')}`);
  await twilio.play(call, customer);

  story.chapter('The order');
  const order = await until('the order is confirmed', async () => {
    const read = await platform.call<Order>('GET', `/api/v1/orders/${orderId}`, tenant.liveKey);
    return read.status === 'confirmed' ? read : undefined;
  });
  const [made] = order.calls;
  for (const line of made?.transcript?.split('\n') ?? []) story.detail(line);
  story.check(
    'the order is confirmed by one call',
    order.calls.length === 1 && made?.outcome === 'confirmed',
  );
  story.check(
    'its seconds and its recording came with the end of the call',
    made?.durationSeconds === 31 && made.recordingUrl !== null,
  );
  story.check('Twilio was asked to dial once', twilio.calls.length === 1);
}
