import type { Declaration } from '../declaration.ts';
import { dialects } from '../dialects/dialects.ts';
import { type Components, refer } from './components.ts';
import { operationOf } from './operation.ts';

export interface Info {
  title: string;
  version: string;
  description: string;
}

/** An OpenAPI 3.1 document of the declared endpoints. */
export function openapiOf(declarations: readonly Declaration[], info: Info): object {
  const schemas: Components = {};
  const paths: Record<string, Record<string, object>> = {};
  const used = [...new Set(declarations.map(({ dialect }) => dialect))];
  const errors = Object.fromEntries(
    used.map((name) => [
      name,
      refer(schemas, `${capital(name)}Error`, dialects[name].error.schema, 'output'),
    ]),
  );
  for (const declaration of declarations) {
    const { dialect, method, path } = declaration;
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = operationOf(declaration, schemas, errors[dialect] ?? {});
  }
  const securitySchemes = Object.fromEntries(
    used.map((name) => [dialects[name].security.name, dialects[name].security.scheme]),
  );
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/' }],
    tags: used.map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes },
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
