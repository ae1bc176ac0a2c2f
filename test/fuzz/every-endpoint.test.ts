import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../functions/meta/declarations.ts';
import type { Declaration } from '../../shared/http/declaration.ts';
import { toJsonSchema } from '../../shared/http/openapi/components.ts';
import { trafficKey } from '../../shared/intake/traffic.ts';
import { ADMIN_KEY, startApi, type TestApi } from '../support/api/api.ts';
import type { Sent } from '../support/api/event.ts';
import { addRegions } from '../support/data/regions.ts';
import { sampleOf, sitesOf, withValue } from './sites.ts';
import { AGENT_SECRET, makeThings, type Things } from './things.ts';
import { type Recorder, recordWrites } from './writes.ts';
import { wrongBodies, wrongTexts, wrongValues } from './wrong-values.ts';

let api: TestApi;
let things: Things;
let writes: Recorder;

beforeAll(async () => {
  writes = recordWrites();
  Object.assign(process.env, { PUBLIC_URL: 'https://api.test', EXPORTS_BUCKET: 'exports' });
  api = await startApi();
  await addRegions(api.table);
  things = await makeThings(api);
});

afterAll(async () => {
  await api?.stop();
  writes.stop();
});

let asked = 0;

interface Request {
  params: Record<string, string>;
  query: Record<string, string>;
  body?: string | undefined;
  headers?: Record<string, string>;
}

function send(declaration: Declaration, { params, query, body, headers }: Request) {
  const { method, path, audience, readsRawBody } = declaration;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  const key = audience.startsWith('admin') ? ADMIN_KEY : things.key;
  const sent: Omit<Sent, 'method' | 'path'> = {
    key,
    // What nobody proved is counted by its address.
    sourceIp: `192.0.2.${asked++ % 250}`,
    headers: {
      'x-tenant-api-key': key,
      'x-api-key': key,
      ...(readsRawBody && audience === 'none' && signatureOf(body ?? '')),
      ...headers,
    },
    ...(body !== undefined && { body }),
  };
  return api.ask(`${method} ${filled}${search === '' ? '' : `?${search}`}`, sent);
}

function signatureOf(body: string): Record<string, string> {
  const at = new Date();
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(AGENT_SECRET).sign('msg_1', at, body),
  };
}

const jsonOf = (value: unknown): string => JSON.stringify(value) ?? '';

/** A request that is as it should be, and many that are wrong in one place. */
function requestsTo(declaration: Declaration): Request[] {
  const params = things.parametersOf(declaration.path);
  const names = (schema: Declaration['query']) =>
    schema ? Object.keys((toJsonSchema(schema, 'input').properties ?? {}) as object) : [];
  const inQuery = names(declaration.query);
  const query = Object.fromEntries(
    inQuery.flatMap((name) => (things.query[name] === undefined ? [] : [[name, things.query[name]]])),
  );
  const schema = declaration.body && toJsonSchema(declaration.body, 'input');
  // A password is slow to check, and wrong ones are counted: a link stands for it.
  const example = declaration.checksAdminKey ? { token: 'x' } : declaration.bodyExample;
  const sample = example ?? (schema && sampleOf(schema, schema));
  const body = sample === undefined ? undefined : jsonOf(sample);
  const good = { params, query, body };
  const bodies = schema
    ? sitesOf(schema).flatMap((site) => wrongValues.map((value) => withValue(sample, schema, site, value)))
    : [];
  return [
    ...wrongTexts.flatMap((text) => [
      ...Object.keys(params)
        .filter(() => text !== '')
        .map((name) => ({ ...good, params: { ...params, [name]: text } })),
      ...[...inQuery, 'unknown'].map((name) => ({ ...good, query: { ...query, [name]: text } })),
      { ...good, headers: { 'idempotency-key': text } },
      { ...good, headers: { 'if-match': text } },
    ]),
    ...bodies.map((wrong) => ({ ...good, body: jsonOf(wrong) })),
    ...(schema ? wrongBodies.map((wrong) => ({ ...good, body: wrong })) : []),
    ...(schema ? ['text/plain', 'application/json; charset=utf-16', ''] : []).map((type) => ({
      ...good,
      headers: { 'content-type': type },
    })),
  ];
}

test.each(routes)(
  '$method $path never answers invalid input with a 5xx, and stores nothing that it refuses',
  async (declaration) => {
    const faults: unknown[] = [];
    for (const request of requestsTo(declaration)) {
      // Its second has room for a hundred.
      if (declaration.audience === 'hook')
        await api.table.delete(trafficKey({ tenantId: things.tenantId, mode: 'test' }));
      writes.taken();
      const answer = await send(declaration, request);
      const stored = writes.taken();
      if (answer.status === 429 || answer.status === 426) throw new Error('The test has met a limit');
      if (answer.status >= 500 || (answer.status >= 400 && stored.length > 0))
        faults.push({ ...request, body: request.body?.slice(0, 3000), status: answer.status, stored });
    }
    expect(faults.slice(0, 10)).toEqual([]);
  },
  120_000,
);
