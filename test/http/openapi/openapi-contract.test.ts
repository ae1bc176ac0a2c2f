import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { documentedWebhooks, webhookBodies } from '../../../functions/meta/documented-webhooks.ts';
import { openapi } from '../../../functions/meta/openapi.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { openapiOf } from '../../../shared/http/openapi/document.ts';
import { webhookNames } from '../../../shared/webhooks/kinds/catalogue.ts';

interface Content {
  schema: { $ref: string };
  example?: unknown;
}

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { content?: Record<string, Content> }>;
}

interface Document {
  servers: object[];
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
  components: { schemas: Record<string, object> };
}

const document = openapi('https://recado.example.com') as Document;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

describe('the OpenAPI document', () => {
  test.each(operations)(
    '$operationId says what it is for, and shows every answer and request',
    (operation) => {
      expect(operation.description.length).toBeGreaterThan(20);
      expect(operation.description).not.toContain(operation.summary);
      const answers = Object.entries(operation.responses).filter(([status]) => status < '400');
      const contents = answers.flatMap(([, { content = {} }]) => Object.values(content));
      const requests = Object.values(operation.requestBody?.content ?? {});
      expect(contents.length > 0 || operation.responses['204'] !== undefined).toBe(true);
      for (const content of [...contents, ...requests]) expect(content.example).toBeDefined();
    },
  );

  test('names the server that it is asked for', () => {
    expect(document.servers).toEqual([{ url: 'https://recado.example.com' }]);
  });

  test('has no default in a request: a generator would ask for the field', () => {
    const requests = Object.entries(document.components.schemas).filter(([name]) => name.includes('Request'));
    expect(requests.length).toBeGreaterThan(20);
    for (const [, schema] of requests) expect(JSON.stringify(schema)).not.toMatch(/"default":(?!\{)/);
  });

  test('has free JSON as {}, and no definition that spells out what JSON is', () => {
    const names = Object.keys(document.components.schemas);
    expect(names.filter((name) => name.includes('__schema'))).toEqual([]);
    const { TriggerCallRequest } = document.components.schemas;
    expect(TriggerCallRequest).toMatchObject({ properties: { metadata: { description: 'Free JSON' } } });
    expect(
      Object.keys((TriggerCallRequest as never as { properties: { metadata: object } }).properties.metadata),
    ).toEqual(['description']);
  });

  test('has every webhook, and what the voice agent is asked and reports', () => {
    expect(Object.keys(document.webhooks)).toEqual([...webhookNames, 'call.requested']);
    const report = document.paths['/callbacks/calls/http']?.post;
    expect(report?.requestBody?.content['application/json']?.example).toMatchObject({ outcome: 'confirmed' });
  });

  test.each(Object.entries(webhookBodies))('shows a body of %s that is one', (name, schema) => {
    const { post } = document.webhooks[name] ?? {};
    const { example } = post?.requestBody?.content['application/json'] ?? {};
    expect(schema.safeParse(example)).toMatchObject({ success: true });
    expect(post?.operationId).toBe(documentedWebhooks[name as keyof typeof documentedWebhooks].operationId);
  });
});

test('a default is described in words, and a field’s own example wins over a generated one', () => {
  const body = z.object({
    size: z.int().default(3).describe('Of the tree'),
    colour: z.string().meta({ example: 'green' }).default('brown'),
    default: z.string(),
  });
  const plant = declare({
    name: 'plant-tree',
    dialect: 'platform',
    method: 'POST',
    path: '/platform/v1/trees',
    summary: 'Plants a tree',
    audience: 'none',
    table: 'none',
    body,
    answers: { 201: { description: 'Planted', schema: body } },
  });
  const { components, paths } = openapiOf([plant], {
    title: 'Trees',
    version: '1',
    description: '',
  }) as Document;
  expect(components.schemas.PlantTreeRequest).toMatchObject({
    required: ['default'],
    properties: {
      size: { description: 'Of the tree; 3 when not given' },
      colour: { description: 'brown when not given' },
      default: { type: 'string' },
    },
  });
  const answer = paths['/platform/v1/trees']?.post?.responses['201']?.content?.['application/json'];
  expect(answer?.example).toEqual({ size: 1, colour: 'green', default: 'default' });
});
