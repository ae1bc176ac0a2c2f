import { describe, expect, test } from 'vitest';
import { handler } from '../../../functions/meta/reject-unknown.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';

const ask = (method: string, path: string): Promise<HandlerResponse> => send(handler, { method, path });

describe('an unknown path', () => {
  test.each(['/api/v1', '/api/v1/', '/api/v1/nothing', '/api/v1/orders/', '/api/v1/orders/1/2/3'])(
    'under the confirmation dialect is refused in it: %s',
    async (path) => {
      const { status, headers, body } = await ask('GET', path);
      expect([status, body]).toEqual([404, { error: 'Recurso no encontrado' }]);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
    },
  );

  test.each(['/nothing', '/platform/v1/nothing', '/platform', '/api/v10/orders', '/API/v1/orders', '/.env'])(
    'anywhere else is refused in the platform dialect: %s',
    async (path) => {
      const { status, body } = await ask('GET', path);
      expect([status, body]).toEqual([
        404,
        { error: { code: 'not_found', message: 'There is no such resource' } },
      ]);
    },
  );
});

describe('a wrong method', () => {
  test('is refused with the methods of the path', async () => {
    const answer = await ask('DELETE', '/platform/v1/tenants/tnt_1');
    expect([answer.status, answer.headers.allow, answer.body]).toEqual([
      405,
      'GET, OPTIONS, PATCH',
      {
        error: {
          code: 'method_not_allowed',
          message: 'This path does not take that method',
          details: { allowed: ['GET', 'OPTIONS', 'PATCH'] },
        },
      },
    ]);
  });

  test('is refused in the dialect of the path', async () => {
    const answer = await ask('GET', '/api/v1/calls/trigger');
    expect([answer.status, answer.headers.allow, answer.body]).toEqual([
      405,
      'OPTIONS, POST',
      { error: 'Método HTTP no permitido (permitidos: OPTIONS, POST)' },
    ]);
  });

  test('HEAD gets no body', async () => {
    const known = await ask('HEAD', '/v2/regions');
    expect([known.status, known.headers.allow, known.body]).toEqual([405, 'GET, OPTIONS', undefined]);
    const unknown = await ask('HEAD', '/nothing');
    expect([unknown.status, unknown.body]).toEqual([404, undefined]);
  });

  test('OPTIONS gets the methods of the path', async () => {
    expect((await ask('OPTIONS', '/healthz')).headers.allow).toBe('GET, HEAD, OPTIONS');
    const answer = await ask('OPTIONS', '/api/v1/orders');
    expect([answer.status, answer.headers.allow, answer.body]).toEqual([204, 'GET, OPTIONS', undefined]);
  });
});
