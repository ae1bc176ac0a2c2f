import { beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_KEY } from '../../support/api/api.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

let owner: AddedTenant;

useApi();
beforeAll(async () => {
  owner = await addTenant(api.table);
});

const ask = (query: string, key = owner.testKey) => api.ask(`GET /platform/v1/call-time?${query}`, { key });

describe('GET /platform/v1/call-time', () => {
  test('answers when live calls may be made to a number, in test mode too', async () => {
    // A Sunday in Colombia, where nobody is called on Sundays: Monday at seven.
    const sunday = await ask('phone=300%20123%204567&at=2026-11-29T15:00:00Z');
    expect([sunday.status, sunday.body]).toEqual([
      200,
      {
        phone: '+573001234567',
        at: '2026-11-29T15:00:00.000Z',
        nextCallAt: '2026-11-30T12:00:00.000Z',
        refusal: null,
      },
    ]);
    const monday = await ask('phone=3001234567&at=2026-11-30T10:00:00-05:00');
    expect(monday.body).toMatchObject({
      at: '2026-11-30T15:00:00.000Z',
      nextCallAt: '2026-11-30T15:00:00.000Z',
    });
  });

  test("keeps the tenant's own hours, on the clock of the place", async () => {
    const shop = await addTenant(api.table, { country: 'MX', currency: 'MXN' });
    const hours = { monday: [{ from: '10:00', to: '11:00' }] };
    const path = `PATCH /platform/v1/tenants/${shop.tenant.id}`;
    expect((await api.ask(path, { key: shop.liveKey, body: { callingHours: hours } })).status).toBe(200);
    const at = 'at=2026-11-29T15:00:00Z&phone=%2B526641234567';
    const tijuana = await ask(`${at}&province=Baja%20California&city=Tijuana`, shop.liveKey);
    expect(tijuana.body).toMatchObject({ nextCallAt: '2026-11-30T18:00:00.000Z' });
  });

  test('says why a call would be refused now, as a trigger is', async () => {
    const { tenant, testKey, liveKey } = await addTenant(api.table);
    const noCredit = { key: ADMIN_KEY, body: { callCredit: 0 } };
    expect((await api.ask(`PATCH /platform/v1/tenants/${tenant.id}`, noCredit)).status).toBe(200);
    const refusalOf = async (key: string, phone = '3001234567') =>
      ((await ask(`phone=${phone}`, key)).body as { refusal: string | null }).refusal;
    expect([await refusalOf(testKey), await refusalOf(liveKey)]).toEqual([null, 'credit_exhausted']);
    const optOut = { key: testKey, body: { phone: '3001234568' } };
    expect((await api.ask('POST /platform/v1/opt-outs', optOut)).status).toBe(201);
    expect(await refusalOf(testKey, '%2B573001234568')).toBe('phone_opted_out');
  });

  test('refuses an invalid phone or time', async () => {
    expect(await ask('phone=nobody')).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_phone' } },
    });
    expect(await ask('phone=3001234567&at=yesterday')).toMatchObject({
      status: 400,
      body: { error: { details: { issues: [{ field: 'at' }] } } },
    });
    expect((await api.ask('GET /platform/v1/call-time?phone=3001234567')).status).toBe(401);
  });
});

describe('GET /platform/v1/calling-hours', () => {
  const hoursOf = (query = '') => api.ask(`GET /platform/v1/calling-hours${query}`, { key: owner.testKey });

  test('answers the hours of the tenant’s country, and its holidays of the coming year', async () => {
    const { status, body } = await hoursOf();
    const workday = [{ from: '07:00', to: '19:00' }];
    expect([status, body]).toMatchObject([
      200,
      {
        country: 'CO',
        hours: { monday: workday, friday: workday, saturday: [{ from: '08:00', to: '15:00' }] },
      },
    ]);
    const { holidays } = body as { holidays: string[] };
    // Feasts that move come twice in some years, and not at all in others.
    expect(holidays.length).toBeGreaterThanOrEqual(15);
    expect(holidays).toEqual(holidays.toSorted());
    for (const fixed of ['-12-25', '-05-01', '-07-20'])
      expect(holidays.filter((day) => day.endsWith(fixed))).toHaveLength(1);
  });

  test('answers those of another country, most of them without holidays', async () => {
    expect((await hoursOf('?country=IN')).body).toMatchObject({
      country: 'IN',
      hours: { sunday: [{ from: '10:00', to: '21:00' }] },
    });
    expect((await hoursOf('?country=NZ')).body).toMatchObject({ country: 'NZ', holidays: [] });
    expect(await hoursOf('?country=colombia')).toMatchObject({
      status: 400,
      body: { error: { details: { issues: [{ field: 'country' }] } } },
    });
  });
});
