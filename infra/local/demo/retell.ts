import { startStand } from '../../../test/fakes/http-stand.ts';
import { startFakeRetell } from '../../../test/fakes/retell.ts';
import { request } from '../../request.ts';
import { until } from '../../until.ts';
import type { Lifetime } from '../lifetime.ts';
import { openSystem } from './live-demo.ts';
import type { Story } from './story.ts';

/** `npm run demo -- --provider retell`: a live call through a stand-in for the provider, whose recording is kept. */

const customer = {
  seconds: 38,
  transcript: 'Agent: ¿Hablo con Juan? Tengo su pedido.\nUser: Sí, lo espero, pero en la Carrera 7 # 1-2.',
  analysis: { outcome: 'confirmed', address_final: 'Carrera 7 # 1-2', opt_out: false },
} as const;

const RECORDING = `RIFF\0\0\0\0WAVEfmt ${'a'.repeat(1000)}`;

export async function tellRetell(
  story: Story,
  cleanups: (() => unknown)[],
  lifetime: Lifetime,
): Promise<void> {
  const { tenant, set, trigger, confirmed } = await openSystem(story, cleanups, lifetime);

  story.chapter('The provider');
  const recordings = await startStand(() => ({ status: 200, body: RECORDING }));
  cleanups.unshift(() => recordings.stop());
  const retell = await startFakeRetell({
    async deliver({ url, headers, body, event }) {
      const response = await request(url, { method: 'POST', headers, body });
      story.detail(`Retell → ${event}: ${response.status}`);
      return { status: response.status };
    },
  });
  cleanups.unshift(() => retell.stop());
  await set({
    voiceAgent: { provider: 'retell', ...retell.account, baseUrl: retell.url },
    recordings: 'keep',
  });
  story.line(`A stand-in for Retell listens on ${retell.url}; "${tenant.name}" has typed in its agent`);
  story.detail(`${retell.account.agentId}, calling from ${retell.account.fromNumber}`);

  story.chapter('The call');
  const { orderId } = await trigger();
  const call = await until('the call is dialed', async () => retell.calls[0]);
  story.line(`Retell dials ${call.request.to_number}, and its agent knows of the order:`);
  for (const [name, text] of Object.entries(call.request.retell_llm_dynamic_variables ?? {}))
    story.detail(`${name}: ${text}`);
  await retell.play(call, { ...customer, recordingUrl: `${recordings.url}/1.wav` });

  const { calls } = await confirmed(orderId);
  const [made] = calls;
  story.check('the order is confirmed by one call', calls.length === 1 && made?.outcome === 'confirmed');
  story.check('Retell was asked to dial once', retell.calls.length === 1);

  story.chapter('The recording');
  const link = made?.recordingUrl ?? '';
  const headers = { authorization: `Bearer ${tenant.liveKey}` };
  const kept = await until('the recording is kept', async () => {
    const url = (await request(link, { headers, redirect: 'manual' })).headers.get('location') ?? '';
    return url.startsWith(recordings.url) ? undefined : url;
  });
  story.line(`It is served at ${link}, which leads to the bucket for a few minutes`);
  story.detail(kept);
  story.check('it is what the provider had', (await (await request(kept, {})).text()) === RECORDING);
  const refused = await request(link, {});
  story.check('and nobody without a key is led there', refused.status === 401);
}
