import { beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_KEY } from '../../support/api/api.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { addRegions } from '../../support/data/regions.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();
beforeAll(() => addRegions(api.table));

const ask = (query: string, key = ADMIN_KEY) => api.ask(`GET /platform/v1/coverage?${query}`, { key });

interface Covered {
  services: { service: string; packageSize: string; total: number }[];
}

describe('GET /platform/v1/coverage', () => {
  test('answers which region serves a point, how and for how much', async () => {
    const { status, body } = await ask('lat=4.6486&lng=-74.0628&kilometres=5');
    expect([status, body]).toMatchObject([
      200,
      { region: { code: 'BOG', name: 'Bogotá' }, kilometres: 5, currency: 'COP' },
    ]);
    const { services } = body as Covered;
    const book = (
      (await api.ask('GET /platform/v1/regions/BOG', { key: ADMIN_KEY })).body as {
        priceBook: {
          taxRate: number;
          base: Record<string, Record<string, number>>;
          perKilometre: Record<string, number>;
        };
      }
    ).priceBook;
    const net = (book.base.standard?.small ?? 0) + 5 * (book.perKilometre.small ?? 0);
    expect(services).toContainEqual({
      service: 'standard',
      packageSize: 'small',
      total: Math.floor((net * (10_000 + book.taxRate) + 5_000) / 10_000) / 100,
    });
    expect(new Set(services.map(({ service }) => service))).toEqual(
      new Set(['now', 'rush', 'xpress', 'sameday', 'standard']),
    );
  });

  test('answers that nobody delivers to a point, to tenants too', async () => {
    const { testKey } = await addTenant(api.table);
    expect(await ask('lat=0&lng=0', testKey)).toMatchObject({
      status: 200,
      body: { region: null, kilometres: 1, currency: null, services: [] },
    });
  });

  test.each([
    ['lat=91&lng=0', 'lat'],
    ['lat=&lng=0', 'lat'],
    ['lat=1', 'lng'],
    ['lat=1&lng=1&kilometres=0', 'kilometres'],
  ])('refuses %s', async (query, field) => {
    expect(await ask(query)).toMatchObject({
      status: 400,
      body: { error: { details: { issues: [{ field }] } } },
    });
  });
});
