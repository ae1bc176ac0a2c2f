import { beforeAll, describe, expect, it } from 'vitest';
import { api, useApi } from '../../support/api/api-setting.ts';
import { openShop, type Shop } from '../support/shop.ts';

let shop: Shop;

useApi();
beforeAll(async () => {
  shop = await openShop(api);
});

describe('a list of orders refuses', () => {
  it.each([
    ['page=0', 'page must be at least 1'],
    ['page=1.5', 'page must be a valid whole number'],
    ['limit=0', 'limit must be at least 1'],
    ['limit=101', 'limit must be at most 100'],
    ['limit=ten', 'limit must be a valid whole number'],
    ['status=lost', /^status must be one of: pending, confirmed, /],
    ['startDate=yesterday', 'startDate must be a valid ISO 8601 date or time'],
    ['startDate=2026-02-30', 'startDate must be a valid ISO 8601 date or time'],
    ['endDate=2026-11-22T25:00:00Z', 'endDate must be a valid ISO 8601 date or time'],
    ['endDate=2026-11-22T24:00:00', 'endDate must be a valid ISO 8601 date or time'],
    ['endDate=2026-11-22T24:00:00Z', 'endDate must be a valid ISO 8601 date or time'],
    ['endDate=22/11/2026', 'endDate must be a valid ISO 8601 date or time'],
    ['startDate=2026-11-22&endDate=2026-11-21', 'endDate must not be before startDate'],
    [
      'sortBy=colour',
      /^sortBy must be one of: created_at, updated_at, final_amount, status, name, mobile, referenceId$/,
    ],
    ['sortDirection=down', 'sortDirection must be one of: asc, desc'],
    ['page=1&page=2', 'page must be given once'],
  ])('%s', async (query, message) => {
    const { status, body } = await shop.ask(`GET /orders?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        code: 'ValidationError',
        message: typeof message === 'string' ? message : expect.stringMatching(message),
      },
    });
  });
});

describe('a list of orders takes', () => {
  const found = async (query: string): Promise<unknown> => {
    const { body } = await shop.ask(`GET /orders?${query}`);
    return (body as { total?: number }).total;
  };

  it('times with an offset, with one that was not encoded, and without any on the clock of the tenant', async () => {
    const id = await shop.create();
    const { created_at } = (await shop.ask(`GET /orders/${id}`)).body as { created_at: string };
    const india = new Date(Date.parse(created_at) + 330 * 60_000).toISOString().slice(0, -1);
    const [earlier, later] = [india.replace(/\.\d+$/, '.000'), india.replace(/\.\d+$/, '.999')];
    for (const zone of ['', '%2B05:30', '+05:30'])
      expect([zone, await found(`startDate=${earlier}${zone}&endDate=${later}${zone}`)]).toEqual([zone, 1]);
    expect(await found(`startDate=${later}Z`)).toBe(0);
  });

  it('times that a program never set, as if they were left out', async () => {
    const all = await found('');
    for (const time of ['0001-01-01T00:00:00Z', '0000-00-00', '1970-01-01T00:00:00.000Z', '0'])
      expect([time, await found(`startDate=${time}&endDate=${time}`)]).toEqual([time, all]);
  });

  it('a page after the last one, which is empty', async () => {
    const { body } = await shop.ask('GET /orders?page=1000000&limit=100');
    expect(body).toEqual({ orders: [], total: 1, totalPages: 1 });
  });
});
