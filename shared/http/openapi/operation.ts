import type { ZodType } from 'zod';
import type { Role } from '../../tenants/access/role.ts';
import { type Declaration, type DocumentedAnswer, roleFor, takesSessions } from '../declaration.ts';
import { dialects } from '../dialects/dialects.ts';
import { addSchema, type Components, toJsonSchema } from './components.ts';
import { exampleOf } from './example.ts';
import { refusalsOf } from './refusals.ts';
import { headerParameters, signatureHeaders } from './webhook.ts';

/** One declaration as an OpenAPI operation; its schemas go to the components. */
export function operationOf(declaration: Declaration, components: Components, error: object): object {
  const { name, dialect, summary, description, audience, body, bodyExample, answers } = declaration;
  // A hook's token is a parameter of the path, and there are no headers about its limit.
  const keyed = audience !== 'none' && audience !== 'hook';
  const withSession = takesSessions(declaration);
  const example = bodyExample !== undefined && { example: bodyExample };
  const schema = body && addSchema(components, `${pascal(name)}Request`, body, 'input');
  const responses = Object.entries(answers).map(([status, answer]) => [
    status,
    responseOf(answer, components, name, status, {
      ...(keyed && rateHeaders),
      ...(!dialects[dialect].refusesUnknownParameters && ignoredHeader),
    }),
  ]);
  return {
    operationId: name,
    tags: [dialect],
    summary,
    description: [description, ...whoMayCall(declaration)].filter(Boolean).join(' '),
    security: keyed
      ? [{ [dialects[dialect].security.name]: [] }, ...(withSession ? [{ session: [] }] : [])]
      : [],
    parameters: parametersOf(declaration),
    ...(schema && {
      requestBody: { required: true, content: { 'application/json': { schema, ...example } } },
    }),
    responses: { ...Object.fromEntries(responses), ...refusalsOf(declaration, error) },
  };
}

function responseOf(
  answer: DocumentedAnswer,
  components: Components,
  operation: string,
  status: string,
  headers: object,
): object {
  const { description, contentType = 'application/json', schema, example } = answer;
  const content = schema && {
    schema: addSchema(components, `${pascal(operation)}Answer${status}`, schema, 'output'),
    example: example ?? exampleOf(toJsonSchema(schema, 'output'), operation),
  };
  return {
    description,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(content && { content: { [contentType]: content } }),
  };
}

/** Which keys it takes, in words. */
function whoMayCall(declaration: Declaration): string[] {
  const { audience, testOnly, versioned } = declaration;
  const keys = {
    key: testOnly
      ? 'Needs a test key.'
      : "Needs a tenant's API key; what a test key makes is apart from what is live.",
    admin: 'Needs the admin key.',
    'admin-or-key': 'Needs the admin key, or an API key of that tenant.',
    'admin-or-member': 'Needs the admin key, or a member who signed in.',
    hook: 'The token in the path is its key.',
    none: '',
  };
  return [
    keys[audience],
    takesSessions(declaration) && audience !== 'admin'
      ? `Members who signed in: ${ROLE_WORDS[roleFor(declaration)]}.`
      : '',
    versioned ? 'With `If-Match` it changes that version only.' : '',
  ];
}

const ROLE_WORDS = {
  viewer: 'all',
  operator: 'operators and owners',
  owner: 'owners',
} as const satisfies Record<Role, string>;

const countHeader = (description: string) => ({ description, schema: { type: 'integer' } });

const rateHeaders = {
  'RateLimit-Limit': countHeader("Requests in a minute with a tenant's key"),
  'RateLimit-Remaining': countHeader('Requests left in this minute'),
  'RateLimit-Reset': countHeader('Seconds until the next minute'),
};

const ignoredHeader = {
  'X-Ignored-Parameters': {
    description: 'The query parameters that are not known here, at most 20, then the number of the others',
    schema: { type: 'string' },
  },
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Repeating a request under the same key, within a day, repeats its answer and nothing else',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of the version that may be changed; any when it is not given',
  schema: { type: 'string' },
};

const recadoMode = {
  name: 'Recado-Mode',
  in: 'header',
  description: 'With a session, which mode is meant; a key has its own',
  schema: { type: 'string', enum: ['live', 'test'] },
};

function parametersOf(declaration: Declaration): object[] {
  const { params, query, method, audience, versioned, readsRawBody } = declaration;
  return [
    ...inSchema(params, 'path'),
    ...inSchema(query, 'query'),
    ...(method === 'POST' && audience !== 'none' ? [idempotencyKey] : []),
    ...(takesSessions(declaration) && audience !== 'admin' ? [recadoMode] : []),
    ...(versioned ? [ifMatch] : []),
    ...(readsRawBody && audience === 'none' ? headerParameters(signatureHeaders) : []),
  ];
}

function inSchema(schema: ZodType | undefined, place: 'path' | 'query'): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input');
  const needed = new Set(required as string[]);
  return Object.entries(properties as Record<string, Record<string, unknown>>).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || needed.has(name),
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

const pascal = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
