import { describe, expect, test } from 'vitest';
import { createRouter } from '../../../infra/local/http/routes.ts';

const keys = [
  '$default',
  'ANY /{proxy+}',
  'GET /orders/{id}',
  'GET /orders',
  'POST /orders',
  'GET /orders/latest',
  'GET /orders/{id}/calls/{callId}',
  'GET /{kind}/{id}/status',
  'GET /orders/{id}/status',
  'ANY /orders/{id}',
  'GET /files/{path+}',
  'PATCH /',
];
const router = (of: readonly string[]) => createRouter(of.map((key) => ({ key, target: key.length })));
const route = router(keys);

describe('which route takes a request', () => {
  test.each([
    ['the path as it stands', 'GET', '/orders', 'GET /orders', undefined],
    ['before one with a variable', 'GET', '/orders/latest', 'GET /orders/latest', undefined],
    ['a variable takes one segment', 'GET', '/orders/7', 'GET /orders/{id}', { id: '7' }],
    [
      'two variables',
      'GET',
      '/orders/7/calls/9',
      'GET /orders/{id}/calls/{callId}',
      { id: '7', callId: '9' },
    ],
    ['the more fixed path first', 'GET', '/orders/7/status', 'GET /orders/{id}/status', { id: '7' }],
    [
      'then the one with more variables',
      'GET',
      '/carts/7/status',
      'GET /{kind}/{id}/status',
      { kind: 'carts', id: '7' },
    ],
    ['ANY takes the methods that nothing names', 'DELETE', '/orders/7', 'ANY /orders/{id}', { id: '7' }],
    ['a greedy variable takes the rest', 'GET', '/files/a/b%20c', 'GET /files/{path+}', { path: 'a/b c' }],
    ['the greediest last', 'PUT', '/a/b/c', 'ANY /{proxy+}', { proxy: 'a/b/c' }],
    ['the root', 'PATCH', '/', 'PATCH /', undefined],
    ['a variable is never empty', 'POST', '/', '$default', undefined],
    ['a slash at the end is another path', 'GET', '/orders/', 'ANY /{proxy+}', { proxy: 'orders/' }],
    ['broken escapes are passed on', 'GET', '/orders/%zz', 'GET /orders/{id}', { id: '%zz' }],
  ])('%s', (_, method, path, routeKey, pathParameters) => {
    expect(route(method, path)).toEqual({
      routeKey,
      target: routeKey.length,
      ...(pathParameters && { pathParameters }),
    });
  });

  test('without $default, a request that matches no route is not served', () => {
    const small = router(['GET /orders', 'GET /orders/{id}']);
    expect([small('POST', '/orders'), small('GET', '/orders/1/2'), small('HEAD', '/orders')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
