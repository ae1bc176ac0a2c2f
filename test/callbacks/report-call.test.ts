import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../shared/base/clock.ts';
import { handleCallMessage } from '../../shared/calls/dialing/dial-call.ts';
import { telephonyPerTenant } from '../../shared/calls/telephony/telephony-per-tenant.ts';
import { creditKey } from '../../shared/tenants/tenant/tenant.ts';
import { NESTED } from '../confirmation/api.ts';
import { ADMIN_KEY, startApi, type TestApi } from '../support/api/api.ts';
import { cipher } from '../support/data/cipher.ts';
import { addTenant } from '../support/data/tenant.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';

type Json = Record<string, unknown>;

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const signer = new Webhook(SECRET);

let api: TestApi;
let agent: Receiver;
beforeAll(async () => {
  [api, agent] = await Promise.all([startApi(), startReceiver()]);
  // The agent of the test answers on this machine.
  process.env.ALLOW_PRIVATE_TARGETS = 'true';
});
afterAll(() => Promise.all([api.stop(), agent.stop()]));

/** A live call that the merchant's own agent was asked to make: what it got, and what reports may say. */
async function dialed() {
  const { tenant, liveKey } = await addTenant(api.table, { timeZone: 'America/Bogota' });
  const settings = {
    voiceAgent: { url: agent.url, secret: SECRET },
    callCredit: 5,
    callingHours: Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
        day,
        [{ from: '00:00', to: '24:00' }],
      ]),
    ),
  };
  const patched = await api.ask(`PATCH /platform/v1/tenants/${tenant.id}`, {
    key: ADMIN_KEY,
    body: settings,
  });
  expect(patched.status).toBe(200);
  const customer = { ...NESTED.customer, phone: '+14155550100' };
  const triggered = await api.ask('POST /api/v1/calls/trigger', {
    key: liveKey,
    body: { ...NESTED, customer },
  });
  const { orderId, callId } = triggered.body as { orderId: string; callId: string };
  const scope = { tenantId: tenant.id, mode: 'live' } as const;
  const queues = { send: async () => {} };
  await handleCallMessage(
    {
      table: api.table,
      queues,
      clock: systemClock,
      speed: 1,
      publicUrl: 'http://api.test',
      messengerFor: async () => undefined,
      telephonyFor: telephonyPerTenant(
        { queues, clock: systemClock },
        { cipher, liveCalls: 'agent', allowPrivate: true },
      ),
    },
    { kind: 'dial', ...scope, orderId, callId },
  );
  const asked = agent.receipts.find(({ headers }) => headers['idempotency-key'] === callId);
  if (asked === undefined) throw new Error('The agent was not asked to call');
  return { liveKey, orderId, callId, asked, tenant };
}

function report(callbackUrl: string, body: Json, { id = 'report-1', at = new Date(), secret = signer } = {}) {
  const raw = JSON.stringify(body);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secret.sign(id, at, raw),
  };
  return api.ask(`POST ${callbackUrl.replace('http://api.test', '')}`, { headers, body: raw });
}

const urlOf = ({ body }: { body: string }) => String((JSON.parse(body) as Json).callbackUrl);
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('the merchant’s own voice agent', () => {
  it('gets a signed request, and its signed report decides the order once', async () => {
    const { asked, orderId, callId, liveKey, tenant } = await dialed();
    expect(signer.verify(asked.body, asked.headers as Record<string, string>)).toMatchObject({
      callId,
      orderId,
    });
    const told = { callId, outcome: 'confirmed', durationSeconds: 87, transcript: 'Hola', summary: 'Sí' };
    const first = await report(urlOf(asked), told);
    expect(first).toMatchObject({ status: 200, body: { received: true, result: 'concluded' } });
    const again = await report(urlOf(asked), { ...told, outcome: 'cancelled' });
    expect(again).toMatchObject({ status: 200, body: { received: true, result: 'ignored' } });

    expect((await api.ask(`GET /api/v1/orders/${orderId}`, { key: liveKey })).body).toMatchObject({
      status: 'confirmed',
      callAttempts: 1,
      calls: [
        {
          id: callId,
          outcome: 'confirmed',
          durationSeconds: 87,
          recordingUrl: null,
          transcript: 'Hola',
          summary: 'Sí',
        },
      ],
    });
    expect((await api.table.get(creditKey(tenant.id)))?.remaining).toBe(4);
  });

  it('reports that a race delivers ten times take one call of the credit', async () => {
    const { asked, callId, tenant } = await dialed();
    const told = { callId, outcome: 'cancelled', durationSeconds: 9 };
    const results = await Promise.all(Array.from({ length: 10 }, () => report(urlOf(asked), told)));
    expect(results.filter(({ body }) => (body as Json).result === 'concluded')).toHaveLength(1);
    expect((await api.table.get(creditKey(tenant.id)))?.remaining).toBe(4);
  });

  it.each([
    ['a secret that is not the agent’s', { secret: new Webhook(Buffer.alloc(24, 9).toString('base64')) }],
    ['a timestamp older than five minutes', { at: minutes(-5.1) }],
    ['a timestamp far more than five minutes ahead', { at: minutes(10) }],
  ])('%s is refused and changes nothing', async (_what, signing) => {
    const { asked, callId, orderId, liveKey } = await dialed();
    expect((await report(urlOf(asked), { callId, outcome: 'confirmed' }, signing)).status).toBe(401);
    expect((await api.ask(`GET /api/v1/orders/${orderId}`, { key: liveKey })).body).toMatchObject({
      status: 'pending',
      calls: [{ outcome: null }],
    });
  });

  it('a report cannot be used for another call, and one of a tenant without an agent is refused', async () => {
    const [one, two] = [await dialed(), await dialed()];
    const told = { callId: one.callId, outcome: 'confirmed' };
    expect((await report(urlOf(two.asked), told)).status).toBe(400);
    const forged = { tenantId: 'tnt_nobody', mode: 'live', orderId: one.orderId, callId: one.callId };
    const ref = Buffer.from(JSON.stringify(forged)).toString('base64url');
    expect((await report(`/callbacks/calls/http?ref=${ref}`, told)).status).toBeGreaterThanOrEqual(400);
    expect((await api.ask(`GET /api/v1/orders/${one.orderId}`, { key: one.liveKey })).body).toMatchObject({
      status: 'pending',
    });
  });

  it('a report is accepted with any optional fields, and its outcome is stored', async () => {
    const { asked, callId, orderId, liveKey } = await dialed();
    const told = {
      callId,
      outcome: 'Confirmed',
      durationSeconds: '87',
      recordingUrl: 'javascript:alert(1)',
      transcript: 'a'.repeat(1_500_000),
      summary: ['Sí', { role: 'agent', text: '\ud83d' }],
      addressFinal: { address1: 'Calle 1', city: 'Bogotá' },
      providerCallId: { id: 7 },
      endedAt: '2026-11-22T15:00:00',
    };
    const answer = await report(urlOf(asked), told);
    expect(answer).toMatchObject({ status: 200, body: { received: true, result: 'concluded' } });
    expect((await api.ask(`GET /api/v1/orders/${orderId}`, { key: liveKey })).body).toMatchObject({
      status: 'confirmed',
      addressFinal: 'Calle 1, Bogotá',
      calls: [
        {
          outcome: 'confirmed',
          durationSeconds: 87,
          recordingUrl: null,
          transcript: 'a'.repeat(64 * 1024),
          summary: 'Sí\nagent: \ufffd',
        },
      ],
    });
  });

  it.each([
    [{ outcome: 'maybe' }, 400],
    [{}, 400],
  ])('a signed report of %j is refused', async (told, status) => {
    const { asked, callId } = await dialed();
    expect((await report(urlOf(asked), { callId, ...told })).status).toBe(status);
  });
});
