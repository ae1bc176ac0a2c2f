import { describe, expect, test } from 'vitest';
import { encodeReference } from '../../shared/calls/telephony/port/reference.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { retellSignature } from '../fakes/retell.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import { byAdmin } from '../support/data/cipher.ts';
import { addTenant } from '../support/data/tenant.ts';

useApi();

const keys = { apiKey: 'key_that_dials', webhookKey: 'key_with_the_badge' };
const ids = { orderId: 'ord_01kaq3v1110000000000000000', callId: 'call_01kaq3v2220000000000000000' };

async function shop(webhookKey: string | undefined = keys.webhookKey) {
  const { tenant } = await addTenant(api.table);
  const { apiKey } = keys;
  const voiceAgent = { provider: 'retell', apiKey, agentId: 'agent_1', fromNumber: '+14155550100' };
  const changes = { voiceAgent: { ...voiceAgent, ...(webhookKey && { webhookKey }) } };
  await updateTenant(api.table, tenant.id, changes, byAdmin());
  return tenant.id;
}

const referenceOf = (tenantId: string) => encodeReference({ tenantId, mode: 'live', ...ids });

interface Sent {
  key?: string;
  at?: Date;
  body?: string;
  signature?: string;
}

function post(ref: string, { key = keys.webhookKey, at = new Date(), ...sent }: Sent = {}) {
  const call = { call_id: 'call_1', call_status: 'ongoing', metadata: { reference: ref } };
  const { body = JSON.stringify({ event: 'call_started', call }) } = sent;
  const { signature = retellSignature(key, body, at) } = sent;
  const headers = { 'x-retell-signature': signature, 'content-type': 'application/json' };
  return api.ask(`POST /callbacks/calls/retell/events?ref=${ref}`, { headers, body });
}

describe('an event of Retell’s', () => {
  test('is accepted with the key that has the webhook badge, also about a deleted call', async () => {
    const { status, body } = await post(referenceOf(await shop()));
    expect([status, body]).toEqual([200, { received: true }]);
  });

  test('is verified with the API key where there is no webhook key', async () => {
    const { tenant } = await addTenant(api.table);
    const { apiKey } = keys;
    const voiceAgent = { provider: 'retell', apiKey, agentId: 'agent_1', fromNumber: '+14155550100' };
    await updateTenant(api.table, tenant.id, { voiceAgent }, byAdmin());
    expect((await post(referenceOf(tenant.id), { key: apiKey })).status).toBe(200);
    expect((await post(referenceOf(tenant.id))).status).toBe(401);
    expect((await post(referenceOf(await shop()), { key: apiKey })).status).toBe(401);
  });

  test.each<[string, Sent]>([
    ['another key', { key: 'key_of_somebody_else' }],
    ['a signature of six minutes ago', { at: new Date(Date.now() - 360_000) }],
    ['no signature', { signature: '' }],
    ['a signature of another form', { signature: 'sha256=00' }],
  ])('with %s is refused', async (_what, sent) => {
    const { status, body } = await post(referenceOf(await shop()), sent);
    expect([status, body]).toMatchObject([
      401,
      { error: { code: 'unauthenticated', message: 'The signature is missing or not valid' } },
    ]);
  });

  test('is refused alike for an unknown tenant and one with another provider', async () => {
    const { tenant } = await addTenant(api.table);
    const answers = await Promise.all(
      [tenant.id, 'tnt_01kaq3v0000000000000000000'].map((id) =>
        post(referenceOf(id), { key: 'key_of_nobody' }),
      ),
    );
    const { status, body } = await post(referenceOf(await shop()), { key: 'key_of_nobody' });
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([status, body]);
    expect(status).toBe(401);
  });

  test('is refused when it is about another call than its URL names', async () => {
    const ref = referenceOf(await shop());
    const caught = (metadata: unknown) =>
      JSON.stringify({ event: 'call_analyzed', call: { call_id: 'call_1', call_status: 'ended', metadata } });
    for (const metadata of [{ reference: `${ref}x` }, {}, undefined, 'none'])
      expect(await post(ref, { body: caught(metadata) })).toMatchObject({
        status: 400,
        body: { error: { details: { issues: [{ field: 'call.metadata.reference' }] } } },
      });
  });

  test.each(['', '{', 'null', '[]', '{"event":"call_ended"}', '{"event":"call_ended","call":7}'])(
    'is refused when it is malformed: %j',
    async (body) => {
      expect((await post(referenceOf(await shop()), { body })).status).toBe(400);
    },
  );
});

test.each(['', 'x', 'a'.repeat(501)])(
  'a URL without our reference is not found, or refused: %j',
  async (ref) => {
    expect([400, 404]).toContain((await post(ref)).status);
  },
);
