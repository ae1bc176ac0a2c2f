import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { routes } from '../../../functions/meta/declarations.ts';
import { handler as getHealth } from '../../../functions/meta/get-health.ts';
import { handler as getOpenapi } from '../../../functions/meta/get-openapi.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { openapiOf } from '../../../shared/http/openapi/document.ts';
import { send } from '../../support/api/respond.ts';

interface Operation {
  operationId: string;
  security?: object[];
  responses: Record<string, { content?: Record<string, { schema: object; example?: unknown }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

const served = async (): Promise<Document> =>
  (await send(getOpenapi, { path: '/openapi.json' })).body as Document;

const validate = async (document: object): Promise<unknown> => {
  const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
  return { valid, errors };
};

/** No field of these can be wrong: parameters that they do not know are ignored. */
const WITHOUT_FIELDS = [
  'get-console',
  'get-docs',
  'get-export',
  'get-front',
  'get-health',
  'get-openapi',
  'get-order',
  'get-order-details',
  'get-session',
  'list-regions',
  'track-delivery',
];

describe('GET /openapi.json', () => {
  test('is open to anyone and valid OpenAPI 3.1', async () => {
    const answer = await send(getOpenapi, { path: '/openapi.json' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ openapi: '3.1.0', info: { title: 'Recado' } });
    expect(await validate(answer.body as object)).toEqual({ valid: true, errors: undefined });
  });

  test('has every declared endpoint and no other', async () => {
    const { paths } = await served();
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, method.toUpperCase(), path]),
    );
    expect(operations.toSorted()).toEqual(
      routes.map(({ name, method, path }) => [name, method, path]).toSorted(),
    );
  });

  test('refers only to schemas that it has', async () => {
    const document = await served();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
    const known = Object.keys(document.components.schemas);
    expect(references.length).toBeGreaterThan(routes.length);
    expect(known.map((name) => `#/components/schemas/${name}`)).toEqual(
      expect.arrayContaining([...new Set(references)]),
    );
  });

  test('shows each refusal in the words of its dialect', async () => {
    const { paths } = await served();
    const example = (path: string, method: string, status: number) =>
      paths[path]?.[method]?.responses[status]?.content?.['application/json']?.example;
    expect(example('/api/v1/orders/{id}', 'get', 404)).toEqual({ error: 'Orden no encontrada' });
    expect(example('/platform/v1/tenants/{id}', 'get', 404)).toEqual({
      error: { code: 'not_found', message: 'There is no such resource' },
    });
    expect(Object.keys(paths['/api/v1/calls/trigger']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '401', '404', '409', '413', '429', '500', '503']),
    );
    expect(example('/hooks/catch/{token}', 'post', 426)).toEqual({
      error: { code: 'rate_limited', message: 'Too many requests' },
    });
    expect(example('/api/v1/calls/trigger', 'post', 404)).toEqual({ error: 'Orden no encontrada' });
    expect(example('/platform/v1/tenants/{id}', 'patch', 409)).toMatchObject({ error: { code: 'conflict' } });
  });

  test('shows what every endpoint refuses: fields that are wrong, and bodies that are too large', async () => {
    const { paths } = await served();
    const operations = Object.values(paths).flatMap((methods) => Object.entries(methods));
    const open = operations.filter(([, { responses }]) => !responses['400']);
    expect(open.map(([, { operationId }]) => operationId).toSorted()).toEqual(WITHOUT_FIELDS);
    const withBody = operations.filter(([method]) => method !== 'get' && method !== 'delete');
    expect(withBody.filter(([, { responses }]) => !responses['413'])).toEqual([]);
  });

  test('is what npm run openapi prints', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['infra/openapi.ts'], {
      maxBuffer: 1e8,
      cwd: new URL('../../..', import.meta.url),
    });
    expect(JSON.parse(stdout)).toEqual(await served());
  });
});

describe('a document', () => {
  test('names the definitions of a schema', async () => {
    const tree = z.object({
      name: z.string(),
      anything: z.json(),
      get branches() {
        return z.array(tree);
      },
    });
    const plant = declare({
      name: 'plant-tree',
      dialect: 'platform',
      method: 'POST',
      path: '/platform/v1/trees',
      summary: 'Plants a tree',
      audience: 'key',
      table: 'write',
      body: tree,
      answers: { 201: { description: 'Planted', schema: tree } },
    });
    const document = openapiOf([plant], { title: 'Trees', version: '1', description: '' }) as Document;
    const { schemas } = document.components;
    expect(Object.keys(schemas)).toEqual(['PlatformError', 'PlantTreeRequest', 'PlantTreeAnswer201']);
    expect(schemas.PlantTreeRequest).toMatchObject({
      properties: { anything: {}, branches: { items: { $ref: '#/components/schemas/PlantTreeRequest' } } },
    });
    expect(await validate(document)).toEqual({ valid: true, errors: undefined });
  });
});

describe('a declaration', () => {
  const withExample = routes.filter(({ bodyExample }) => bodyExample !== undefined);

  test.each(withExample)('$name shows a body that it takes', ({ body, bodyExample }) => {
    expect(body?.safeParse(bodyExample)).toMatchObject({ success: true });
  });

  test('has a name of its own, and a path and method of its own', () => {
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
    const places = routes.map(({ method, path }) => `${method} ${path.replace(/\{[^}]+\}/g, '{}')}`);
    expect(new Set(places).size).toBe(routes.length);
  });

  test.each(routes)('$name declares every parameter of its path', ({ path, params }) => {
    const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    const shape = params && 'shape' in params ? Object.keys(params.shape as object) : [];
    expect(shape.toSorted()).toEqual(named.toSorted());
  });
});

test('GET /healthz answers anyone', async () => {
  expect(await send(getHealth, { path: '/healthz' })).toEqual({
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': 'request-1',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: { status: 'ok' },
  });
});
