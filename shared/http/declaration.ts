import type { ZodType, z } from 'zod';

export type DialectName = 'confirmation' | 'platform' | 'callbacks' | 'meta';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: a tenant's API key, the admin key, either, or nobody in particular (`none`: the endpoint is public, or
 * proves its caller by a signature of its own).
 */
export type Audience = 'key' | 'admin' | 'admin-or-key' | 'none';

/** What of the table the endpoint's function may touch, beyond counting its key's requests; its role allows no more. */
export type TableAccess = 'none' | 'read' | 'write';

/**
 * An endpoint, said once: the stack's route and function, the 404 and 405 answers, the validation and the OpenAPI
 * document derive from it. Its handler is `functions/<dialect>/<name>.ts`. Nothing here may import an AWS client or
 * read the environment.
 */
export interface Declaration<
  Params extends ZodType = ZodType,
  Query extends ZodType = ZodType,
  Body extends ZodType = ZodType,
> {
  /** Verb-noun, unique over all dialects: `trigger-call`. */
  name: string;
  dialect: DialectName;
  method: HttpMethod;
  /** With `{parameters}` in API Gateway's notation. */
  path: string;
  summary: string;
  audience: Audience;
  table: TableAccess;
  params?: Params;
  query?: Query;
  body?: Body;
  /** The documented answers below 400, by status. The dialect adds its own errors. */
  answers: Readonly<Record<number, { description: string; schema?: ZodType }>>;
}

/** Keeps the schemas' types while checking the declaration. */
export function declare<Params extends ZodType, Query extends ZodType, Body extends ZodType>(
  declaration: Declaration<Params, Query, Body>,
): Declaration<Params, Query, Body> {
  return declaration;
}

export type ParamsOf<D extends Declaration> = D['params'] extends ZodType ? z.output<D['params']> : undefined;
export type QueryOf<D extends Declaration> = D['query'] extends ZodType ? z.output<D['query']> : undefined;
export type BodyOf<D extends Declaration> = D['body'] extends ZodType ? z.output<D['body']> : undefined;
