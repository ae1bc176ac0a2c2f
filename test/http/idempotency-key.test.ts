import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { absent } from '../../shared/adapters/dynamo/expressions.ts';
import { endpoint, type Handle } from '../../shared/http/endpoints/endpoint.ts';
import type { Handler, Reply } from '../../shared/http/exchange.ts';
import type { Sent } from '../support/event.ts';
import { send } from '../support/respond.ts';
import { engine, useTable } from '../support/setting.ts';
import { type AddedTenant, addTenant } from '../support/tenant.ts';
import { makeThing } from './declarations.ts';

let owner: AddedTenant;
let now: Date;
let made: number;

useTable();
beforeAll(async () => {
  owner = await addTenant(engine.table);
});

beforeEach(() => {
  now = new Date();
  made = 0;
});

const serve = (handle: Handle<typeof makeThing>): Handler =>
  endpoint(makeThing, handle, { table: engine.table, clock: () => now });

/** Stores a thing of a new name each time it runs, in one transaction with the receipt. */
const make: Handle<typeof makeThing> = async ({ body, receipt }, { table }) => {
  const name = crypto.randomUUID();
  const reply: Reply = { status: 201, body: { name, asked: body.name }, headers: { location: `/${name}` } };
  await table.transact([{ put: { pk: 'THINGS', sk: name }, if: absent }, ...receipt(reply)]);
  made++;
  return reply;
};

const post = (handler: Handler, idempotencyKey: string | undefined, sent: Partial<Sent> = {}) =>
  send(handler, {
    method: 'POST',
    path: '/platform/v1/things/1',
    pathParameters: { id: '1' },
    key: owner.testKey,
    body: { name: 'one' },
    ...sent,
    headers: { ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }), ...sent.headers },
  });

describe('an Idempotency-Key', () => {
  test('may have 255 characters', async () => {
    expect((await post(serve(make), 'k'.repeat(255))).status).toBe(201);
  });

  test.each([
    ['is empty', '', 'Idempotency-Key must not be empty'],
    ['has 256 characters', 'k'.repeat(256), 'Idempotency-Key must have at most 255 characters'],
  ])('is refused when it %s', async (_, key, message) => {
    expect(await post(serve(make), key)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request', message } },
    });
    expect(made).toBe(0);
  });

  test('is not asked for', async () => {
    const handler = serve(make);
    await post(handler, undefined);
    await post(handler, undefined);
    expect(made).toBe(2);
  });
});
