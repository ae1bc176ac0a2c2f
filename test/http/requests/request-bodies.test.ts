import { beforeAll, describe, expect, test } from 'vitest';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import type { Handler } from '../../../shared/http/exchange.ts';
import type { Sent } from '../../support/api/event.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { makeThing } from '../support/declarations.ts';

let handler: Handler;
let key: string;
const received: unknown[] = [];

useTable();
beforeAll(async () => {
  const services = { table: engine.table, clock: () => new Date() };
  handler = endpoint(
    makeThing,
    async ({ body, rawBody }) => {
      received.push(body);
      return { status: 201, body: { bytes: Buffer.byteLength(rawBody) } };
    },
    services,
  );
  key = (await addTenant(engine.table)).testKey;
});

const post = (sent: Partial<Sent>): Promise<HandlerResponse> =>
  send(handler, { method: 'POST', path: '/platform/v1/things/1', pathParameters: { id: '1' }, key, ...sent });

const refusal = ({ status, body }: HandlerResponse): unknown => [status, body];

const error = (code: string, message: string, issues?: object[]) => ({
  error: { code, message, ...(issues && { details: { issues } }) },
});

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('a body', () => {
  test('reaches the handler as its schema reads it', async () => {
    const answer = await post({ body: { name: 'one', price: 2.5 } });
    expect([answer.status, answer.body]).toEqual([201, { bytes: 26 }]);
    expect(received.pop()).toEqual({ name: 'one', price: 2.5 });
  });

  test('is read from base64, as API Gateway encodes what is not text', async () => {
    const answer = await post({ body: '{"name":"caf\xc3\xa9"}', base64: true });
    expect([answer.status, answer.body]).toEqual([201, { bytes: 16 }]);
    expect(received.pop()).toEqual({ name: 'café' });
  });

  test.each(['application/json; charset=UTF-8', 'Application/JSON', 'application/merge-patch+json'])(
    'is accepted as %s',
    async (type) => {
      const answer = await post({ body: { name: 'one' }, headers: { 'content-type': type } });
      expect(answer.status).toBe(201);
    },
  );

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', ''])(
    'is refused as %j',
    async (type) => {
      const answer = await post({ body: { name: 'one' }, headers: { 'content-type': type } });
      expect(refusal(answer)).toEqual([
        400,
        error('unsupported_media_type', 'The body must be sent as application/json in UTF-8'),
      ]);
    },
  );

  test.each([
    '{"name":"\\ud800"}',
    '{"name":"one","extra":{"\\udfff":1}}',
    '{"name":',
    'undefined',
    '{"price":NaN}',
    "{'name':'one'}",
    '\ufeff\ufeff{"name":"one"}',
  ])('that is not JSON is refused: %j', async (body) => {
    expect(refusal(await post({ body }))).toEqual([400, error('invalid_json', 'The body is not valid JSON')]);
  });

  test('whose bytes are not UTF-8 is refused', async () => {
    const answer = await post({ body: '{"name":"\xff\xfe"}', base64: true });
    expect(refusal(answer)).toEqual([400, error('invalid_json', 'The body is not valid JSON')]);
  });

  test('that is missing is refused', async () => {
    expect(refusal(await post({}))).toEqual([
      400,
      error('invalid_request', 'The body is missing', [
        { field: '', rule: 'required', message: 'The body is missing' },
      ]),
    ]);
  });

  test('of 256 kB is read and one byte more is refused', async () => {
    const filled = (bytes: number) => JSON.stringify({ name: 'one', extra: 'x'.repeat(bytes - 25) });
    const largest = filled(256 * 1024);
    expect(Buffer.byteLength(largest)).toBe(256 * 1024);
    expect((await post({ body: largest })).status).toBe(201);
    const refused = [413, error('body_too_large', 'The body is larger than 256 kB')];
    expect(refusal(await post({ body: filled(256 * 1024 + 1) }))).toEqual(refused);
    expect(refusal(await post({ body: filled(256 * 1024 + 1), base64: true }))).toEqual(refused);
    expect(refusal(await post({ body: filled(5_000_000) }))).toEqual(refused);
  });

  test('is counted in bytes, not characters', async () => {
    expect((await post({ body: { name: 'one', extra: 'é'.repeat(131_100) } })).status).toBe(413);
  });

  test('may be nested 20 deep and no deeper', async () => {
    expect((await post({ body: { name: 'one', extra: nested(19) } })).status).toBe(201);
    const message = 'The body is nested more than 20 levels deep';
    const refused = error('invalid_request', message, [
      { field: '', rule: 'too_deep', expected: 20, message },
    ]);
    expect(refusal(await post({ body: { name: 'one', extra: nested(20) } }))).toEqual([400, refused]);
    const bottomless = `{"name":"one","extra":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(refusal(await post({ body: bottomless }))).toEqual([400, refused]);
  });

  test('cannot smuggle in a prototype', async () => {
    const body = '{"name":"one","__proto__":{"price":-1},"extra":{"__proto__":{"admin":true}}}';
    expect((await post({ body })).status).toBe(201);
    const seen = received.pop();
    expect(seen).toEqual({ name: 'one', extra: {} });
    expect((seen as { extra: { admin?: boolean } }).extra.admin).toBeUndefined();
  });

  test('with a duplicate field means the last one', async () => {
    expect((await post({ body: '{"name":"one","name":"two"}' })).status).toBe(201);
    expect(received.pop()).toEqual({ name: 'two' });
  });

  test('with several mistakes gets each by its path', async () => {
    const body = { name: '', price: 'seven', kind: 'huge', parts: [{ count: 0 }, {}], toString: 1 };
    const answer = await post({ body });
    expect(refusal(answer)).toEqual([
      400,
      error(
        'invalid_request',
        'name must not be empty; price must be a number; kind must be one of: big, small; ' +
          'parts.0.count must be at least 1; parts.1.count is missing',
        [
          { field: 'name', rule: 'min_length', expected: 1, message: 'name must not be empty' },
          { field: 'price', rule: 'type', expected: 'number', message: 'price must be a number' },
          {
            field: 'kind',
            rule: 'one_of',
            allowed: ['big', 'small'],
            message: 'kind must be one of: big, small',
          },
          {
            field: 'parts.0.count',
            rule: 'minimum',
            expected: 1,
            message: 'parts.0.count must be at least 1',
          },
          { field: 'parts.1.count', rule: 'required', message: 'parts.1.count is missing' },
          { field: 'toString', rule: 'unknown', message: 'toString is not known here' },
        ],
      ),
    ]);
  });

  test.each(['-1', '1e999', '-1e999'])('with a price of %s is refused', async (price) => {
    expect((await post({ body: `{"name":"one","price":${price}}` })).status).toBe(400);
  });
});
