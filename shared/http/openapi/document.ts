import type { DialectName } from '../../base/dialect-name.ts';
import { type Declaration, takesSessions } from '../declaration.ts';
import { dialects } from '../dialects/dialects.ts';
import { addSchema, type Components } from './components.ts';
import { operationOf } from './operation.ts';
import { type DocumentedWebhook, webhookOf } from './webhook.ts';

export interface Info {
  title: string;
  version: string;
  description: string;
  license?: { name: string; identifier: string };
}

/** The parts of a document besides its endpoints. */
export interface DocumentParts {
  /** Where the endpoints are: `https://…`, or a path of the place where the document itself is. */
  url?: string;
  /** What each dialect is for. */
  tags?: Partial<Record<DialectName, string>>;
  /** Requests that are sent to receivers, by the name of their kind. */
  webhooks?: Readonly<Record<string, DocumentedWebhook>>;
}

/** An OpenAPI 3.1 document of the declared endpoints. */
export function openapiOf(
  declarations: readonly Declaration[],
  info: Info,
  { url = '/', tags = {}, webhooks = {} }: DocumentParts = {},
): object {
  const schemas: Components = {};
  const paths: Record<string, Record<string, object>> = {};
  const used = [...new Set(declarations.map(({ dialect }) => dialect))];
  const errors = Object.fromEntries(
    used.map((name) => [
      name,
      addSchema(schemas, `${capital(name)}Error`, dialects[name].error.schema(), 'output'),
    ]),
  );
  for (const declaration of declarations) {
    const { dialect, method, path } = declaration;
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = operationOf(declaration, schemas, errors[dialect] ?? {});
  }
  const sent = Object.entries(webhooks).map(([name, webhook]) => [name, webhookOf(name, webhook, schemas)]);
  const keyed = declarations.filter(({ audience }) => audience !== 'none' && audience !== 'hook');
  const securitySchemes = {
    ...Object.fromEntries(
      keyed.map(({ dialect }) => [dialects[dialect].security.name, dialects[dialect].security.scheme]),
    ),
    ...(declarations.some(takesSessions) && { session: SESSION_SCHEME }),
  };
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url }],
    tags: used.map((name) => ({ name, ...(tags[name] && { description: tags[name] }) })),
    paths,
    ...(sent.length > 0 && { webhooks: Object.fromEntries(sent) }),
    components: { schemas, securitySchemes },
  };
}

/** What signing in sets; on plain http, on one machine, its name has no prefix. */
const SESSION_SCHEME = { type: 'apiKey', in: 'cookie', name: '__Host-recado-session' };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
