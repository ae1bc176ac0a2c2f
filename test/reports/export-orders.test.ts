import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Folder, openFolder } from '../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../infra/local/queues/fauxqs.ts';
import { eventsFromItem } from '../../shared/events/order-log.ts';
import { relay } from '../../shared/relay/relay.ts';
import { type ExportJob, type ExportMessage, finishExport } from '../../shared/reports/exports/export-job.ts';
import { exportOrders } from '../../shared/reports/exports/export-orders.ts';
import { openShop, type Shop, startApi } from '../orders/support/shop.ts';
import type { TestApi } from '../support/api/api.ts';
import { context } from '../support/api/event.ts';
import { recordOf } from '../webhooks/support/factories.ts';
import { createRelayFixture } from '../workers/relay-fixture.ts';
import { addRows, asRead } from './rows.ts';

let api: TestApi;
let folder: Folder;
let server: LocalQueues;

beforeAll(async () => {
  api = await startApi();
  folder = openFolder();
  server = await startQueues('us-east-1', folder);
  server.create([], ['exports']);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: server.url,
    EXPORTS_BUCKET: 'exports',
    PUBLIC_URL: 'https://api.test',
  });
});

afterAll(async () => {
  await server.stop();
  folder.close();
  await api.stop();
});

const scopeOf = ({ tenant }: Shop) => ({ tenantId: tenant.id, mode: 'test' }) as const;

const read = (text: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;

/** What the exports queue would bring to the worker. */
async function work(shop: Shop, job: ExportJob): Promise<void> {
  const { items } = await api.table.query({
    pk: `EXPORT#${shop.tenant.id}#test#${job.id}`,
    prefix: 'EVENT#',
  });
  const { services, sent } = createRelayFixture(api.table);
  expect(
    await relay(
      services,
      items.map((item) => recordOf(item)),
    ),
  ).toEqual([]);
  expect(items.flatMap(eventsFromItem).map(({ type }) => type)).toEqual(['export.requested']);
  const { handler } = await import('../../functions/workers/write-export.ts');
  const Records = sent.map(({ queue, message }, n) => ({
    messageId: `${queue}-${n}`,
    receiptHandle: '',
    body: JSON.stringify(message.body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'us-east-1',
  }));
  expect(sent.map(({ queue, message }) => [queue, message.body])).toEqual([
    ['exports', { ...scopeOf(shop), exportId: job.id } satisfies ExportMessage],
  ]);
  // Twice, as SQS may.
  for (const _ of [1, 2]) expect(await handler({ Records }, context)).toEqual({ batchItemFailures: [] });
}

/** An export that one answer cannot hold, for which nobody waits. */
async function requestFile(shop: Shop): Promise<ExportJob> {
  const services = { table: api.table, clock: () => new Date() };
  const owner = { ...scopeOf(shop), timeZone: 'Asia/Kolkata' };
  const limits = { mostBytes: 1000, gatherMs: 60_000, answerMs: 0 };
  const exported = await exportOrders(services, owner, {}, limits);
  if (exported.kind !== 'file') throw new Error('The answer holds it');
  return exported.job;
}

describe('an export', () => {
  test('is a CSV file of that day, of the orders as they are', async () => {
    const shop = await openShop(api);
    const id = await shop.create({ name: 'José', referenceId: 'ORD-001' });
    const { status, headers, body } = await shop.ask('GET /orders/export');
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers['content-disposition']).toMatch(/^attachment; filename=orders-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(read(String(body))).toEqual([
      {
        'Order ID': id,
        'Reference ID': 'ORD-001',
        'Customer Name': 'José',
        Mobile: '+919876543210',
        Status: 'pending',
        Amount: '500',
        'Created Date': expect.stringMatching(/Z$/),
        'Updated Date': expect.stringMatching(/Z$/),
      },
    ]);
  });

  test('of 5,000 orders contains each, newest first, in one answer', async () => {
    const shop = await openShop(api);
    const orders = await addRows(api.table, scopeOf(shop), 5000);
    const { body } = await shop.ask('GET /orders/export');
    expect(read(String(body))).toEqual(orders.toReversed().map(asRead));
  });

  test('holds only the orders that are asked for', async () => {
    const shop = await openShop(api);
    const orders = await addRows(api.table, scopeOf(shop), 300);
    const query =
      'status=CONFIRMED&startDate=2026-10-01T01:00:00Z&endDate=2026-10-01T03:00:00Z&searchTerm=jose';
    const { body } = await shop.ask(`GET /orders/export?${query}`);
    const wanted = orders.filter(
      ({ status, customer }, n) =>
        status === 'confirmed' && customer.name.startsWith('José') && n >= 60 && n <= 180,
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(read(String(body))).toEqual(wanted.toReversed().map(asRead));
  });

  test.each(['status=lost', 'startDate=yesterday'])(
    'is refused for what it does not know: %s',
    async (query) => {
      const shop = await openShop(api);
      const { status, body } = await shop.ask(`GET /orders/export?${query}`);
      expect([status, body]).toMatchObject([400, { error: { code: 'ValidationError' } }]);
    },
  );
});

describe('an export that one answer cannot hold', () => {
  test('gets a link to its job, and there to the file once it is ready', async () => {
    const shop = await openShop(api);
    const orders = await addRows(api.table, scopeOf(shop), 200);
    const job = await requestFile(shop);
    const poll = `GET /exports/${job.id}`;
    const early = await shop.ask(poll);
    expect([early.status, early.headers.location, early.body]).toEqual([
      202,
      `https://api.test/v1/exports/${job.id}`,
      { success: true, message: 'The export is being prepared', exportId: job.id, status: 'pending' },
    ]);
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(0);

    await work(shop, job);
    const ready = await shop.ask(poll);
    expect([ready.status, ready.body]).toEqual([
      303,
      { success: true, message: 'The export is ready', exportId: job.id, status: 'done' },
    ]);
    const file = await fetch(ready.headers.location ?? '');
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(new URL(ready.headers.location ?? '').searchParams.get('response-content-disposition')).toBe(
      `attachment; filename=${job.fileName}`,
    );
    expect(read(await file.text())).toEqual(orders.toReversed().map(asRead));
  });

  test('is awaited for a while, and answered if it is ready by then', async () => {
    const shop = await openShop(api);
    await addRows(api.table, scopeOf(shop), 200);
    const services = { table: api.table, clock: () => new Date() };
    const owner = { ...scopeOf(shop), timeZone: 'Asia/Kolkata' };
    const table: typeof api.table = {
      ...api.table,
      // The worker is done as soon as the job is stored.
      async transact(writes) {
        await api.table.transact(writes);
        const [write] = writes;
        if (write && 'put' in write)
          await finishExport(api.table, write.put as unknown as ExportJob, new Date());
      },
    };
    const limits = { mostBytes: 1000, gatherMs: 60_000, answerMs: 60_000 };
    const exported = await exportOrders({ ...services, table }, owner, {}, limits);
    expect(exported).toMatchObject({ kind: 'file', job: { status: 'done' } });
  });

  test('that takes too long to read becomes a file too, even if a read never answers', async () => {
    const shop = await openShop(api);
    await addRows(api.table, scopeOf(shop), 5);
    const never = new Promise<never>(() => undefined);
    async function* all() {
      yield await never;
    }
    const services = { clock: () => new Date(), table: { ...api.table, query: () => never, all } };
    const owner = { ...scopeOf(shop), timeZone: 'Asia/Kolkata' };
    const limits = { mostBytes: 1e6, gatherMs: 50, answerMs: 0 };
    for (const search of [{}, { term: 'ana' }])
      expect((await exportOrders(services, owner, search, limits)).kind).toBe('file');
  });

  test('is answered in time even if its file’s state cannot be read', async () => {
    const shop = await openShop(api);
    await addRows(api.table, scopeOf(shop), 50);
    const never = new Promise<never>(() => undefined);
    const services = { clock: () => new Date(), table: { ...api.table, get: () => never } };
    const owner = { ...scopeOf(shop), timeZone: 'Asia/Kolkata' };
    const limits = { mostBytes: 10, gatherMs: 60_000, answerMs: 500 };
    const exported = await exportOrders(services, owner, {}, limits);
    expect(exported).toMatchObject({ kind: 'file', job: { status: 'pending' } });
  });

  test('is found by its own tenant only', async () => {
    const shop = await openShop(api);
    await addRows(api.table, scopeOf(shop), 50);
    const job = await requestFile(shop);
    const stranger = await openShop(api);
    for (const id of [job.id, 'exp_1']) {
      const { status, body } = await stranger.ask(`GET /exports/${id}`);
      expect([status, body]).toMatchObject([404, { error: { code: 'NotFoundError' } }]);
    }
  });
});
