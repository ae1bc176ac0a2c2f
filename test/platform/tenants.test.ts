import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_KEY, startApi, type TestApi } from '../support/api.ts';
import type { Answered } from '../support/respond.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(() => api.stop());

const asked = { name: 'Mi Tienda', country: 'CO', currency: 'COP' };

const create = (body: unknown, headers: Record<string, string> = {}): Promise<Answered> =>
  api.ask('POST /platform/v1/tenants', { key: ADMIN_KEY, body, headers });

interface Made {
  id: string;
  key: string;
}

async function tenant(): Promise<Made> {
  const { id } = (await create(asked)).body as Made;
  const made = await api.ask(`POST /platform/v1/tenants/${id}/api-keys`, {
    key: ADMIN_KEY,
    body: { mode: 'test' },
  });
  return { id, key: (made.body as Made).key };
}

const issue = (field: string, rule: string, message: string, rest: object = {}) => ({
  error: {
    code: 'invalid_request',
    message,
    details: { issues: [{ field, rule, ...rest, message }] },
  },
});

describe('a new tenant', () => {
  test('starts with the settings that its country suggests', async () => {
    const answer = await create({ ...asked, domain: 'MiTienda.myshopify.com' });
    expect([answer.status, answer.body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^tnt_[0-9a-z]{26}$/),
        name: 'Mi Tienda',
        country: 'CO',
        currency: 'COP',
        timeZone: 'America/Bogota',
        domain: 'mitienda.myshopify.com',
        callPolicy: { maxAttempts: 3, delaysMinutes: [10, 120] },
        callingHours: null,
        dedupeWindow: 24,
        autoCall: false,
        autoDispatch: false,
        language: 'es-CO',
        talkTimeSeconds: 1,
        voiceAgent: null,
        callCredit: null,
        limits: { confirmation: 60, platform: 600 },
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        updatedAt: expect.any(String),
      },
    ]);
    const { id } = answer.body as Made;
    const read = await api.ask(`GET /platform/v1/tenants/${id}`, { key: ADMIN_KEY });
    expect([read.status, read.body]).toEqual([200, answer.body]);
  });

  test.each([
    ['MX', 'MXN', 'America/Mexico_City', 'es-MX'],
    ['IN', 'INR', 'Asia/Kolkata', 'en-IN'],
    ['BR', 'BRL', 'America/Sao_Paulo', 'pt-BR'],
  ])('in %s has %s, %s and %s', async (country, currency, timeZone, language) => {
    expect((await create({ ...asked, country, currency })).body).toMatchObject({
      country,
      currency,
      timeZone,
      language,
    });
  });

  test('says its time zone where the country has several', async () => {
    const us = { ...asked, country: 'US', currency: 'USD' };
    const refused = await create(us);
    expect([refused.status, refused.body]).toEqual([
      400,
      issue('timeZone', 'required', 'timeZone is missing'),
    ]);
    expect((await create({ ...us, timeZone: 'America/Chicago' })).body).toMatchObject({
      timeZone: 'America/Chicago',
    });
  });

  test.each([
    ['country', 'Colombia'],
    ['country', 'co'],
    ['country', 'XX'],
    ['country', 57],
    ['currency', 'cop'],
    ['currency', 'PESO'],
    ['currency', 'XYZ'],
    ['timeZone', 'Bogota'],
    ['timeZone', '-05:00'],
    ['name', ''],
    ['name', '   '],
    ['name', 'x'.repeat(201)],
    ['domain', 'https://mitienda.com'],
    ['domain', 'localhost'],
    ['colour', 'red'],
    ['callCredit', 5],
  ])('is refused with %s %j', async (field, value) => {
    const answer = await create({ ...asked, [field]: value });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { details: { issues: [{ field }] } } });
  });

  test('is made once under an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(asked, headers)));
    expect(new Set(answers.map(({ body }) => (body as Made).id)).size).toBe(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  });

  test('is an admin’s to make', async () => {
    const { key } = await tenant();
    const answer = await api.ask('POST /platform/v1/tenants', { key, body: asked });
    expect(answer.status).toBe(403);
  });
});

describe('settings', () => {
  const change = (key: string, id: string, body: unknown): Promise<Answered> =>
    api.ask(`PATCH /platform/v1/tenants/${id}`, { key, body });

  test('are changed one by one, and the others stay', async () => {
    const { id, key } = await tenant();
    const before = (await api.ask(`GET /platform/v1/tenants/${id}`, { key })).body as object;
    const changes = {
      callPolicy: { maxAttempts: 5, delaysMinutes: [1, 2.5, 30] },
      callingHours: {
        monday: [{ from: '07:00', to: '19:00' }],
        holidays: ['2026-12-25'],
        applyInTest: true,
      },
      dedupeWindow: 1.5,
      autoCall: true,
      language: 'es',
      talkTimeSeconds: 0,
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
    ['callPolicy.maxAttempts', { callPolicy: { maxAttempts: 11, delaysMinutes: [1] } }],
    ['callPolicy.maxAttempts', { callPolicy: { maxAttempts: 0, delaysMinutes: [1] } }],
    ['callPolicy.delaysMinutes', { callPolicy: { maxAttempts: 2 } }],
    ['callPolicy.delaysMinutes.0', { callPolicy: { maxAttempts: 2, delaysMinutes: [-1] } }],
    ['callingHours.monday.0.to', { callingHours: { monday: [{ from: '19:00', to: '07:00' }] } }],
    ['callingHours.lunes', { callingHours: { monday: [{ from: '07:00', to: '19:00' }], lunes: [] } }],
    ['dedupeWindow', { dedupeWindow: -1 }],
    ['autoCall', { autoCall: 'yes' }],
    ['language', { language: 'Spanish (Colombia)' }],
    ['talkTimeSeconds', { talkTimeSeconds: 901 }],
    ['country', { country: 'MX' }],
    ['id', { id: 'tnt_other' }],
    ['version', { version: 7 }],
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
  ])('that are an admin’s are refused to the tenant by name: %s', async (field, changes) => {
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

  test('that are an admin’s are changed by one', async () => {
    const { id, key } = await tenant();
    const changed = await change(ADMIN_KEY, id, { callCredit: 5, limits: { confirmation: 1000 } });
    expect(changed.body).toMatchObject({
      callCredit: 5,
      limits: { confirmation: 1000, platform: 600 },
    });
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

describe("a voice agent's secret", () => {
  const change = async (made: Made, voiceAgent: unknown): Promise<unknown> =>
    (await api.ask(`PATCH /platform/v1/tenants/${made.id}`, { key: made.key, body: { voiceAgent } })).body;

  const url = 'https://agent.example.com/calls';

  test('is made when none is given, shown once and never read back', async () => {
    const made = await tenant();
    const shown = await change(made, { url });
    expect(shown).toMatchObject({ voiceAgent: { url, secret: expect.stringMatching(/^whsec_/) } });
    const read = await api.ask(`GET /platform/v1/tenants/${made.id}`, { key: made.key });
    expect((read.body as { voiceAgent: unknown }).voiceAgent).toEqual({ url });
  });

  test('that is given is not shown at all', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const answer = await change(await tenant(), { url, secret });
    expect((answer as { voiceAgent: unknown }).voiceAgent).toEqual({ url });
  });

  test('stays when the agent moves, and goes with it', async () => {
    const made = await tenant();
    await change(made, { url });
    const secretOf = async () => (await api.table.get({ pk: `TENANT#${made.id}`, sk: 'TENANT' }))?.voiceAgent;
    const before = await secretOf();
    const moved = await change(made, { url: `${url}/2` });
    expect((moved as { voiceAgent: unknown }).voiceAgent).toEqual({ url: `${url}/2` });
    expect(await secretOf()).toEqual({ ...(before as object), url: `${url}/2` });
    expect(await change(made, null)).toMatchObject({ voiceAgent: null });
    expect(await secretOf()).toBeNull();
  });
});
