import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { request } from '../../support/api/client.ts';
import { functionOf, OBSERVED } from '../support/assembly.ts';
import { useObservedHost } from '../support/observed-host.ts';

const integration = (logicalId: string, more: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ApiId: { Ref: 'Api' },
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': [logicalId, 'Arn'] },
    PayloadFormatVersion: '2.0',
    ...more,
  },
});
const route = (RouteKey: string, logicalId: string) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: logicalId }]] },
  },
});

const served = useObservedHost<APIGatewayProxyEventV2>(
  {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' },
    },
    Shown: functionOf('observed'),
    Slow: functionOf('endless', { Timeout: 1 }),
    Cut: functionOf('endless2', { Timeout: 10 }),
    Told: functionOf('told', {
      Environment: { Variables: { ORDERS: 'by the stack', API: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
    }),
    Broken: functionOf('broken'),
    ToShown: integration('Shown'),
    ToSlow: integration('Slow'),
    ToCut: integration('Cut', { TimeoutInMillis: 200 }),
    ToTold: integration('Told'),
    ToBroken: integration('Broken'),
    Order: route('POST /orders/{id}', 'ToShown'),
    Plain: route('GET /orders', 'ToShown'),
    SlowOne: route('GET /slow', 'ToSlow'),
    CutOne: route('GET /cut', 'ToCut'),
    ToldOne: route('GET /told', 'ToTold'),
    BrokenOne: route('GET /broken', 'ToBroken'),
  },
  {
    observed: OBSERVED,
    endless: 'export const handler = () => new Promise(() => {});',
    endless2: 'export const handler = () => new Promise(() => {});',
    told: `
        const atStart = Object.keys(process.env).sort();
        export const handler = async (event, context) => ({
          atStart,
          later: Object.keys(process.env).sort(),
          orders: process.env.ORDERS,
          api: process.env.API,
          name: context.functionName,
          remaining: context.getRemainingTimeInMillis() > 0,
        });`,
    broken: `throw new Error('It does not even start');`,
  },
  () => ({
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: '{"ok":true}',
  }),
);

const ask = (line: string, asked = {}) => request(served.host.url, line, asked);

describe('the event that a request becomes', () => {
  test('has the path, its variables, the query, the headers and the body as text', async () => {
    await ask('POST /orders/a%20b?x=1&x=2&y=%C3%B1', {
      body: { name: 'Peña' },
      headers: {
        'X-Mixed-Case': 'Yes',
        cookie: 'a=1; b=2',
        'content-type': 'application/json; charset=utf-8',
      },
    });
    expect(served.observer.events).toEqual([
      {
        version: '2.0',
        routeKey: 'POST /orders/{id}',
        rawPath: '/orders/a%20b',
        rawQueryString: 'x=1&x=2&y=%C3%B1',
        queryStringParameters: { x: '1,2', y: 'ñ' },
        pathParameters: { id: 'a b' },
        cookies: ['a=1', 'b=2'],
        headers: expect.objectContaining({
          'x-mixed-case': 'Yes',
          'content-type': 'application/json; charset=utf-8',
          host: served.host.url.slice('http://'.length),
        }),
        body: '{"name":"Peña"}',
        isBase64Encoded: false,
        requestContext: expect.objectContaining({
          accountId: '000000000000',
          stage: '$default',
          routeKey: 'POST /orders/{id}',
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
          timeEpoch: expect.any(Number),
          http: expect.objectContaining({
            method: 'POST',
            path: '/orders/a%20b',
            protocol: 'HTTP/1.1',
            sourceIp: '127.0.0.1',
          }),
        }),
      },
    ]);
    expect(served.observer.events[0]?.headers).not.toHaveProperty('cookie');
  });

  test('has no body, no query and no variables when there are none', async () => {
    await ask('GET /orders');
    const [event] = served.observer.events;
    expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
    for (const absent of ['body', 'queryStringParameters', 'pathParameters', 'cookies'])
      expect(event).not.toHaveProperty(absent);
  });

  test.each([
    ['application/json', false],
    ['application/vnd.api+json', false],
    ['text/csv', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
  ])('carries a body of %s in base64: %s', async (type, base64) => {
    await ask('POST /orders/1', { body: 'a=ñ', headers: { 'content-type': type } });
    const [event] = served.observer.events;
    expect(event?.isBase64Encoded).toBe(base64);
    expect(event?.body).toBe(base64 ? Buffer.from('a=ñ').toString('base64') : 'a=ñ');
  });

  test('carries a body that is not UTF-8 in base64, whatever its type: decoding would lose bytes', async () => {
    const body = Buffer.from('{"id":"Ñ1"}', 'latin1');
    await ask('POST /orders/1', { body, headers: { 'content-type': 'application/json' } });
    expect(served.observer.events[0]).toMatchObject({ isBase64Encoded: true, body: body.toString('base64') });
  });
});

describe('the answer that a function gives', () => {
  const answered = async (answer: unknown) => {
    served.observer.answer = () => answer;
    const { status, headers, body } = await ask('GET /orders');
    return { status, type: headers['content-type'], cookie: headers['set-cookie'], body };
  };

  test('with a status code is the answer', async () => {
    expect(
      await answered({
        statusCode: 201,
        headers: { 'content-type': 'text/csv' },
        cookies: ['a=1'],
        body: 'x;y',
      }),
    ).toEqual({ status: 201, type: 'text/csv', cookie: 'a=1', body: 'x;y' });
  });

  test('in base64 is decoded', async () => {
    expect(await answered({ statusCode: 200, body: 'aG9sYQ==', isBase64Encoded: true })).toEqual({
      status: 200,
      type: 'text/plain;charset=UTF-8',
      cookie: undefined,
      body: 'hola',
    });
  });

  test('without a status code is the JSON of a 200', async () => {
    expect(await answered({ id: 7 })).toEqual({
      status: 200,
      type: 'application/json',
      cookie: undefined,
      body: { id: 7 },
    });
  });

  test('that is not an HTTP answer is a 500', async () => {
    expect(await answered({ statusCode: 'many' })).toEqual({
      status: 500,
      type: 'application/json',
      cookie: undefined,
      body: { message: 'Internal Server Error' },
    });
  });

  test('with status 204 has no body', async () => {
    expect(await answered({ statusCode: 204 })).toMatchObject({ status: 204, body: '' });
  });
});

describe('what the gateway answers itself', () => {
  test.each([
    ['a path without a route', 'GET /nowhere', 404, 'Not Found'],
    ['a function that fails at its start', 'GET /broken', 500, 'Internal Server Error'],
    ['a function that runs into its timeout', 'GET /slow', 503, 'Service Unavailable'],
    ['a function that outlasts its integration', 'GET /cut', 503, 'Service Unavailable'],
  ])('%s', async (_, line, status, message) => {
    expect(await ask(line)).toMatchObject({ status, body: { message } });
  });

  test('a function that throws', async () => {
    served.observer.answer = () => {
      throw new Error('no');
    };
    expect(await ask('GET /orders')).toMatchObject({
      status: 500,
      body: { message: 'Internal Server Error' },
    });
    expect(served.host.output()).toContain('The observer has it fail');
  });

  test('a body above 10 MB, and only then', async () => {
    const post = (body: string) => ask('POST /orders/1', { body, headers: { 'content-type': 'text/plain' } });
    const size = 10 * 1024 * 1024;
    expect(await post('a'.repeat(size + 1))).toMatchObject({
      status: 413,
      body: { message: 'Request Entity Too Large' },
    });
    expect(served.observer.events).toEqual([]);
    expect(await post('a'.repeat(size))).toMatchObject({ status: 200 });
  });
});

test('a function sees its own environment and nothing of the machine it runs on, at its start and later', async () => {
  const { body } = await ask('GET /told');
  const names = [
    'API',
    'AWS_ACCESS_KEY_ID',
    'AWS_ENDPOINT_URL_DYNAMODB',
    'AWS_ENDPOINT_URL_S3',
    'AWS_ENDPOINT_URL_SQS',
    'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
    'AWS_LAMBDA_FUNCTION_NAME',
    'AWS_LAMBDA_FUNCTION_VERSION',
    'AWS_LAMBDA_LOG_GROUP_NAME',
    'AWS_LAMBDA_LOG_STREAM_NAME',
    'AWS_REGION',
    'AWS_SECRET_ACCESS_KEY',
    'OBSERVER',
    'ORDERS',
    'RECADO_SPEED',
    'TZ',
  ];
  expect(body).toEqual({
    atStart: names,
    later: names,
    orders: 'by the stack',
    api: served.host.url,
    name: 'Shop-Told',
    remaining: true,
  });
});
