import { afterAll, beforeAll, expect, it } from 'vitest';
import { SearchQuery } from '../../../functions/orders/fields/query.ts';
import { toSearch } from '../../../functions/orders/fields/search.ts';
import { firstInstant, readWrittenTime } from '../../../shared/time/written-time.ts';
import { startApi, type TestApi } from '../../support/api/api.ts';
import { openShop, type Shop } from '../support/shop.ts';

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await startApi();
  shop = await openShop(api);
});

afterAll(() => api.stop());

const home = { timeZone: 'America/Bogota', country: 'CO' };

it.each([
  ['2026-11-28', '2026-11-28T05:00:00.000Z', '2026-11-29T04:59:59.999Z'],
  ['2026-11-28T10:00', '2026-11-28T15:00:00.000Z', '2026-11-28T15:00:59.999Z'],
  ['2026-11-28 10:00:30', '2026-11-28T15:00:30.000Z', '2026-11-28T15:00:30.999Z'],
  ['2026-11-28T10:00:30.5', '2026-11-28T15:00:30.500Z', '2026-11-28T15:00:30.500Z'],
  ['2026-11-28T10:00:00-0500', '2026-11-28T15:00:00.000Z', '2026-11-28T15:00:00.999Z'],
  ['2026-11-28T10:00:00-05', '2026-11-28T15:00:00.000Z', '2026-11-28T15:00:00.999Z'],
  ['2026-11-28 10:00:00 +05:30', '2026-11-28T04:30:00.000Z', '2026-11-28T04:30:00.999Z'],
  ['2026-11-28T10:00:00 05:30', '2026-11-28T04:30:00.000Z', '2026-11-28T04:30:00.999Z'],
  ['2026-11-28 10:00:00 0530', '2026-11-28T04:30:00.000Z', '2026-11-28T04:30:00.999Z'],
  ['2026-11-28 10:00:00 UTC', '2026-11-28T10:00:00.000Z', '2026-11-28T10:00:00.999Z'],
  ['2026-11-28t10:00z', '2026-11-28T10:00:00.000Z', '2026-11-28T10:00:59.999Z'],
  ['2026-11-28T10', '2026-11-28T15:00:00.000Z', '2026-11-28T15:59:59.999Z'],
  ['2026-11-28 10:00:00 -5', '2026-11-28T15:00:00.000Z', '2026-11-28T15:00:00.999Z'],
  ['2026-11-28T10:00:00−05:00', '2026-11-28T15:00:00.000Z', '2026-11-28T15:00:00.999Z'],
  ['2026-11-28T10:00:00  0530', '2026-11-28T04:30:00.000Z', '2026-11-28T04:30:00.999Z'],
  ['2026-11-28T10:00:00-05:00[America/Bogota]', '2026-11-28T15:00:00.000Z', '2026-11-28T15:00:00.999Z'],
  ['20261128', '2026-11-28T05:00:00.000Z', '2026-11-29T04:59:59.999Z'],
  ['2026/11/28', '2026-11-28T05:00:00.000Z', '2026-11-29T04:59:59.999Z'],
  ['2026-1-5', '2026-01-05T05:00:00.000Z', '2026-01-06T04:59:59.999Z'],
  ['1795928429', '2026-11-29T05:00:29.000Z', '2026-11-29T05:00:29.999Z'],
  ['1795928429.384', '2026-11-29T05:00:29.384Z', '2026-11-29T05:00:29.384Z'],
  ['1795928429.0', '2026-11-29T05:00:29.000Z', '2026-11-29T05:00:29.000Z'],
  ['1795928429384.25', '2026-11-29T05:00:29.384Z', '2026-11-29T05:00:29.384Z'],
  ['/Date(1795928429384)/', '2026-11-29T05:00:29.384Z', '2026-11-29T05:00:29.384Z'],
  ['/Date(1795928429384-0500)/', '2026-11-29T05:00:29.384Z', '2026-11-29T05:00:29.384Z'],
  ['1795928429384', '2026-11-29T05:00:29.384Z', '2026-11-29T05:00:29.384Z'],
  ['2026-W48', '2026-11-23T05:00:00.000Z', '2026-11-30T04:59:59.999Z'],
  ['2026-W53', '2026-12-28T05:00:00.000Z', '2027-01-04T04:59:59.999Z'],
  ['2025-W01', '2024-12-30T05:00:00.000Z', '2025-01-06T04:59:59.999Z'],
  ['2026-W48-6', '2026-11-28T05:00:00.000Z', '2026-11-29T04:59:59.999Z'],
  ['2026W486T10:00', '2026-11-28T15:00:00.000Z', '2026-11-28T15:00:59.999Z'],
  ['2025-W01-1', '2024-12-30T05:00:00.000Z', '2024-12-31T04:59:59.999Z'],
  ['2026-332', '2026-11-28T05:00:00.000Z', '2026-11-29T04:59:59.999Z'],
  ['2028-366 10:00:00Z', '2028-12-31T10:00:00.000Z', '2028-12-31T10:00:00.999Z'],
  ['2026-02', '2026-02-01T05:00:00.000Z', '2026-03-01T04:59:59.999Z'],
  ['2026', '2026-01-01T05:00:00.000Z', '2027-01-01T04:59:59.999Z'],
  ['Sat, 28 Nov 2026 10:00:00 GMT', '2026-11-28T10:00:00.000Z', '2026-11-28T10:00:00.999Z'],
  [
    'Sat Nov 28 2026 10:00:00 GMT-0500 (Colombia Standard Time)',
    '2026-11-28T15:00:00.000Z',
    '2026-11-28T15:00:00.999Z',
  ],
  ['\u200e٢٠٢٦‑١١‑٢٨ ١٠:٠٠', '2026-11-28T15:00:00.000Z', '2026-11-28T15:00:59.999Z'],
])('%s begins and ends with what it names', async (text, from, to) => {
  const search = await toSearch(SearchQuery.parse({ startDate: text, endDate: text }), home);
  expect([search.from?.toISOString(), search.to?.toISOString()]).toEqual([from, to]);
});

it.each([
  '2026-02-30',
  '2026-000',
  '2026-366',
  '2026-W48-0',
  '2026-W48-8',
  '2026-W00-1',
  '2025-W53-1',
  '2026-11-28T24:00',
  '28/11/2026',
  '2026-13',
  '2026-00',
  '2027-W53',
  '2026-W00',
  '9999',
  '2026-11-28T10:00:00[America/Bogota]',
  'Foo 28 2026',
  '28 aje 2026',
  '12345',
  '/Date(1798760700)/',
  '',
  '2026-11-28T10:00:00+99:00',
])('%j is not a time', (text) => {
  const written = readWrittenTime(text);
  expect(written && Number.isNaN(firstInstant(written)?.getTime())).not.toBe(false);
});

it('an order of this second, minute and day is found by an end that names them', async () => {
  const id = await shop.create();
  const { created_at } = (await shop.ask(`GET /orders/${id}`)).body as { created_at: string };
  const total = async (end: string) =>
    ((await shop.ask(`GET /orders?endDate=${encodeURIComponent(end)}`)).body as { total: number }).total;
  const second = created_at.slice(0, 19);
  expect(await total(`${second}Z`)).toBe(1);
  expect(await total(`${second.replace('T', ' ')}+0000`)).toBe(1);
  expect(await total(`${second.slice(0, 16)}Z`)).toBe(1);
  const before = new Date(Date.parse(created_at) - 60_000).toISOString();
  expect(await total(`${before.slice(0, 16)}Z`)).toBe(0);
});

it('times of the platform are read alike', async () => {
  const ask = (query: string) =>
    api.ask(`GET /platform/v1/webhook-deliveries?${query}`, { key: shop.testKey });
  expect((await ask('since=2026-11-28%2000:00:00-0500&until=2026-11-29T00:00Z')).status).toBe(200);
  expect((await ask('since=2026-11-28%2000:00:00')).status).toBe(200);
  expect((await ask('since=2026-W48&until=2026-11')).status).toBe(200);
  const { body } = await api.ask('GET /platform/v1/call-time?phone=3001234567&at=2026-11-27%2010:00', {
    key: shop.testKey,
  });
  const at = '2026-11-27T04:30:00.000Z';
  expect(body).toMatchObject({ at });
});
