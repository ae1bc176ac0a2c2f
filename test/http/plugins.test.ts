import httpSecurityHeaders from '@middy/http-security-headers';
import inputOutputLogger from '@middy/input-output-logger';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { Problem } from '../../shared/base/problem.ts';
import { endpoint, type RequestHandler } from '../../shared/http/endpoints/endpoint.ts';
import { rejectEndpoint } from '../../shared/http/endpoints/reject.ts';
import type { HttpPlugin } from '../../shared/http/exchange.ts';
import { exportMessages } from '../../shared/reports/exports/export-job.ts';
import { context, toEvent } from '../support/api/event.ts';
import { send } from '../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';
import { startTable, type TestTable } from '../support/table/table.ts';
import { makeThing } from './support/declarations.ts';

let engine: TestTable;
let owner: AddedTenant;
beforeAll(async () => {
  engine = await startTable();
  owner = await addTenant(engine.table);
});
afterAll(() => engine.stop());

let made = 0;
const make: RequestHandler<typeof makeThing> = async ({ body }) => {
  if (body.name === 'none') throw new Problem('not_found');
  made++;
  return { status: 201, body: { name: body.name } };
};

const serving = (...plugins: HttpPlugin[]) =>
  endpoint(makeThing, make, { table: engine.table, clock: systemClock }, plugins);

const asking = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  path: '/platform/v1/things/1',
  pathParameters: { id: '1' },
  key: owner.testKey,
  headers,
  body,
});

const SECURED = { 'strict-transport-security': expect.stringContaining('max-age=') };
const lowerCased = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

test('a published middleware puts its headers on every answer of an endpoint', async () => {
  const handler = serving(httpSecurityHeaders());
  const repeated = asking({ name: 'one' }, { 'idempotency-key': crypto.randomUUID() });
  const answers = [
    await send(handler, repeated),
    await send(handler, repeated),
    await send(handler, asking({ name: 'none' })),
    await send(handler, asking({})),
    await send(handler, { ...asking({ name: 'one' }), key: 'nobody' }),
    await send(rejectEndpoint([makeThing], [httpSecurityHeaders()]), { path: '/nowhere' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 404, 400, 401, 404]);
  expect(made).toBe(1);
  for (const { headers } of answers) {
    expect(lowerCased(headers)).toMatchObject({ ...SECURED, 'x-request-id': 'request-1' });
  }
});

test('a published middleware sees the event as Lambda gives it, and the result as Lambda takes it', async () => {
  const seen: unknown[] = [];
  const logger = (message: unknown) => void seen.push(structuredClone(message));
  const event = toEvent(asking({ name: 'two' }));
  const result = await serving(inputOutputLogger({ logger }))(event, context);
  expect(result).toMatchObject({ statusCode: 201, body: '{"name":"two"}' });
  expect(seen).toMatchObject([{ event }, { response: result }]);
});

test('an endpoint reads the event as a middleware changed it', async () => {
  const rename: HttpPlugin = {
    before(request) {
      request.event = { ...request.event, body: '{"name":"other"}' };
    },
  };
  const { body } = await send(serving(rename), asking({ name: 'three' }));
  expect(body).toEqual({ name: 'other' });
});

test('a middleware that throws is answered in the dialect of the endpoint', async () => {
  const refuse: HttpPlugin = {
    before() {
      throw new Problem('forbidden');
    },
  };
  expect(await send(serving(refuse), asking({ name: 'four' }))).toMatchObject({
    status: 403,
    body: { error: { code: 'forbidden' } },
  });
});

test('a published middleware wraps a worker in the same way', async () => {
  const seen: unknown[] = [];
  const logger = (message: unknown) => void seen.push(structuredClone(message));
  const queues = { send: () => Promise.reject(new Error('Nothing is sent')) };
  const source = eachMessage(exportMessages, { queues, clock: systemClock, speed: 1 });
  const done: unknown[] = [];
  const handler = worker({ name: 'write-export', source }, async (message) => void done.push(message), [
    inputOutputLogger({ logger }),
  ]);
  const message = { tenantId: 'tnt_1', mode: 'live', exportId: 'exp_1' };
  const Records = [
    { messageId: 'good', body: JSON.stringify(message) },
    { messageId: 'bad', body: '{}' },
  ];
  const result = { batchItemFailures: [{ itemIdentifier: 'bad' }] };
  expect(await handler({ Records } as SQSEvent, context)).toEqual(result);
  expect(done).toEqual([message]);
  expect(seen).toMatchObject([{ event: { Records } }, { response: result }]);
});

test('an error that ends an invocation of a worker is thrown on, after its middlewares saw it', async () => {
  const errors: unknown[] = [];
  const failure = new Error('The table is away');
  const source = { feed: (work: () => Promise<void>) => work() };
  const handler = worker({ name: 'sweep-due', source }, () => Promise.reject(failure), [
    { onError: ({ error }) => void errors.push(error) },
  ]);
  await expect(handler({}, context)).rejects.toBe(failure);
  expect(errors).toEqual([failure]);
});
