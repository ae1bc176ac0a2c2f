import { afterEach, beforeAll, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { Problem } from '../../../shared/base/problem.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import type { Handler } from '../../../shared/http/exchange.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { findOrders, findThings } from '../support/declarations.ts';

let key: string;
let output: MockInstance<typeof process.stdout.write>;

useTable();
beforeAll(async () => {
  key = (await addTenant(engine.table)).testKey;
});

beforeEach(() => {
  output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => output.mockRestore());

const throwing = (declaration: typeof findThings | typeof findOrders, thrown: unknown): Handler =>
  endpoint(declaration, () => Promise.reject(thrown), { table: engine.table, clock: () => new Date() });

const ask = (handler: Handler, path: string): Promise<HandlerResponse> => send(handler, { path, key });

const both = async (thrown: unknown): Promise<HandlerResponse[]> => [
  await ask(throwing(findOrders, thrown), '/api/v1/things'),
  await ask(throwing(findThings, thrown), '/platform/v1/things'),
];

describe('a handler that fails', () => {
  test('answers 500 without telling why, and logs why with the request id', async () => {
    const answers = await both(new Error('no table orders-prod for +57 300 123 4567'));
    const logged = output.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [500, { error: 'Error interno del servidor' }],
      [500, { error: { code: 'internal', message: 'Internal error' } }],
    ]);
    expect(logged.find(({ level }) => level === 'error')).toMatchObject({
      message: 'The request failed',
      requestId: 'request-1',
      function: 'test',
      tenantId: expect.stringMatching(/^tnt_/),
      status: 500,
      error: { name: 'Error', message: 'no table orders-prod for …' },
    });
  });

  test.each(['a text', null, undefined, { code: 7 }])('by throwing %j answers 500', async (thrown) => {
    const answers = await both(thrown);
    expect(answers.map(({ status }) => status)).toEqual([500, 500]);
  });

  test.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'TimeoutError'])(
    'asks to retry after a %s',
    async (name) => {
      const [spanish] = await both(Object.assign(new Error('slow down'), { name }));
      expect(spanish).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
        body: { error: 'El servicio no está disponible en este momento; intenta de nuevo' },
      });
    },
  );

  test('asks to retry while the table cannot be reached', async () => {
    const services = { table: engine.table, clock: () => new Date() };
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const table = { ...engine.table, update: () => Promise.reject(refused) };
    const handler = endpoint(findThings, async () => ({ status: 204 }), { ...services, table });
    expect((await ask(handler, '/platform/v1/things')).status).toBe(503);
  });
});

describe('a refusal', () => {
  test('has its status and its words in each dialect', async () => {
    const answers = await both(new Problem('order_not_found'));
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [404, { error: 'Orden no encontrada' }],
      [404, { error: { code: 'order_not_found', message: 'There is no such order' } }],
    ]);
  });

  test('names the field and its allowed values', async () => {
    const issues = [{ field: 'logisticStatus', rule: 'one_of', allowed: ['shipped', 'delivered'] }];
    const answers = await both(new Problem('invalid_request', { issues }));
    expect(answers.map(({ body }) => body)).toEqual([
      { error: 'El campo logisticStatus debe ser uno de: shipped, delivered' },
      {
        error: {
          code: 'invalid_request',
          message: 'logisticStatus must be one of: shipped, delivered',
          details: {
            issues: [{ ...issues[0], message: 'logisticStatus must be one of: shipped, delivered' }],
          },
        },
      },
    ]);
  });
});

describe('a query', () => {
  const handler = (): Handler =>
    endpoint(findOrders, async ({ query }) => ({ status: 200, body: query }), {
      table: engine.table,
      clock: () => new Date(),
    });

  test('reaches the handler decoded', async () => {
    const answer = await ask(handler(), '/api/v1/things?phone=%2B57%20300&kind=big');
    expect([answer.status, answer.body]).toEqual([200, { phone: '+57 300', kind: 'big' }]);
  });

  test.each([
    ['kind=huge', 'El campo kind debe ser uno de: big, small'],
    ['kind=big&kind=small', 'El campo kind debe darse una sola vez'],
    ['kind=huge&nobody=1', 'El campo kind debe ser uno de: big, small'],
  ])('with a mistake in a known parameter is refused, never ignored: %s', async (query, message) => {
    const answer = await ask(handler(), `/api/v1/things?${query}`);
    expect([answer.status, answer.body]).toEqual([400, { error: message }]);
  });
});

test('an answer too large for Lambda becomes a refusal that asks for less', async () => {
  const answering = (bytes: number): Handler =>
    endpoint(findThings, () => Promise.resolve({ status: 200, body: { text: '"'.repeat(bytes / 4) } }), {
      table: engine.table,
      clock: () => new Date(),
    });
  expect((await ask(answering(6_200_000), '/platform/v1/things')).status).toBe(200);
  const { status, body } = await ask(answering(6_400_000), '/platform/v1/things');
  expect([status, body]).toEqual([
    400,
    {
      error: {
        code: 'answer_too_large',
        message: 'The answer would be larger than 6 MB; ask for less at a time',
      },
    },
  ]);
});
