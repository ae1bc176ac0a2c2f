import { describe, expect, test } from 'vitest';
import { ADMIN_KEY } from '../../support/api/api.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();

const asked = { name: 'Mi Tienda', country: 'CO', currency: 'COP' };

const create = (body: unknown, headers: Record<string, string> = {}): Promise<HandlerResponse> =>
  api.ask('POST /platform/v1/tenants', { key: ADMIN_KEY, body, headers });

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
        contact: null,
        callPolicy: { maxAttempts: 3, delaysMinutes: [10, 120], maxDialsPerDay: 6 },
        callingHours: null,
        cashMethods: [],
        prepaidMethods: [],
        dedupeWindow: 24,
        autoCall: false,
        autoDispatch: false,
        dispatch: null,
        language: 'es-CO',
        talkTimeSeconds: 1,
        voiceAgent: null,
        voiceAgentFault: null,
        whatsappFault: null,
        whatsapp: null,
        webhookUrls: { whatsapp: expect.stringMatching(/\/callbacks\/messages\/whatsapp\/tnt_/) },
        confirmationChannels: ['call'],
        whatsappWaitMinutes: 30,
        messageHours: null,
        messageCredit: null,
        recordings: 'provider',
        recordingDays: 90,
        webhookRetentionDays: 30,
        callCredit: null,
        limits: { confirmation: 60, orders: 100, delivery: 600, platform: 600, intake: 10 },
        postpaid: { enabled: false, limit: 0 },
        enterpriseShipTypes: [],
        fundAccounts: [],
        promoCodes: [],
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        updatedAt: expect.any(String),
      },
    ]);
    const { id } = answer.body as { id: string };
    const read = await api.ask(`GET /platform/v1/tenants/${id}`, { key: ADMIN_KEY });
    expect([read.status, read.body]).toEqual([200, answer.body]);
  });

  test.each([
    ['MX', 'MXN', 'America/Mexico_City', 'es-MX'],
    ['IN', 'INR', 'Asia/Kolkata', 'en-IN'],
    ['BR', 'BRL', 'America/Sao_Paulo', 'pt-BR'],
    ['US', 'USD', 'America/New_York', 'en-US'],
    ['SE', 'SEK', 'Europe/Stockholm', 'en-SE'],
  ])('in %s has %s, %s and %s', async (country, currency, timeZone, language) => {
    expect((await create({ ...asked, country, currency })).body).toMatchObject({
      country,
      currency,
      timeZone,
      language,
    });
  });

  test('has the country, the currency and the time zone that are written with small letters or blanks', async () => {
    const written = { ...asked, country: ' us', currency: 'usd ', timeZone: ' America/Chicago ' };
    const { body } = await create(written);
    expect(body).toMatchObject({ country: 'US', currency: 'USD', timeZone: 'America/Chicago' });
  });

  test.each([
    ['country', 'Colombia', 'must be a valid country code of ISO 3166-1: CO'],
    ['currency', 'Pesos', 'must be a valid currency code of ISO 4217: COP'],
    ['timeZone', 'Bogota', 'must be a valid time zone of the IANA database: America/Bogota'],
    ['domain', 'mitienda', 'must be a valid domain: mitienda.com'],
  ])('is refused with the form that %s has', async (field, value, message) => {
    const { status, body } = await create({ ...asked, [field]: value });
    expect([status, body]).toMatchObject([400, { error: { message: `${field} ${message}` } }]);
  });

  test('names its time zone where its country has several and it is not the usual one', async () => {
    const us = { ...asked, country: 'US', currency: 'USD', timeZone: 'America/Chicago' };
    expect((await create(us)).body).toMatchObject({ timeZone: 'America/Chicago' });
  });

  test('must name its time zone where its country has no usual one', async () => {
    const refused = await create({ ...asked, country: 'FM', currency: 'USD' });
    expect([refused.status, refused.body]).toEqual([
      400,
      issue('timeZone', 'required', 'timeZone is missing'),
    ]);
  });

  test.each([
    ['country', 'Colombia'],
    ['country', 'COL'],
    ['country', 'XX'],
    ['country', 57],
    ['currency', 'PESO'],
    ['currency', 'XYZ'],
    ['timeZone', 'Bogota'],
    ['timeZone', '-05:00'],
    ['name', ''],
    ['name', '   '],
    ['name', 'x'.repeat(201)],
    ['domain', 'https://mitienda.com/shop'],
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
    expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  });

  test('is made by an admin only', async () => {
    const { testKey: key } = await addTenant(api.table);
    const answer = await api.ask('POST /platform/v1/tenants', { key, body: asked });
    expect(answer.status).toBe(403);
  });
});
