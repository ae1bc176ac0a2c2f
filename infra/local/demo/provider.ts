import { startFakeTwilio } from '../../../test/fakes/twilio.ts';
import { request } from '../../request.ts';
import { until } from '../../until.ts';
import type { Lifetime } from '../lifetime.ts';
import { openSystem } from './live-demo.ts';
import type { Narrator } from './narrator.ts';

/** `npm run demo -- --provider twilio`: a live call through a stand-in for the provider, as text. */

/** A customer who is not understood at first, and then confirms. */
const customer = { replies: [{ words: '¿Cómo dice?' }, { key: '1' }], seconds: 31 } as const;

export async function demonstrateTwilio(
  narrator: Narrator,
  cleanups: (() => unknown)[],
  lifetime: Lifetime,
): Promise<void> {
  const { tenant, set, trigger, confirmed } = await openSystem(narrator, cleanups, lifetime);

  narrator.chapter('The provider');
  const twilio = await startFakeTwilio({
    async deliver({ url, headers, body, step }) {
      const response = await request(url, { method: 'POST', headers, body });
      narrator.detail(`Twilio → ${step}: ${response.status}`);
      return { status: response.status, body: await response.text() };
    },
    onSpoken: (who, text) => narrator.line(`${who === 'agent' ? 'Agent   ' : 'Customer'}  ${text}`),
  });
  cleanups.unshift(() => twilio.stop());
  const { accountSid, authToken, from } = twilio.account;
  await set({ voiceAgent: { provider: 'twilio', accountSid, authToken, from, baseUrl: twilio.url } });
  narrator.line(`A stand-in for Twilio listens on ${twilio.url}; "${tenant.name}" has typed in its account`);
  narrator.detail(`${accountSid}, calling from ${from}`);

  narrator.chapter('The call');
  const { orderId } = await trigger();
  const call = await until('the call is dialed', async () => twilio.calls[0]);
  narrator.line(`Twilio dials ${call.form.get('To')}`);
  await twilio.play(call, customer);

  const { calls } = await confirmed(orderId);
  const [made] = calls;
  narrator.check('the order is confirmed by one call', calls.length === 1 && made?.outcome === 'confirmed');
  narrator.check(
    'its seconds and its recording came with the end of the call',
    made?.durationSeconds === 31 && made.recordingUrl !== null,
  );
  narrator.check('Twilio was asked to dial once', twilio.calls.length === 1);
}
