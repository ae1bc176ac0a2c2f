import { beforeAll, describe, expect, test } from 'vitest';
import { whatsappReceiver, whatsappVerification } from '../../../functions/callbacks/whatsapp-endpoint.ts';
import { isOptedOut } from '../../../shared/tenants/opt-outs.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { signatureOf } from '../../fakes/whatsapp.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { byAdmin, cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';

useTable();

const number = {
  phoneNumberId: '123456789012345',
  accessToken: 'EAAG-token',
  appSecret: 'the secret of the app',
  verifyToken: 'una palabra',
  template: { name: 'confirm_order', language: 'es_CO' },
};
const NOON = new Date('2026-11-23T17:00:00.000Z');
let tenantId: string;

beforeAll(async () => {
  const { tenant } = await addTenant(engine.table);
  tenantId = tenant.id;
  await updateTenant(engine.table, tenantId, { whatsapp: number }, byAdmin());
});

/** From an address of its own each time, unless it is said: what is not proven is bounded by address. */
let address = 0;
const from = (sourceIp = `10.1.${++address % 250}.7`) => ({ sourceIp });

const services = () => ({ table: engine.table, clock: () => NOON });

function ask(query: Record<string, string>, id = tenantId, sourceIp?: string): Promise<HandlerResponse> {
  return send(whatsappVerification(cipher, services()), {
    method: 'GET',
    path: `/callbacks/messages/whatsapp/${id}?${new URLSearchParams(query)}`,
    pathParameters: { tenantId: id },
    ...from(sourceIp),
  });
}

function tell(
  body: string,
  signature = signatureOf(number.appSecret, body),
  id = tenantId,
): Promise<HandlerResponse> {
  return send(whatsappReceiver({ cipher, speed: 1 }, services()), {
    method: 'POST',
    path: `/callbacks/messages/whatsapp/${id}`,
    pathParameters: { tenantId: id },
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    body,
    ...from(),
  });
}

const right = {
  'hub.mode': 'subscribe',
  'hub.verify_token': number.verifyToken,
  'hub.challenge': '1158201444',
};

describe('the question whether the URL is ours', () => {
  test('is answered with the challenge as text', async () => {
    const { status, headers, body } = await ask(right);
    expect([status, headers['content-type'], body]).toEqual([200, 'text/plain; charset=utf-8', '1158201444']);
  });

  test.each([
    ['a wrong token', { ...right, 'hub.verify_token': 'otra palabra' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['an empty token', { ...right, 'hub.verify_token': '' }],
  ])('with %s is a 403', async (_what, query) => {
    const { status, body } = await ask(query);
    expect([status, body]).toMatchObject([403, { error: { code: 'forbidden' } }]);
  });

  test('about an unknown tenant, or one that sends no messages, is the same 403', async () => {
    const { tenant } = await addTenant(engine.table);
    expect((await ask(right, tenant.id)).status).toBe(403);
    expect((await ask(right, 'tnt_01m822ee00000000000000000')).status).toBe(403);
  });

  test.each([
    ['hub.mode', { ...right, 'hub.mode': 'unsubscribe' }],
    ['hub.challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': number.verifyToken }],
  ])('without a right %s names it', async (field, query) => {
    const { status, body } = await ask(query);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(field)]);
  });

  test('is refused after too many attempts without the right word', async () => {
    const wrong = { ...right, 'hub.verify_token': 'x' };
    const statuses = new Set<number>();
    for (let time = 0; time < 61; time++) statuses.add((await ask(wrong, tenantId, '10.9.9.9')).status);
    expect([...statuses]).toEqual([403, 429]);
    expect((await ask(right, tenantId, '10.9.9.9')).status).toBe(200);
  });
});

const body = (value: object) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
const text = (words: string, phone = '573001112233') => ({
  id: `wamid.${words}`,
  from: phone,
  type: 'text',
  text: { body: words },
});

describe('what Meta reports', () => {
  test('is answered with 200 when it is signed, whatever it contains', async () => {
    for (const told of [
      body({ messages: [text('hola')] }),
      body({ statuses: [{ id: 'wamid.unknown', status: 'delivered', recipient_id: '573001112233' }] }),
      body({ statuses: [{ id: 'wamid.x', status: 'warming' }], messages: [{ type: 'reaction' }, 7, null] }),
      '{"object":"whatsapp_business_account"}',
      '{"entry":[null,{"changes":"x"},{"changes":[{"value":null}]}]}',
      '[]',
    ])
      expect(await tell(told)).toMatchObject({ status: 200, body: { received: true } });
  });

  test.each([
    ['another secret', (told: string) => signatureOf('another', told)],
    ['another body', () => signatureOf(number.appSecret, '{}')],
    ['no signature', () => ''],
    ['an odd one', () => 'sha256=xyz'],
    ['SHA-1', (told: string) => signatureOf(number.appSecret, told).replace('sha256', 'sha1')],
  ])('signed with %s is refused, and nothing is stored', async (_what, sign) => {
    const told = body({ messages: [text('STOP', '573009998877')] });
    expect((await tell(told, sign(told))).status).toBe(401);
    expect(await isOptedOut(engine.table, { tenantId, mode: 'live' }, '+573009998877')).toBe(false);
  });

  test('is refused alike for unknown tenants and those that send no messages', async () => {
    const { tenant } = await addTenant(engine.table);
    const told = body({ messages: [text('hola')] });
    const answers = await Promise.all([tell(told, undefined, tenant.id), tell(told, 'sha256=0')]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  test('may be as large as Meta makes it', async () => {
    const lines = Array.from({ length: 14 }, (_, index) => text(`${index} ${'x'.repeat(100_000)}`));
    const told = body({ messages: [...lines, text('STOP', '573004443322')] });
    expect(told.length).toBeGreaterThan(2.6 * 1024 * 1024);
    expect((await tell(told)).status).toBe(200);
    expect(await isOptedOut(engine.table, { tenantId, mode: 'live' }, '+573004443322')).toBe(true);
  });

  test('is refused when it is not JSON', async () => {
    expect(await tell('{')).toMatchObject({ status: 400, body: { error: { code: 'invalid_json' } } });
  });

  test('an opt-out counts even without any message of ours', async () => {
    await tell(body({ messages: [text('BAJA', '5215512345678')] }));
    // Mexico’s old way to write the number is the same subscriber.
    expect(await isOptedOut(engine.table, { tenantId, mode: 'live' }, '+525512345678')).toBe(true);
  });

  test('about another number of the same app is ignored', async () => {
    const metadata = { phone_number_id: '999999999999999' };
    expect((await tell(body({ metadata, messages: [text('STOP', '573007776655')] }))).status).toBe(200);
    expect(await isOptedOut(engine.table, { tenantId, mode: 'live' }, '+573007776655')).toBe(false);
  });
});
