import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTenant, request } from '../support/api/client.ts';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';

interface ExportJob {
  id: string;
  status: string;
  rows: number;
  url: string | null;
}

let host: SpawnedHost;
beforeAll(async () => {
  host = await spawnHost({ adminKey: 'admin_of_exports' });
}, patience(120_000));
afterAll(async () => {
  await host?.stop();
});

async function openShop() {
  const { id: tenantId, testKey: key } = await createTenant(host);
  await request(host.url, `PATCH /platform/v1/tenants/${tenantId}`, {
    key: host.adminKey,
    body: { limits: { orders: 10_000 } },
  });
  const ask = (line: string, body?: unknown, headers = {}) =>
    request(host.url, line, { key, headers, ...(body !== undefined && { body }) });
  return {
    key,
    ask,
    async order(changes: object = {}): Promise<string> {
      const body = {
        mobile: '+573001234567',
        name: 'Ana',
        product_items: [{ name: 'Gel', quantity: 2, price: 1000 }],
        ...changes,
      };
      const made = await ask('POST /v1/orders', body, { 'x-tenant-api-key': key });
      return (made.body as { order: { _id: string } }).order._id;
    },
    start: async (body?: object, headers = {}) => ask('POST /platform/v1/orders/exports', body, headers),
    async finished(id: string): Promise<ExportJob> {
      return until('the file is written', async () => {
        const { status, body } = await ask(`GET /platform/v1/orders/exports/${id}`);
        expect(status).toBe(200);
        return (body as ExportJob).status === 'done' ? (body as ExportJob) : undefined;
      });
    },
  };
}

async function linesOf({ url }: ExportJob): Promise<Record<string, string>[]> {
  const text = await (await fetch(url ?? '')).text();
  return Papa.parse<Record<string, string>>(text.replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

/** Five hours behind UTC all year. */
const inBogota = (at = ''): string =>
  new Date(Date.parse(at) - 5 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

describe('a file of orders', () => {
  test('has those that meet all its filters, newest first, with what the list shows of them', async () => {
    const shop = await openShop();
    const [first, , third] = [
      await shop.order({
        ...{ name: '=cmd()', email: 'ana@example.com', notes: '@home\nRing twice' },
        delivery_details: { address: 'Calle 45 #23-12' },
        ...{ external_order_source: 'shopify', external_order_id: 'S-1' },
      }),
      await shop.order(),
      await shop.order({ external_order_source: 'shopify', external_order_id: 'S-2' }),
    ];
    await shop.ask(`POST /platform/v1/orders/${third}/actions`, { action: 'confirm' });
    const fourth = await shop.order({ external_order_source: 'shopify', external_order_id: 'S-3' });
    const started = await shop.start({ filter: { source: 'Shopify', status: 'pending' } });
    expect(started).toMatchObject({
      status: 202,
      body: { id: expect.stringMatching(/^exp_/), status: 'pending', rows: 0, finishedAt: null, url: null },
    });
    const job = await shop.finished((started.body as ExportJob).id);
    expect(job).toMatchObject({ rows: 2, finishedAt: expect.any(String) });
    const lines = await linesOf(job);
    expect(lines.map(({ id }) => id)).toEqual([fourth, first]);
    expect(lines[1]).toEqual({
      id: first,
      number: '#1001',
      reference: expect.stringMatching(/^ORD/),
      source: 'shopify',
      external_id: 'S-1',
      customer: "'=cmd()",
      phone: '+573001234567',
      city: '',
      products: 'Gel x2',
      total: '2000',
      currency: 'COP',
      status: 'pending',
      outcome: 'none',
      attempts: '0',
      logistics: 'none',
      tracking_number: '',
      payment: 'unpaid',
      due: '2000',
      collected: '0',
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      email: 'ana@example.com',
      address: 'Calle 45 #23-12',
      notes: "'@home\nRing twice",
      created_local: inBogota(lines[1]?.created_at),
      updated_local: inBogota(lines[1]?.updated_at),
    });
  });

  test('has the orders that are named, also more than are read at once, and none of another tenant', async () => {
    const shop = await openShop();
    const stranger = await (await openShop()).order();
    const ids: string[] = [];
    for (let n = 0; n < 103; n += 10)
      ids.push(...(await Promise.all(Array.from({ length: 10 }, () => shop.order()))));
    const { body } = await shop.start({ orderIds: [...ids, stranger] });
    const lines = await linesOf(await shop.finished((body as ExportJob).id));
    expect(lines.map(({ id }) => id)).toEqual(ids);
  });

  test('has all orders by default, and only its header when there are none', async () => {
    const shop = await openShop();
    const empty = await shop.finished(((await shop.start()).body as ExportJob).id);
    expect([empty.rows, await linesOf(empty)]).toEqual([0, []]);
    const id = await shop.order();
    const all = await shop.finished(((await shop.start({})).body as ExportJob).id);
    expect((await linesOf(all)).map((line) => line.id)).toEqual([id]);
  });

  test('is requested once under one key, and belongs to its tenant', async () => {
    const shop = await openShop();
    const headers = { 'idempotency-key': 'one' };
    const [one, two] = [await shop.start({}, headers), await shop.start({}, headers)];
    expect(two.body).toEqual(one.body);
    const other = await openShop();
    const { id } = one.body as ExportJob;
    expect((await other.ask(`GET /platform/v1/orders/exports/${id}`)).status).toBe(404);
    expect((await shop.ask('GET /platform/v1/orders/exports/exp_none')).status).toBe(404);
  });

  test.each([
    [{ filter: { status: 'late' } }, 'filter.status'],
    [{ filter: { colour: 'red' } }, 'filter.colour'],
    [{ orderIds: [] }, 'orderIds'],
    [{ orderIds: ['ord_1'], filter: {} }, 'orderIds'],
  ])('is refused for %j', async (body, field) => {
    const shop = await openShop();
    expect(await shop.start(body)).toMatchObject({
      status: 400,
      body: { error: { details: { issues: [{ field }] } } },
    });
  });
});
