import { expect, test } from 'vitest';
import { twilioEndpoint } from '../../../functions/callbacks/twilio-endpoint.ts';
import { systemClock } from '../../../shared/base/clock.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { CallMessage } from '../../../shared/calls/queue/messages.ts';
import { telephonyPerTenant } from '../../../shared/calls/telephony/telephony-per-tenant.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { startFakeTwilio } from '../../fakes/twilio.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { send } from '../../support/api/respond.ts';
import { byAdmin, cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();

const PHONE = '+573001234567';
const PATH = '/platform/v1/voice-agent/test-call';

async function shop() {
  const { tenant, liveKey, testKey } = await addTenant(api.table);
  const publicUrl = 'https://api.test';
  const handler = twilioEndpoint(
    { cipher, publicUrl, speed: 1, allowPrivate: true },
    {
      table: api.table,
      clock: systemClock,
    },
  );
  const twilio = await startFakeTwilio({
    async deliver({ url, headers, body, step }) {
      const path = url.replace(publicUrl, '');
      const answer = await send(handler, { method: 'POST', path, headers, body, pathParameters: { step } });
      return { status: answer.status, body: String(answer.body ?? '') };
    },
  });
  const { accountSid, authToken, from } = twilio.account;
  const voiceAgent = { provider: 'twilio', accountSid, authToken, from, baseUrl: twilio.url };
  await updateTenant(api.table, tenant.id, { voiceAgent, callCredit: 3 }, byAdmin());
  const queues = { send: async () => {} };
  const telephonyFor = telephonyPerTenant(
    { queues, clock: systemClock },
    { cipher, liveCalls: 'agent', allowPrivate: true },
  );
  const services = {
    table: api.table,
    queues,
    clock: systemClock,
    speed: 1,
    publicUrl,
    telephonyFor,
    messengerFor: async () => undefined,
  };
  const jobs = async () =>
    (await api.table.query({ pk: `TESTCALL#${tenant.id}`, prefix: 'EVENT#' })).items.map(
      ({ job }) => (job as { body: CallMessage }).body,
    );
  return {
    ...{ tenant, liveKey, testKey, twilio },
    ask: (key = liveKey, phone = PHONE) => api.ask(`POST ${PATH}`, { key, body: { phone } }),
    read: async (id: string) => (await api.ask(`GET ${PATH}/${id}`, { key: liveKey })).body,
    async work(times = 1) {
      for (const job of await jobs())
        for (let time = 0; time < times; time++) await handleCallMessage(services, job);
    },
    credit: async () => (await api.table.get({ pk: `TENANT#${tenant.id}`, sk: 'CREDIT' }))?.remaining,
  };
}

test('a test call rings the phone once, shows each step, and costs nothing', async () => {
  const { ask, read, work, twilio, credit, liveKey } = await shop();
  const asked = await ask();
  expect([asked.status, asked.body]).toEqual([202, { id: expect.stringMatching(/^tcl_/) }]);
  const { id } = asked.body as { id: string };
  expect(await read(id)).toMatchObject({ status: 'queued', outcome: null, steps: [{ step: 'requested' }] });
  await work(2);
  expect(twilio.calls).toHaveLength(1);
  expect(await read(id)).toMatchObject({ status: 'in_progress', provider: 'twilio', phone: PHONE });
  const [call] = twilio.calls;
  if (call) await twilio.play(call, { replies: [{ key: '1' }], seconds: 12 });
  const told = (await read(id)) as { steps: { step: string; detail?: string }[] };
  expect(told).toMatchObject({ status: 'ended', outcome: 'confirmed', durationSeconds: 12, reason: null });
  expect(told.steps.map(({ step }) => step)).toEqual([
    ...[
      'requested',
      'dialing',
      'accepted',
      'ringing',
      'picked_up',
      'said',
      'said',
      'said',
      'answered',
      'ended',
    ],
  ]);
  expect(await credit()).toBe(3);
  const { body } = await api.ask('GET /api/v1/orders', { key: liveKey });
  expect(body).toMatchObject({ orders: [] });
  await twilio.stop();
});

test('a fault of the settings is shown at once', async () => {
  const { ask, read, work, twilio } = await shop();
  twilio.failures.push({ status: 400, code: 21210 });
  const { id } = (await ask()).body as { id: string };
  await work();
  expect(await read(id)).toMatchObject({
    status: 'ended',
    outcome: 'failed',
    reason: 'caller_number (21210)',
    steps: [
      { step: 'requested' },
      { step: 'dialing' },
      { step: 'not_dialed', detail: 'caller_number (21210)' },
    ],
  });
  await twilio.stop();
});

test('five test calls a day are made, by live keys, to phones that did not opt out', async () => {
  const { ask, testKey, twilio, tenant } = await shop();
  expect((await ask(testKey)).status).toBe(403);
  expect((await ask(undefined, '12')).status).toBe(400);
  const statuses = [];
  for (let time = 0; time < 6; time++) statuses.push((await ask()).status);
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  await updateTenant(api.table, tenant.id, { voiceAgent: null }, byAdmin());
  expect((await ask()).body).toMatchObject({ error: { code: 'voice_agent_missing' } });
  await twilio.stop();
});

test('another tenant’s test call is not found', async () => {
  const [one, other] = [await shop(), await shop()];
  const { id } = (await one.ask()).body as { id: string };
  expect((await api.ask(`GET ${PATH}/${id}`, { key: other.liveKey })).status).toBe(404);
  await Promise.all([one.twilio.stop(), other.twilio.stop()]);
});
