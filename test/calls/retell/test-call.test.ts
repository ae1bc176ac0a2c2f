import { expect, test } from 'vitest';
import { retellEndpoint } from '../../../functions/callbacks/retell-endpoint.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { CallMessage } from '../../../shared/calls/queue/messages.ts';
import { telephonyPerTenant } from '../../../shared/calls/telephony/telephony-per-tenant.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { type Callback, type Customer, startFakeRetell } from '../../fakes/retell.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { send } from '../../support/api/respond.ts';
import { byAdmin, cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();

const PATH = '/platform/v1/voice-agent/test-call';

/** A test call of which these events come, and what its tenant reads of it at the end. */
async function told(customer: Customer, copies: (callback: Callback) => number = () => 1) {
  const { tenant, liveKey } = await addTenant(api.table);
  const publicUrl = 'https://api.test';
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const { table } = api;
  const handler = retellEndpoint({ cipher, publicUrl, speed: 1, allowPrivate: true }, { table, clock });
  const retell = await startFakeRetell({
    clock,
    copies,
    async deliver({ url, headers, body }) {
      const path = url.replace(publicUrl, '');
      return send(handler, { method: 'POST', path, headers, body });
    },
  });
  const { apiKey, webhookKey, agentId, fromNumber } = retell.account;
  const voiceAgent = { provider: 'retell', apiKey, webhookKey, agentId, fromNumber, baseUrl: retell.url };
  await updateTenant(table, tenant.id, { voiceAgent, callCredit: 3 }, byAdmin());
  const queues = { send: async () => {} };
  const telephonyFor = telephonyPerTenant(
    { queues, clock },
    { cipher, liveCalls: 'agent', allowPrivate: true },
  );
  const messengerFor = async () => undefined;
  const services = { table, queues, clock, speed: 1, publicUrl, telephonyFor, messengerFor };
  const work = async (pk: string) => {
    for (const { job } of (await table.query({ pk, prefix: 'EVENT#' })).items)
      await handleCallMessage(services, (job as { body: CallMessage }).body);
  };
  const asked = await api.ask(`POST ${PATH}`, { key: liveKey, body: { phone: '+573001234567' } });
  const { id } = asked.body as { id: string };
  await work(`TESTCALL#${tenant.id}`);
  const [call] = retell.calls;
  if (call) await retell.play(call, customer);
  ahead = 60_000;
  await work(`FOLLOWUP#${tenant.id}#live#${id}`);
  await retell.stop();
  const { body } = await api.ask(`GET ${PATH}/${id}`, { key: liveKey });
  const credit = (await table.get({ pk: `TENANT#${tenant.id}`, sk: 'CREDIT' }))?.remaining;
  const read = body as { steps: { step: string; detail?: string }[] };
  return { read, steps: read.steps.map(({ step }) => step), credit, dials: retell.calls.length };
}

const confirms: Customer = { analysis: { outcome: 'confirmed' }, seconds: 12 };

test('a test call shows each step, and costs nothing', async () => {
  const { read, steps, credit } = await told(confirms);
  expect(read).toMatchObject({
    status: 'ended',
    outcome: 'confirmed',
    durationSeconds: 12,
    provider: 'retell',
  });
  expect(steps).toEqual(['requested', 'dialing', 'accepted', 'picked_up', 'answered', 'ended']);
  expect(credit).toBe(3);
});

test('a test call whose analysis is lost is polled a minute later', async () => {
  const { read, steps } = await told(confirms, ({ event }) => (event === 'call_analyzed' ? 0 : 1));
  expect(read).toMatchObject({ status: 'ended', outcome: 'confirmed' });
  expect(steps.slice(-2)).toEqual(['answered', 'ended']);
});

test('a test call that is never analyzed is over a minute later', async () => {
  expect((await told({ ...confirms, analyzedAfter: null })).read).toMatchObject({
    status: 'ended',
    outcome: 'unknown',
  });
});

test('a test call that Retell accepts and does not dial shows why, and is not repeated', async () => {
  const { read, dials } = await told({ reason: 'no_valid_payment' }, () => 2);
  expect(read).toMatchObject({
    status: 'ended',
    outcome: 'failed',
    reason: 'account (no_valid_payment)',
    steps: [
      { step: 'requested' },
      { step: 'dialing' },
      { step: 'accepted' },
      { step: 'not_dialed', detail: 'account (no_valid_payment)' },
    ],
  });
  expect(dials).toBe(1);
});
