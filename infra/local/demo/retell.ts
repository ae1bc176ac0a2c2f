import { startStand } from '../../../test/fakes/http-stand.ts';
import { startFakeRetell } from '../../../test/fakes/retell.ts';
import { request } from '../../request.ts';
import { until } from '../../until.ts';
import type { Lifetime } from '../lifetime.ts';
import { openSystem } from './live-demo.ts';
import type { Narrator } from './narrator.ts';

/** `npm run demo -- --provider retell`: a live call through a stand-in for the provider, whose recording is kept. */

const customer = {
  seconds: 38,
  transcript: 'Agent: ¿Hablo con Juan? Tengo su pedido.\nUser: Sí, lo espero, pero en la Carrera 7 # 1-2.',
  analysis: { outcome: 'confirmed', address_final: 'Carrera 7 # 1-2', opt_out: false },
} as const;

const RECORDING = `RIFF\0\0\0\0WAVEfmt ${'a'.repeat(1000)}`;

export async function demonstrateRetell(
  narrator: Narrator,
  cleanups: (() => unknown)[],
  lifetime: Lifetime,
): Promise<void> {
  const { tenant, set, trigger, confirmed } = await openSystem(narrator, cleanups, lifetime);

  narrator.chapter('The provider');
  const recordings = await startStand(() => ({ status: 200, body: RECORDING }));
  cleanups.unshift(() => recordings.stop());
  const retell = await startFakeRetell({
    async deliver({ url, headers, body, event }) {
      const response = await request(url, { method: 'POST', headers, body });
      narrator.detail(`Retell → ${event}: ${response.status}`);
      return { status: response.status };
    },
  });
  cleanups.unshift(() => retell.stop());
  await set({
    voiceAgent: { provider: 'retell', ...retell.account, baseUrl: retell.url },
    recordings: 'keep',
  });
  narrator.line(`A stand-in for Retell listens on ${retell.url}; "${tenant.name}" has typed in its agent`);
  narrator.detail(`${retell.account.agentId}, calling from ${retell.account.fromNumber}`);

  narrator.chapter('The call');
  const { orderId } = await trigger();
  const call = await until('the call is dialed', async () => retell.calls[0]);
  narrator.line(`Retell dials ${call.request.to_number}, and its agent knows of the order:`);
  for (const [name, text] of Object.entries(call.request.retell_llm_dynamic_variables ?? {}))
    narrator.detail(`${name}: ${text}`);
  await retell.play(call, { ...customer, recordingUrl: `${recordings.url}/1.wav` });

  const { calls } = await confirmed(orderId);
  const [made] = calls;
  narrator.check('the order is confirmed by one call', calls.length === 1 && made?.outcome === 'confirmed');
  narrator.check('Retell was asked to dial once', retell.calls.length === 1);

  narrator.chapter('The recording');
  const link = made?.recordingUrl ?? '';
  const headers = { authorization: `Bearer ${tenant.liveKey}` };
  const kept = await until('the recording is kept', async () => {
    const url = (await request(link, { headers, redirect: 'manual' })).headers.get('location') ?? '';
    return url.startsWith(recordings.url) ? undefined : url;
  });
  narrator.line(`It is served at ${link}, which leads to the bucket for a few minutes`);
  narrator.detail(kept);
  narrator.check('it is what the provider had', (await (await request(kept, {})).text()) === RECORDING);
  const refused = await request(link, {});
  narrator.check('and nobody without a key is led there', refused.status === 401);
}
