import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../support/api.ts';
import { type AddedTenant, addTenant } from '../support/tenant.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createWorld, type World } from './support/world.ts';

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

const list = async (query = '') => {
  const { status, body } = await ask(`GET ${PATH}${query}`);
  const { deliveries, nextCursor } = body as { deliveries: Shown[]; nextCursor: string | null };
  return { status, ids: deliveries.map(({ id }) => id), deliveries, nextCursor };
};

describe('the list of deliveries', () => {
  test('shows each one, newest first', async () => {
    const [older, newer] = [await world.addDelivery({ orderId: 'ord_1' }), await world.addDelivery()];
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
    for (let count = 0; count < 7; count++) made.push(await world.addDelivery({ orderId: 'ord_1' }));
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
    for (let count = 0; count < 4; count++) await world.addDelivery({ orderId: 'ord_1' });
    for (const filter of ['', '&endpointId=whe_1', '&orderId=ord_1', '&status=pending'])
      expect((await list(`?limit=4${filter}`)).nextCursor).toBeNull();
  });

  test('is narrowed by endpoint, order, event and status', async () => {
    const here = await world.addDelivery({ endpointId: 'whe_here', orderId: 'ord_here' });
    await world.addDelivery({ endpointId: 'whe_here', orderId: 'ord_there' });
    await world.addDelivery({ endpointId: 'whe_there', orderId: 'ord_here' });
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
    ['status=lost', 'status must be one of: pending, succeeded, failed, held'],
    [
      'event=order.teleported',
      'event must be one of: call.outcome_final, order.created, order.updated, order.status_changed, ORDER.CREATED, ORDER.STATUS_UPDATED, webhook_endpoint.disabled, ping',
    ],
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
    for (let count = 0; count < 3; count++) await world.addDelivery();
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
