import { describe, expect, test } from 'vitest';
import { TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import { tenantKey } from '../../../shared/tenants/tenant/tenant.ts';
import { ADMIN_KEY } from '../../support/api/api.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();

interface Made {
  id: string;
  key: string;
}

async function tenant(mode: 'live' | 'test' = 'live'): Promise<Made> {
  const { tenant, testKey, liveKey } = await addTenant(api.table);
  return { id: tenant.id, key: mode === 'live' ? liveKey : testKey };
}

const pickup = {
  name: 'Bodega',
  phone: '+576011234567',
  address: 'Calle 13 #68-40',
  lat: 4.6444,
  lng: -74.1175,
};

/** A good value of each setting. */
const valid: Required<TenantChanges> = {
  name: 'Otra',
  timeZone: 'America/Lima',
  domain: null,
  contact: { phone: '+576011234567', email: 'hola@mitienda.com' },
  callPolicy: { maxAttempts: 1, delaysMinutes: [1] },
  callingHours: null,
  dedupeWindow: 0,
  autoCall: true,
  autoDispatch: true,
  dispatch: null,
  cashMethods: ['Vale'],
  prepaidMethods: ['Bold'],
  language: 'en',
  talkTimeSeconds: 7,
  voiceAgent: { url: 'https://agent.example.com/calls' },
  whatsapp: null,
  confirmationChannels: ['whatsapp', 'call'],
  whatsappWaitMinutes: 15,
  messageHours: null,
  messageCredit: 9,
  recordings: 'none',
  recordingDays: 14,
  webhookRetentionDays: 15,
  postpaid: { enabled: true, limit: 10 },
  enterpriseShipTypes: [],
  fundAccounts: [],
  promoCodes: [],
  callCredit: 5,
  limits: {},
};

describe('settings', () => {
  const change = (key: string, id: string, body: unknown): Promise<HandlerResponse> =>
    api.ask(`PATCH /platform/v1/tenants/${id}`, { key, body });

  test('are changed one by one, and the others stay', async () => {
    const { id, key } = await tenant();
    const before = (await api.ask(`GET /platform/v1/tenants/${id}`, { key })).body as object;
    const changes = {
      callPolicy: { maxAttempts: 5, delaysMinutes: [1, 2.5, 30], maxDialsPerDay: 3 },
      callingHours: {
        monday: [{ from: '07:00', to: '19:00' }],
        holidays: ['2026-12-25'],
        applyInTest: true,
      },
      dedupeWindow: 1.5,
      autoCall: true,
      language: 'es',
      talkTimeSeconds: 0,
      webhookRetentionDays: 15,
      timeZone: 'America/Lima',
      domain: null,
    };
    const answer = await change(key, id, changes);
    expect([answer.status, answer.body]).toEqual([
      200,
      { ...before, ...changes, updatedAt: expect.any(String) },
    ]);
    expect((await api.ask(`GET /platform/v1/tenants/${id}`, { key })).body).toEqual(answer.body);
    expect((await change(key, id, { callingHours: null })).body).toMatchObject({
      callingHours: null,
      autoCall: true,
    });
    const shorter = { maxAttempts: 1, delaysMinutes: [5] };
    expect((await change(key, id, { callPolicy: shorter })).body).toMatchObject({
      callPolicy: { ...shorter, maxDialsPerDay: 3 },
    });
  });

  test('of promo codes end on the tenant’s clock, whole days at their last instant', async () => {
    const { id, key } = await tenant();
    const codes = (...ends: string[]) =>
      ends.map((validUntil, n) => ({ code: `C${n}`, percentOff: 5, validUntil }));
    const exact = '2026-12-31T23:30:00+01:00';
    const given = codes('2026-12-31', '2026-12-31 18:00', '2026-12-31 18:00:00 UTC', '2026-12', exact);
    const promoCodes = codes(
      '2027-01-01T00:00:00-05:00',
      '2026-12-31T18:00:00-05:00',
      '2026-12-31T13:00:00-05:00',
      '2027-01-01T00:00:00-05:00',
      exact,
    );
    expect(await change(ADMIN_KEY, id, { promoCodes: given })).toMatchObject({
      status: 200,
      body: { promoCodes },
    });
    expect((await api.ask(`GET /platform/v1/tenants/${id}`, { key })).body).toMatchObject({ promoCodes });
    expect((await change(ADMIN_KEY, id, { promoCodes: codes('31/12/2026') })).status).toBe(400);
  });

  test('of dispatch have defaults, and none again when they are null', async () => {
    const { id, key } = await tenant();
    expect((await change(key, id, { autoDispatch: true, dispatch: { pickup } })).body).toMatchObject({
      autoDispatch: true,
      dispatch: {
        pickup: { ...pickup, houseNo: '', landmark: '', pincode: '' },
        shipType: 'STANDARD',
        packageSize: 'small',
        paymentMode: 'wallet',
        instructions: '',
        acceptApproximate: false,
      },
    });
    expect((await change(key, id, { dispatch: null })).body).toMatchObject({ dispatch: null });
  });

  test('changed at the same time are all kept', async () => {
    const { id, key } = await tenant();
    const answers = await Promise.all([
      change(key, id, { autoCall: true }),
      change(key, id, { autoDispatch: true }),
      change(key, id, { dedupeWindow: 2 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await api.ask(`GET /platform/v1/tenants/${id}`, { key })).body).toMatchObject({
      autoCall: true,
      autoDispatch: true,
      dedupeWindow: 2,
    });
  });

  test.each([
    [{ language: 'es_CO' }, { language: 'es-CO' }],
    [{ language: ' PT-br ' }, { language: 'pt-BR' }],
    [{ domain: 'https://MiTienda.com/' }, { domain: 'mitienda.com' }],
    [{ contact: { phone: '(+57) 300 123 4567' } }, { contact: { phone: '(+57) 300 123 4567' } }],
    [
      { callingHours: { monday: [{ from: '8:00 AM', to: '18:30:00' }] } },
      { callingHours: { monday: [{ from: '08:00', to: '18:30' }] } },
    ],
  ])('%j, which can mean only one thing, is kept as %j', async (changes, stored) => {
    const { id, key } = await tenant();
    expect(await change(key, id, changes)).toMatchObject({ status: 200, body: stored });
    expect(await api.table.get(tenantKey(id))).toMatchObject(stored);
  });

  test.each([
    ['callPolicy.maxAttempts', { callPolicy: { maxAttempts: 11, delaysMinutes: [1] } }],
    ['callPolicy.maxAttempts', { callPolicy: { maxAttempts: 0, delaysMinutes: [1] } }],
    ['callPolicy.maxDialsPerDay', { callPolicy: { maxAttempts: 1, delaysMinutes: [1], maxDialsPerDay: 0 } }],
    ['callPolicy.delaysMinutes', { callPolicy: { maxAttempts: 2 } }],
    ['callPolicy.delaysMinutes.0', { callPolicy: { maxAttempts: 2, delaysMinutes: [-1] } }],
    ['callingHours.monday.0.to', { callingHours: { monday: [{ from: '19:00', to: '07:00' }] } }],
    ['callingHours.lunes', { callingHours: { monday: [{ from: '07:00', to: '19:00' }], lunes: [] } }],
    ['dedupeWindow', { dedupeWindow: -1 }],
    ['dedupeWindow', { dedupeWindow: 1e-200 }],
    ['callPolicy.delaysMinutes.0', { callPolicy: { maxAttempts: 2, delaysMinutes: [1e-131] } }],
    ['talkTimeSeconds', { talkTimeSeconds: 5e-324 }],
    ['dispatch.pickup.lng', { dispatch: { pickup: { ...pickup, lng: -1e-200 } } }],
    ['autoCall', { autoCall: 'yes' }],
    ['language', { language: 'Spanish (Colombia)' }],
    ['language', { language: 'es-abc' }],
    ['language', { language: 'en-a' }],
    ['contact.phone', { contact: { phone: 'call me' } }],
    ['contact.email', { contact: { email: '"><script>' } }],
    ['talkTimeSeconds', { talkTimeSeconds: 901 }],
    ['webhookRetentionDays', { webhookRetentionDays: 14 }],
    ['webhookRetentionDays', { webhookRetentionDays: 366 }],
    ['webhookRetentionDays', { webhookRetentionDays: 30.5 }],
    ['country', { country: 'MX' }],
    ['id', { id: 'tnt_other' }],
    ['version', { version: 7 }],
    ['dispatch.pickup', { dispatch: { shipType: 'NOW' } }],
    ['dispatch.pickup.lat', { dispatch: { pickup: { ...pickup, lat: 91 } } }],
    ['dispatch.pickup.phone', { dispatch: { pickup: { ...pickup, phone: 'call me' } } }],
    ['dispatch.shipType', { dispatch: { pickup, shipType: 'TOMORROW' } }],
    ['voiceAgent.url', { voiceAgent: { url: 'agent' } }],
    ['voiceAgent.url', { voiceAgent: { url: 'http://agent.example.com' } }],
    ['voiceAgent.url', { voiceAgent: { url: 'https://169.254.169.254/latest' } }],
    ['voiceAgent.url', { voiceAgent: { url: 'https://localhost/' } }],
    ['voiceAgent.secret', { voiceAgent: { url: 'https://agent.example.com', secret: 'short' } }],
  ])('are refused by name when they are wrong: %s', async (field, changes) => {
    const { id, key } = await tenant();
    const answer = await change(key, id, changes);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { details: { issues: [{ field }] } } });
  });

  test.each([
    ['callCredit', { callCredit: 5 }],
    ['limits', { limits: { confirmation: 1000 } }],
    ['callCredit, limits', { callCredit: null, limits: {}, autoCall: true }],
  ])('that only an admin changes are refused to the tenant by name: %s', async (field, changes) => {
    const { id, key } = await tenant();
    const answer = await change(key, id, changes);
    expect([answer.status, answer.body]).toEqual([
      403,
      { error: { code: 'forbidden', message: `This key may not do that: ${field}`, details: { field } } },
    ]);
    expect((await api.ask(`GET /platform/v1/tenants/${id}`, { key })).body).toMatchObject({
      callCredit: null,
      autoCall: false,
      limits: { confirmation: 60 },
    });
  });

  test.each(Object.keys(TenantChanges.shape).filter((name) => name !== 'talkTimeSeconds'))(
    'act on live orders too, so that a test key changes none of them: %s',
    async (field) => {
      const { id, key } = await tenant('test');
      const before = await api.table.get(tenantKey(id));
      const body = { talkTimeSeconds: 7, [field]: valid[field as keyof TenantChanges] };
      const answer = await change(key, id, body);
      expect([answer.status, answer.body]).toEqual([
        403,
        { error: { code: 'forbidden', message: `This key may not do that: ${field}`, details: { field } } },
      ]);
      expect(await api.table.get(tenantKey(id))).toEqual(before);
      // The same is no fault of the value's.
      expect((await change(ADMIN_KEY, id, body)).status).toBe(200);
    },
  );

  test('of simulated customers are changed by a test key', async () => {
    const { id, key } = await tenant('test');
    const answer = await change(key, id, { talkTimeSeconds: 7 });
    expect([answer.status, answer.body]).toMatchObject([200, { talkTimeSeconds: 7 }]);
    expect(await api.table.get(tenantKey(id))).toMatchObject({ talkTimeSeconds: 7 });
  });

  test('changed by a live key or an admin apply to both modes', async () => {
    const { tenant: made, liveKey, testKey } = await addTenant(api.table);
    await change(liveKey, made.id, { autoCall: true });
    await change(ADMIN_KEY, made.id, { autoDispatch: true });
    for (const key of [liveKey, testKey])
      expect((await api.ask(`GET /platform/v1/tenants/${made.id}`, { key })).body).toMatchObject({
        autoCall: true,
        autoDispatch: true,
      });
  });

  test('that only an admin changes are changed by one', async () => {
    const { id, key } = await tenant();
    const limits = { confirmation: 1000, orders: 2000, delivery: 3000, intake: 40 };
    const changed = await change(ADMIN_KEY, id, { callCredit: 5, limits });
    expect(changed.body).toMatchObject({ callCredit: 5, limits: { ...limits, platform: 600 } });
    expect(await api.table.get({ pk: `TENANT#${id}`, sk: 'CREDIT' })).toMatchObject({ remaining: 5 });
    expect((await api.ask(`GET /platform/v1/tenants/${id}`, { key })).body).toMatchObject({ callCredit: 5 });
    const lifted = await change(ADMIN_KEY, id, { callCredit: null, limits: { confirmation: null } });
    expect(lifted.body).toMatchObject({ callCredit: null, limits: { confirmation: 60 } });
    expect(await api.table.get({ pk: `TENANT#${id}`, sk: 'CREDIT' })).toBeUndefined();
  });

  test('of another tenant do not exist for a tenant’s key', async () => {
    const [one, other] = [await tenant(), await tenant()];
    const hidden = [404, { error: { code: 'not_found', message: 'There is no such resource' } }];
    const read = await api.ask(`GET /platform/v1/tenants/${other.id}`, { key: one.key });
    expect([read.status, read.body]).toEqual(hidden);
    const changed = await change(one.key, other.id, { autoCall: true });
    expect([changed.status, changed.body]).toEqual(hidden);
    const unknown = await api.ask('GET /platform/v1/tenants/tnt_nobody', { key: ADMIN_KEY });
    expect([unknown.status, unknown.body]).toEqual(hidden);
  });
});
