import type { ZodType } from 'zod';
import { addSchema, type Components, toJsonSchema } from './components.ts';
import { exampleOf } from './example.ts';

/** A request that Recado sends to another party's server. */
export interface DocumentedWebhook {
  /** Unique among webhooks and endpoints; also the start of its schema's name. */
  operationId: string;
  summary: string;
  description: string;
  /** Headers in addition to those of Standard Webhooks, with their values. */
  headers: Readonly<Record<string, string>>;
  body: ZodType;
  example?: unknown;
  /** What a 2xx means. */
  taken: string;
  /** The schema of such an answer. */
  answer?: ZodType;
  /** What a 4xx means, by its status. */
  refused: Readonly<Record<string, string>>;
}

/** The headers of every signed request, ours and those to us. https://www.standardwebhooks.com */
export const signatureHeaders: Readonly<Record<string, string>> = {
  'webhook-id': 'The same whenever this is sent again: by it a repeat is recognised',
  'webhook-timestamp': 'When this was sent: seconds since 1970',
  'webhook-signature':
    '`v1,` and the signature in base64; more than one, with a space between, while secrets overlap',
};

export const headerParameters = (headers: Readonly<Record<string, string>>): object[] =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  }));

/** A webhook as an OpenAPI path item. */
export function webhookOf(name: string, webhook: DocumentedWebhook, components: Components): object {
  const { operationId, summary, description, headers, body, taken, answer, refused } = webhook;
  const schemaName = operationId.replace(/(^|-)(.)/g, (_, _dash, letter: string) => letter.toUpperCase());
  const example = webhook.example ?? exampleOf(toJsonSchema(body, 'output'), name);
  const content = answer && {
    'application/json': {
      schema: addSchema(components, `${schemaName}Answer`, answer, 'input'),
      example: exampleOf(toJsonSchema(answer, 'input'), name),
    },
  };
  return {
    post: {
      operationId,
      summary,
      description,
      security: [],
      parameters: headerParameters({ ...signatureHeaders, ...headers }),
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: addSchema(components, `${schemaName}Body`, body, 'output'), example },
        },
      },
      responses: {
        '2XX': { description: taken, ...(content && { content }) },
        ...Object.fromEntries(
          Object.entries(refused).map(([status, description]) => [status, { description }]),
        ),
      },
    },
  };
}
