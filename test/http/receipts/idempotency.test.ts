import { describe, expect, test } from 'vitest';
import { Problem } from '../../../shared/base/problem.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { endpoint, type RequestHandler } from '../../../shared/http/endpoints/endpoint.ts';
import type { Reply } from '../../../shared/http/exchange.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { sequential } from '../../support/table/sequential.ts';
import { engine } from '../../support/table/setting.ts';
import { scaledCount } from '../../support/time/patience.ts';
import { makeThing } from '../support/declarations.ts';
import { make, owner, post, serve, things, useThings } from '../support/things.ts';

useThings();

const newKey = (): string => crypto.randomUUID();

const codeOf = ({ status, body }: HandlerResponse): unknown => [
  status,
  (body as { error?: { code?: string } }).error?.code,
];

describe('a request under an Idempotency-Key', () => {
  test('is answered again as it was, and has no second effect', async () => {
    const handler = serve(make);
    const key = newKey();
    const first = await post(handler, key);
    const second = await post(handler, key);
    expect(first.status).toBe(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(second.headers).toMatchObject({
      location: first.headers.location,
      'idempotency-replayed': 'true',
      'ratelimit-limit': '600',
    });
    expect(things.made).toBe(1);
  });

  test('has one effect when many come at once, and all get its answer', async () => {
    const handler = serve(make);
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: scaledCount(50) }, () => post(handler, key)));
    expect(things.made).toBe(1);
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
  });

  test('has one effect when the loser of a race has its own refusal', async () => {
    const handler = serve(async (request, services) => {
      try {
        return await make(request, services);
      } catch (cause) {
        throw new Problem('conflict', {}, { cause });
      }
    });
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(handler, key)));
    expect(things.made).toBe(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  });

  test('is answered as the winner was when the loser found another answer', async () => {
    const handler = serve(async (request, services) => {
      try {
        return await make(request, services);
      } catch {
        return { status: 200, body: { found: true } };
      }
    });
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(handler, key)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
  });

  test('is remembered even when the handler stores nothing', async () => {
    const handler = serve(async () => ({ status: 200, body: { made: ++things.made } }));
    const key = newKey();
    await post(handler, key);
    expect((await post(handler, key)).body).toEqual({ made: 1 });
    expect(things.made).toBe(1);
  });

  test('is answered again as it was, even when the receipt knew less than the answer', async () => {
    const handler = serve(async ({ receipt }, { table }) => {
      await table.transact(receipt({ status: 201, body: { made: ++things.made } }));
      return { status: 201, body: { made: things.made, done: true } };
    });
    const key = newKey();
    expect((await post(handler, key)).body).toEqual({ made: 1, done: true });
    expect((await post(handler, key)).body).toEqual({ made: 1, done: true });
  });

  test.each([
    ['body', { body: { name: 'two' } }],
    ['path', { path: '/platform/v1/things/2', pathParameters: { id: '2' } }],
  ])('with another %s is refused', async (_, sent) => {
    const handler = serve(make);
    const key = newKey();
    await post(handler, key);
    expect(await post(handler, key, sent)).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'idempotency_key_reused',
          message: 'This Idempotency-Key was used with another request',
        },
      },
    });
    expect(things.made).toBe(1);
  });

  test('whose answer held a secret is refused, because that was not kept', async () => {
    const handler = serve(async ({ receipt }, { table }) => {
      const reply: Reply = { status: 201, body: { secret: 'whsec_very-secret' }, secret: true };
      await table.transact(receipt(reply));
      return reply;
    });
    const key = newKey();
    expect((await post(handler, key)).body).toEqual({ secret: 'whsec_very-secret' });
    expect(codeOf(await post(handler, key))).toEqual([409, 'idempotency_answer_secret']);
    expect(codeOf(await post(handler, key, { body: { name: 'two' } }))).toEqual([
      409,
      'idempotency_key_reused',
    ]);
  });

  test('may be sent again when it was refused', async () => {
    let full = true;
    const handler = serve(async (request, services) => {
      if (full) throw new Problem('credit_exhausted');
      return make(request, services);
    });
    const key = newKey();
    expect((await post(handler, key)).status).toBe(400);
    full = false;
    expect((await post(handler, key)).status).toBe(201);
  });

  test.each([
    [299, 1],
    [300, 2],
  ])('whose answer has status %i is carried out %i times when it is sent twice', async (status, made) => {
    const handler = serve(async () => ({ status, body: { made: ++things.made } }));
    const key = newKey();
    await post(handler, key);
    expect(await post(handler, key)).toMatchObject({ status, body: { made } });
    expect(things.made).toBe(made);
  });

  test('is a new one after a day, even while the receipt is still stored', async () => {
    const handler = serve(make);
    const key = newKey();
    const first = await post(handler, key);
    // Time to live counts whole seconds.
    const end = (Math.floor(things.now.getTime() / 1000) + 24 * 3600) * 1000;
    things.now = new Date(end - 1);
    expect((await post(handler, key)).body).toEqual(first.body);
    things.now = new Date(end);
    const later = await post(handler, key);
    expect(later.status).toBe(201);
    expect(later.body).not.toEqual(first.body);
    expect((await post(handler, key)).body).toEqual(later.body);
    expect(things.made).toBe(2);
  });

  test('means another one in another mode and for another tenant', async () => {
    const handler = serve(make);
    const key = newKey();
    const other = await addTenant(engine.table);
    await post(handler, key);
    await post(handler, key, { key: owner.liveKey });
    await post(handler, key, { key: other.testKey });
    expect(things.made).toBe(3);
  });

  test('costs one more read, and stores the receipt with the effect', async () => {
    const { testKey: key } = await addTenant(engine.table);
    const trips = await roundTripsOf(() => post(serve(make), newKey(), { key }));
    expect(trips.map(({ operation }) => operation)).toEqual(['UpdateItem', 'GetItem', 'TransactWriteItems']);
  });
});

describe('a request under an Idempotency-Key that stores all at once', () => {
  const serveAtOnce = (handle: RequestHandler<typeof makeThing>) =>
    endpoint(
      declare({ ...makeThing, storesAtOnce: true }),
      handle as RequestHandler<typeof makeThing & { storesAtOnce: true }>,
      { table: engine.table, clock: () => things.now },
    );

  test('reads while the receipt is looked up', async () => {
    const { testKey: key } = await addTenant(engine.table);
    const handler = serveAtOnce(async (request, services) => {
      await services.table.get({ pk: 'THINGS', sk: 'none' });
      return make(request, services);
    });
    const trips = await roundTripsOf(() => post(handler, newKey(), { key }));
    expect(sequential(trips)).toBe(3);
    expect(trips).toHaveLength(4);
  });

  test('stores nothing as a repeat, and is answered as before', async () => {
    const handler = serveAtOnce(make);
    const key = newKey();
    const sent = { key: (await addTenant(engine.table)).testKey };
    const first = await post(handler, key, sent);
    const trips = await roundTripsOf(async () => {
      const second = await post(handler, key, sent);
      expect([second.status, second.body, second.headers['idempotency-replayed']]).toEqual([
        201,
        first.body,
        'true',
      ]);
    });
    expect(things.made).toBe(1);
    expect(trips.filter(({ refused }) => refused)).toEqual([]);
    expect(trips.map(({ operation }) => operation)).not.toContain('TransactWriteItems');
  });

  test('is answered as before where it finds nothing to do', async () => {
    let times = 0;
    const handler = serveAtOnce(async (request, services) =>
      ++times === 1 ? make(request, services) : { status: 200, body: { found: true } },
    );
    const key = newKey();
    const first = await post(handler, key);
    expect(await post(handler, key)).toMatchObject({ status: 201, body: first.body });
  });

  test('is answered as before where it would be refused now', async () => {
    let times = 0;
    const handler = serveAtOnce(async (request, services) => {
      if (++times > 1) throw new Problem('credit_exhausted');
      return make(request, services);
    });
    const key = newKey();
    const first = await post(handler, key);
    expect(await post(handler, key)).toMatchObject({ status: 201, body: first.body });
  });

  test('has one effect when many come at once', async () => {
    const handler = serveAtOnce(make);
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: scaledCount(50) }, () => post(handler, key)));
    expect(things.made).toBe(1);
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  });

  test('is refused with another body, and stores nothing', async () => {
    const handler = serveAtOnce(make);
    const key = newKey();
    await post(handler, key);
    expect(codeOf(await post(handler, key, { body: { name: 'two' } }))).toEqual([
      409,
      'idempotency_key_reused',
    ]);
    expect(things.made).toBe(1);
  });

  test('is a new one after a day', async () => {
    const handler = serveAtOnce(make);
    const key = newKey();
    const first = await post(handler, key);
    things.now = new Date(things.now.getTime() + 24 * 3600_000 + 2000);
    const later = await post(handler, key);
    expect(later.status).toBe(201);
    expect(later.body).not.toEqual(first.body);
  });
});
