import { describe, expect, it } from 'vitest';
import type { BulkMessage } from '../../../shared/actions/bulk-job.ts';
import { workBulk } from '../../../shared/actions/work-bulk.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { createLogger } from '../../../shared/adapters/logging/logger.ts';
import type { Message } from '../../../shared/adapters/queues/queues.ts';
import { providersWithAddressesFromEnvironment } from '../../../shared/serviceability/providers-with-addresses.ts';
import { api, useDeliveryApi } from '../../deliveries/api.ts';
import { openShop } from '../../dispatch/shop.ts';
import { inBengaluru, kettleOrder, postOrder } from '../../support/api/post-order.ts';
import { Crash, crashing, dyingAfterEachStep, neverCrash } from '../../support/crash.ts';
import { addTenant } from '../../support/data/tenant.ts';

useDeliveryApi();

interface BulkJob {
  id: string;
  status: string;
  total: number;
  progress: number;
  done: number;
  skipped: number;
  failed: number;
  results: { orderId: string; result: string; reason: string | null; deliveryId: string | null }[];
  nextCursor: string | null;
}

async function newShop() {
  const shop = await openShop(api, { autoDispatch: false, postpaid: { enabled: true, limit: 100_000 } });
  const { key, tenantId } = shop;
  const ask = (request: string, body?: unknown) =>
    api.engine.ask(request, { key, ...(body !== undefined && { body }) });
  return {
    ...shop,
    ask,
    pending: (changes: object = {}) =>
      postOrder(api.engine, key, { ...kettleOrder, ...inBengaluru, ...changes }),
    async start(body: object): Promise<BulkJob> {
      const answered = await ask('POST /platform/v1/orders/bulk', body);
      expect([answered.status, answered.body]).toEqual([202, expect.anything()]);
      return answered.body as BulkJob;
    },
    async job(id: string, query = ''): Promise<BulkJob> {
      return (await ask(`GET /platform/v1/orders/bulk/${id}${query}`)).body as BulkJob;
    },
    /** Works off one message. @returns those it sent */
    async work(jobId: string, table: Table = api.table, remaining = () => 60_000): Promise<Message[]> {
      const sent: Message[] = [];
      const message: BulkMessage = { tenantId, mode: 'test', jobId };
      await workBulk(
        {
          table,
          clock: () => new Date(),
          providers: providersWithAddressesFromEnvironment(),
          liveCalls: 'simulator',
          queues: {
            async send(_queue, messages) {
              sent.push(...messages);
            },
          },
          log: createLogger({}),
          remaining,
        },
        message,
      );
      return sent;
    },
  };
}
type Shop = Awaited<ReturnType<typeof newShop>>;

const statusesOf = (shop: Shop, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await shop.order(id)).status));

describe('a bulk job', () => {
  it('confirms the orders that it names, and lists the result of each', async () => {
    const shop = await newShop();
    const [first, second, cancelled] = [await shop.pending(), await shop.pending(), await shop.pending()];
    await shop.ask(`POST /platform/v1/orders/${cancelled}/actions`, { action: 'cancel' });
    const orderIds = [first, second, cancelled, first, 'ord_unknown'];
    const job = await shop.start({ action: 'confirm', orderIds, reason: 'All were called' });
    expect(job).toEqual({
      id: expect.stringMatching(/^blk_/),
      action: 'confirm',
      status: 'running',
      total: 4,
      progress: 0,
      done: 0,
      skipped: 0,
      failed: 0,
      createdAt: expect.any(String),
      finishedAt: null,
    });
    expect(await shop.work(job.id)).toEqual([]);
    const after = await shop.job(job.id);
    expect(after).toEqual({
      ...job,
      status: 'finished',
      progress: 1,
      done: 2,
      skipped: 1,
      failed: 1,
      finishedAt: expect.any(String),
      nextCursor: null,
      results: expect.anything(),
    });
    const nothing = { code: null, reason: null, message: null, callId: null, deliveryId: null };
    expect(after.results).toEqual([
      { ...nothing, orderId: first, result: 'done' },
      { ...nothing, orderId: second, result: 'done' },
      {
        ...nothing,
        orderId: cancelled,
        result: 'skipped',
        code: 'action_not_possible',
        reason: 'already_cancelled',
        message: 'The order is cancelled',
      },
      { ...nothing, orderId: 'ord_unknown', result: 'failed', code: 'order_not_found' },
    ]);
    expect(await statusesOf(shop, [first, second])).toEqual(['confirmed', 'confirmed']);
    const { events } = (await shop.ask(`GET /platform/v1/orders/${first}/timeline`)).body as {
      events: { metadata: object; actor: object }[];
    };
    expect(events[0]).toMatchObject({
      metadata: { to: 'confirmed', reason: 'All were called' },
      actor: { kind: 'key' },
    });
  });

  it('reopens the orders that are cancelled', async () => {
    const shop = await newShop();
    const [cancelled, open] = [await shop.pending(), await shop.pending()];
    await shop.ask(`POST /platform/v1/orders/${cancelled}/actions`, { action: 'cancel' });
    const job = await shop.start({ action: 'reopen', orderIds: [cancelled, open], reason: 'A mistake' });
    await shop.work(job.id);
    const { results } = await shop.job(job.id);
    expect(results).toMatchObject([
      { orderId: cancelled, result: 'done' },
      { orderId: open, result: 'skipped', reason: 'not_cancelled' },
    ]);
    expect(await statusesOf(shop, [cancelled, open])).toEqual(['pending', 'pending']);
  });

  it('is for all orders that match when it is requested', async () => {
    const shop = await newShop();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++)
      ids.push(
        await shop.pending({ external_order_source: n < 3 ? 'shopify' : 'other', external_order_id: `${n}` }),
      );
    const job = await shop.start({
      action: 'cancel',
      filter: { source: ['shopify', 'woocommerce'], status: ['pending'] },
    });
    const late = await shop.pending({ external_order_source: 'shopify', external_order_id: 'late' });
    expect(job.total).toBe(3);
    await shop.work(job.id);
    expect(await statusesOf(shop, [...ids, late])).toEqual([
      ...['cancelled', 'cancelled', 'cancelled', 'pending', 'pending'],
      'pending',
    ]);
  });

  it.each([
    ['call-again', (order: Record<string, unknown>) => order.callIds],
    ['book-delivery', (order: Record<string, unknown>) => order.deliveryIds],
  ])('does %s', async (action, made) => {
    const shop = await newShop();
    const ids = [await shop.pending(), await shop.pending()];
    if (action === 'book-delivery') for (const id of ids) await shop.setStatus(id, 'confirmed');
    const job = await shop.start({ action, orderIds: ids });
    await shop.work(job.id);
    expect(await shop.job(job.id)).toMatchObject({ done: 2, failed: 0 });
    for (const id of ids) expect(made({ ...(await shop.order(id)) })).toHaveLength(1);
  });

  it('lists its results page by page', async () => {
    const shop = await newShop();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await shop.pending());
    const { id } = await shop.start({ action: 'confirm', orderIds: ids });
    await shop.work(id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: BulkJob = await shop.job(id, `?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.results.map(({ orderId }) => orderId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  it('continues with another message when its time is up', async () => {
    const shop = await newShop();
    const ids: string[] = [];
    for (let n = 0; n < 25; n++) ids.push(await shop.pending());
    const { id } = await shop.start({ action: 'confirm', orderIds: ids });
    let looks = 0;
    const [again] = await shop.work(id, api.table, () => (looks++ === 0 ? 60_000 : 0));
    expect(await shop.job(id)).toMatchObject({ status: 'running', progress: 0.8, done: 20 });
    expect(again).toMatchObject({ body: { tenantId: shop.tenantId, mode: 'test', jobId: id } });
    await shop.work(id);
    expect(await shop.job(id)).toMatchObject({ status: 'finished', progress: 1, done: 25 });
  });

  it('does each order once, wherever its worker dies', async () => {
    const steps = await dyingAfterEachStep(async (point) => {
      const shop = await newShop();
      const ids = [await shop.pending(), await shop.pending()];
      for (const id of ids) await shop.setStatus(id, 'confirmed');
      const { id } = await shop.start({ action: 'book-delivery', orderIds: [...ids, 'ord_unknown'] });
      let died = false;
      try {
        await shop.work(id, crashing(api.table, point));
      } catch (thrown) {
        if (!(thrown instanceof Crash)) throw thrown;
        died = true;
      }
      await shop.work(id);
      expect(await shop.job(id)).toMatchObject({
        status: 'finished',
        total: 3,
        done: 2,
        skipped: 0,
        failed: 1,
      });
      expect(await shop.bookings()).toBe(2);
      return died;
    });
    expect(steps).toBeGreaterThan(10);
  }, 120_000);

  it('does each order once when two workers are at it', async () => {
    const shop = await newShop();
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push(await shop.pending());
    const { id } = await shop.start({ action: 'call-again', orderIds: ids });
    await Promise.all([shop.work(id), shop.work(id), shop.work(id, crashing(api.table, neverCrash()))]);
    await shop.work(id);
    expect(await shop.job(id)).toMatchObject({ status: 'finished', done: 6, skipped: 0, failed: 0 });
    for (const orderId of ids) expect((await shop.order(orderId)).callIds).toHaveLength(1);
  });

  it('of nothing is finished', async () => {
    const shop = await newShop();
    expect(await shop.start({ action: 'confirm', filter: { view: 'returned' } })).toMatchObject({
      status: 'finished',
      total: 0,
      progress: 1,
    });
  });

  it('belongs to its tenant and mode, and is listed', async () => {
    const shop = await newShop();
    const { id } = await shop.start({ action: 'confirm', orderIds: [await shop.pending()] });
    const other = await addTenant(api.table);
    for (const key of [other.testKey, other.liveKey]) {
      expect((await api.engine.ask(`GET /platform/v1/orders/bulk/${id}`, { key })).status).toBe(404);
      expect((await api.engine.ask('GET /platform/v1/orders/bulk', { key })).body).toEqual({
        jobs: [],
        nextCursor: null,
      });
    }
    expect((await shop.ask('GET /platform/v1/orders/bulk')).body).toMatchObject({ jobs: [{ id }] });
  });

  it('is stored once under an Idempotency-Key', async () => {
    const shop = await newShop();
    const asked = {
      key: shop.key,
      headers: { 'idempotency-key': 'bulk-1' },
      body: { action: 'confirm', orderIds: [await shop.pending()] },
    };
    const first = await api.engine.ask('POST /platform/v1/orders/bulk', asked);
    expect((await api.engine.ask('POST /platform/v1/orders/bulk', asked)).body).toEqual(first.body);
    const { body } = await shop.ask('GET /platform/v1/orders/bulk');
    expect((body as { jobs: object[] }).jobs).toHaveLength(1);
  });

  it.each<[object, string]>([
    [{ action: 'add-note', orderIds: ['ord_1'] }, 'action'],
    [{ action: 'confirm' }, 'orderIds'],
    [{ action: 'confirm', orderIds: [] }, 'orderIds'],
    [{ action: 'confirm', orderIds: ['ord_1'], filter: {} }, 'orderIds'],
    [{ action: 'confirm', filter: { status: 'late' } }, 'filter.status'],
    [{ action: 'confirm', filter: { status: ['pending', 'late'] } }, 'filter.status'],
    [{ action: 'confirm', filter: { city: ['Bogotá, D.C.'] } }, 'filter.city'],
    [{ action: 'confirm', filter: { q: ['Ana'] } }, 'filter.q'],
    [{ action: 'confirm', filter: { unknown: 'x' } }, 'filter.unknown'],
    ...[
      'view',
      'stage',
      'status',
      'outcome',
      'attempts',
      'logistics',
      'payment',
      'method',
      'source',
      'city',
    ].map((field): [object, string] => [{ action: 'cancel', filter: { [field]: '' } }, `filter.${field}`]),
    ...['bookingFailed', 'from', 'to', 'q'].flatMap((field) =>
      ['', ' ', null].map((blank): [object, string] => [
        { action: 'cancel', filter: { [field]: blank } },
        `filter.${field}`,
      ]),
    ),
    [{ action: 'cancel', filter: { source: 'shopify', status: [] } }, 'filter.status'],
    [{ action: 'cancel', filter: { source: 'shopify', status: null } }, 'filter.status'],
    [{ action: 'call-again', orderIds: ['ord_1'], callType: 'x' }, 'callType'],
  ])('that is not valid names the field: %j', async (body, field) => {
    const shop = await newShop();
    const answered = await shop.ask('POST /platform/v1/orders/bulk', body);
    expect([answered.status, answered.body]).toMatchObject([
      400,
      { error: { details: { issues: [{ field }] } } },
    ]);
  });
});
