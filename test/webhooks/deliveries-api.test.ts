import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newDelivery } from '../../shared/webhooks/delivery.ts';
import { createDelivery } from '../../shared/webhooks/delivery-store.ts';
import { nextAttemptMessage, queued } from '../../shared/webhooks/message.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { type AddedTenant, addTenant } from '../support/tenant.ts';
import { relayDeliveryEvents } from './support/outbox.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createWorld, SECRET, type World } from './support/world.ts';

let api: TestApi;
let owner: AddedTenant;
let receiver: Receiver;
let world: World;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  owner = await addTenant(api.table);
  const scope = { tenantId: owner.tenant.id, mode: 'test' } as const;
  // The endpoints under test have the machine's clock.
  world = createWorld(api.table, undefined, scope, new Date());
  receiver = await startReceiver();
  return () => receiver.stop();
});

const PATH = '/platform/v1/webhook-deliveries';

const ask = (request: string, body?: unknown, key = owner.testKey) =>
  api.ask(request, { key, ...(body !== undefined && { body }) });

interface Shown {
  id: string;
  [field: string]: unknown;
}

const START_OF_TIME = Date.parse('2026-03-17T21:00:00.000Z');
let events = 0;

/** A delivery that stands; later ones are newer. */
const add = (changes: { endpointId?: string; orderId?: string } = {}) => {
  const at = new Date(START_OF_TIME + ++events * 1000).toISOString();
  const draft = { endpointId: 'whe_1', event: 'call.outcome_final', body: '{"a":1}', ...changes } as const;
  return createDelivery(api.table, newDelivery({ ...world.scope, ...draft, eventId: `evt_${events}`, at }));
};

const list = async (query = '') => {
  const { status, body } = await ask(`GET ${PATH}${query}`);
  const { deliveries, nextCursor } = body as { deliveries: Shown[]; nextCursor: string | null };
  return { status, ids: deliveries.map(({ id }) => id), deliveries, nextCursor };
};

describe('the list of deliveries', () => {
  test('shows each one, newest first', async () => {
    const [older, newer] = [await add({ orderId: 'ord_1' }), await add()];
    expect(await ask(`GET ${PATH}`)).toMatchObject({
      status: 200,
      body: {
        deliveries: [
          {
            id: newer.id,
            endpointId: 'whe_1',
            event: 'call.outcome_final',
            eventId: newer.eventId,
            orderId: null,
            status: 'pending',
            attemptCount: 0,
            nextAttemptAt: newer.createdAt,
            lastAttemptAt: null,
            createdAt: newer.createdAt,
          },
          { id: older.id, orderId: 'ord_1' },
        ],
        nextCursor: null,
      },
    });
  });

  test.each([
    ['everything', ''],
    ['one endpoint', '&endpointId=whe_1'],
    ['one order', '&orderId=ord_1'],
    ['one status', '&status=pending'],
    ['everything at once', '&endpointId=whe_1&orderId=ord_1&status=pending&event=call.outcome_final'],
  ])('is paged through %s without a gap or a repetition', async (_what, filter) => {
    const made = [];
    for (let count = 0; count < 7; count++) made.push(await add({ orderId: 'ord_1' }));
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`?limit=3${filter}${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.ids);
      sizes.push(page.ids.length);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(made.map(({ id }) => id).reverse());
    expect(sizes).toEqual([3, 3, 1]);
  });

  test('ends with the page that holds the last one', async () => {
    for (let count = 0; count < 4; count++) await add({ orderId: 'ord_1' });
    for (const filter of ['', '&endpointId=whe_1', '&orderId=ord_1', '&status=pending'])
      expect((await list(`?limit=4${filter}`)).nextCursor).toBeNull();
  });

  test('is narrowed by endpoint, order, event and status', async () => {
    const here = await add({ endpointId: 'whe_here', orderId: 'ord_here' });
    await add({ endpointId: 'whe_here', orderId: 'ord_there' });
    await add({ endpointId: 'whe_there', orderId: 'ord_here' });
    expect((await list('?endpointId=whe_here')).ids).toHaveLength(2);
    expect((await list('?orderId=ord_here')).ids).toHaveLength(2);
    expect((await list('?endpointId=whe_here&orderId=ord_here')).ids).toEqual([here.id]);
    expect((await list('?status=failed')).ids).toEqual([]);
    expect((await list('?event=ping')).ids).toEqual([]);
    expect((await list('?event=call.outcome_final&status=pending')).ids).toHaveLength(3);
    expect((await list('?orderId=ord_nowhere')).ids).toEqual([]);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['status=lost', 'status must be one of: pending, succeeded, failed'],
    ['event=order.teleported', 'event must be one of: call.outcome_final, ping'],
    ['endpoint=whe_1', 'endpoint is not known here'],
    ['cursor=', 'cursor'],
    ['cursor=%25%25', 'cursor must be a valid cursor'],
    [`cursor=${Buffer.from('whd_').toString('base64url')}`, 'cursor must be a valid cursor'],
    [
      `cursor=${Buffer.from('ord_01kkysjb7vw63qtjmaw59j98v9').toString('base64url')}`,
      'cursor must be a valid',
    ],
  ])('refuses %s', async (query, message) => {
    const { status, body } = await ask(`GET ${PATH}?${query}`);
    const { error } = body as { error: { message: string } };
    expect([status, error.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test('shows nothing of another tenant’s, not even by its cursor', async () => {
    for (let count = 0; count < 3; count++) await add();
    const { nextCursor } = await list('?limit=1');
    const stranger = await addTenant(api.table);
    for (const key of [stranger.testKey, owner.liveKey])
      for (const query of ['', `?cursor=${nextCursor}`, '?endpointId=whe_1'])
        expect((await ask(`GET ${PATH}${query}`, undefined, key)).body).toEqual({
          deliveries: [],
          nextCursor: null,
        });
  });
});

/** A delivery to the receiver, whose first attempt waits in the queue. */
async function sent() {
  const { id: endpointId } = await world.addEndpoint({ url: receiver.url });
  const delivery = await add({ endpointId, orderId: 'ord_1' });
  const now = world.queue.now();
  await world.queue.send('webhooks', [queued(nextAttemptMessage(delivery, now), now, 1)]);
  return delivery;
}

const failing: Receiver['answer'] = (response) => {
  response.statusCode = 500;
  response.end('broken');
};

describe('a delivery', () => {
  test('is shown with its text and every attempt', async () => {
    const delivery = await sent();
    receiver.answer = (response, receipt) =>
      receiver.receipts.length === 1 ? failing(response, receipt) : response.end('ok');
    await world.drain();
    const { status, body } = await ask(`GET ${PATH}/${delivery.id}`);
    const { attempts, ...shown } = body as { attempts: { startedAt: string }[] };
    const [first, second] = attempts;
    expect(status).toBe(200);
    expect(shown).toEqual({
      id: delivery.id,
      endpointId: delivery.endpointId,
      event: 'call.outcome_final',
      eventId: delivery.eventId,
      orderId: 'ord_1',
      status: 'succeeded',
      attemptCount: 2,
      nextAttemptAt: null,
      lastAttemptAt: second?.startedAt,
      createdAt: delivery.createdAt,
      payload: '{"a":1}',
    });
    const told = { startedAt: expect.any(String), durationMs: expect.any(Number) };
    expect(attempts).toEqual([
      {
        ...told,
        number: 1,
        status: 500,
        failureClass: 'http_status',
        body: 'broken',
        nextAttemptAt: second?.startedAt,
      },
      { ...told, number: 2, status: 200, failureClass: null, body: 'ok', nextAttemptAt: null },
    ]);
    expect(Date.parse(second?.startedAt ?? '') - Date.parse(first?.startedAt ?? '')).toBe(60_000);
  });

  test('does not exist for another tenant, nor for the other mode', async () => {
    const { id } = await add();
    const stranger = await addTenant(api.table);
    for (const key of [stranger.testKey, owner.liveKey]) {
      expect((await ask(`GET ${PATH}/${id}`, undefined, key)).status).toBe(404);
      expect((await ask(`POST ${PATH}/${id}/retry`, undefined, key)).status).toBe(404);
    }
  });
});

describe('a retry', () => {
  test.each([
    ['failed', 4],
    ['succeeded', 1],
  ])('of a delivery that has %s sends the same event again, once', async (status, before) => {
    const delivery = await sent();
    if (status === 'failed') receiver.answer = failing;
    await world.drain();
    expect((await world.onlyDelivery()).delivery.status).toBe(status);
    receiver.answer = failing;
    expect(await ask(`POST ${PATH}/${delivery.id}/retry`)).toMatchObject({
      status: 202,
      body: { id: delivery.id, status: 'pending', attemptCount: before, nextAttemptAt: expect.any(String) },
    });
    expect(await relayDeliveryEvents(api.table, world, delivery.id)).toEqual(['webhook.retried']);
    await world.drain();
    const found = await world.onlyDelivery();
    expect(found.delivery).toMatchObject({ status: 'failed', attempts: before + 1 });
    expect(found.attempts.at(-1)).toMatchObject({ number: before + 1, status: 500, nextAttemptAt: null });
    expect(receiver.receipts.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array(before + 1).fill(delivery.eventId),
    );
  });

  test('brings a waiting attempt forward', async () => {
    const { endpointId } = await sent();
    await world.queue.drain(async () => {});
    const due = new Date(Date.now() + 1_500_000).toISOString();
    const [delivery] = (await list(`?endpointId=${endpointId}`)).deliveries;
    const id = String(delivery?.id);
    const key = { pk: `DELIVERY#${owner.tenant.id}#test#${id}`, sk: 'DELIVERY' };
    await api.table.update(key, { set: { attempts: 3, waits: [], nextAttemptAt: due } });
    const answer = await ask(`POST ${PATH}/${id}/retry`);
    expect(answer.status).toBe(202);
    await relayDeliveryEvents(api.table, world, id);
    await world.drain();
    expect((await world.onlyDelivery()).delivery).toMatchObject({ status: 'succeeded', attempts: 4 });
    expect(receiver.receipts).toHaveLength(1);
  });

  test('is refused while an attempt is under way', async () => {
    const { id } = await add();
    const key = { pk: `DELIVERY#${owner.tenant.id}#test#${id}`, sk: 'DELIVERY' };
    await api.table.update(key, {
      set: { claimId: 'x', claimUntil: new Date(Date.now() + 30_000).toISOString() },
    });
    const { status, body } = await ask(`POST ${PATH}/${id}/retry`);
    expect([status, body]).toMatchObject([409, { error: { code: 'webhook_attempt_under_way' } }]);
  });

  test('asked for twenty times at once is made once', async () => {
    const delivery = await sent();
    await world.drain();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(`POST ${PATH}/${delivery.id}/retry`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array(19).fill(409)]);
    await relayDeliveryEvents(api.table, world, delivery.id);
    await world.drain();
    expect(receiver.receipts).toHaveLength(2);
  });

  test('under one Idempotency-Key is made once and answered the same', async () => {
    const delivery = await sent();
    await world.drain();
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const retry = () => api.ask(`POST ${PATH}/${delivery.id}/retry`, { key: owner.testKey, headers });
    const [first, second] = [await retry(), await retry()];
    expect(second).toMatchObject({ status: 202, body: first.body });
    expect(await relayDeliveryEvents(api.table, world, delivery.id)).toEqual(['webhook.retried']);
  });
});

describe('a ping', () => {
  const ping = (id: string) => ask(`POST /platform/v1/webhook-endpoints/${id}/ping`);

  test('arrives signed like any event, and shows among the deliveries', async () => {
    const { id: endpointId } = await world.addEndpoint({ url: receiver.url });
    const { status, body } = await ping(endpointId);
    const { id, eventId, createdAt } = body as { id: string; eventId: string; createdAt: string };
    expect([status, body]).toMatchObject([
      202,
      { endpointId, event: 'ping', status: 'pending', orderId: null },
    ]);
    expect(await relayDeliveryEvents(api.table, world, id)).toEqual(['webhook.pinged']);
    await world.drain();
    const [receipt] = receiver.receipts;
    const text = receipt?.body ?? '';
    expect(JSON.parse(text)).toEqual({
      event: 'ping',
      timestamp: `${createdAt.slice(0, 19)}Z`,
      webhookEndpoint: { id: endpointId },
    });
    const headers = receipt?.headers as Record<string, string>;
    expect(headers['webhook-id']).toBe(eventId);
    expect(new Webhook(SECRET).verify(text, headers)).toEqual(JSON.parse(text));
    const legacy = createHmac('sha256', SECRET).update(text).digest('hex');
    expect(headers['x-talkyria-signature']).toBe(`sha256=${legacy}`);
    expect((await list('?event=ping&status=succeeded')).ids).toEqual([id]);
  });

  test('that fails is not tried again', async () => {
    receiver.answer = failing;
    const { id: endpointId } = await world.addEndpoint({ url: receiver.url });
    const { id } = (await ping(endpointId)).body as Shown;
    await relayDeliveryEvents(api.table, world, id);
    await world.drain();
    expect((await world.onlyDelivery()).delivery).toMatchObject({ status: 'failed', attempts: 1 });
    expect(receiver.receipts).toHaveLength(1);
  });

  test('is refused for a disabled endpoint', async () => {
    const { id } = await world.addEndpoint({ url: receiver.url, enabled: false });
    const { status, body } = await ping(id);
    expect([status, body]).toMatchObject([409, { error: { code: 'webhook_endpoint_disabled' } }]);
    expect((await list()).ids).toEqual([]);
  });
});
