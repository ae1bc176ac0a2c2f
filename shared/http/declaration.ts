import type { ZodType, z } from 'zod';
import type { SecretPurpose } from '../adapters/cipher/cipher.ts';
import type { FilePrefix } from '../adapters/files/prefixes.ts';
import type { DialectName } from '../base/dialect-name.ts';
import type { ProblemCode } from '../base/problem.ts';
import type { Role } from '../tenants/access/role.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: a tenant's API key, the admin key, either, the admin key or a member, an intake hook by the token in its
 * path, or nobody in particular (`none`: the endpoint is public, or verifies its caller in its own way). Where keys may
 * call, members of the tenant may, within their role (`takesSessions`).
 */
export type Audience = 'key' | 'admin' | 'admin-or-key' | 'admin-or-member' | 'hook' | 'none';

/** How the endpoint's function may use the table, beyond counting its key's requests; its role allows no more. */
export type TableAccess = 'none' | 'read' | 'write';

/** One documented answer below 400. */
export interface DocumentedAnswer {
  description: string;
  /** `application/json` by default. */
  contentType?: string;
  schema?: ZodType;
  example?: unknown;
}

/**
 * An endpoint, declared once: the stack's route and function, the 404 and 405 answers, the validation and the OpenAPI
 * document derive from it. Its handler is `<name>.ts` in `functions/<dialect>`, or wherever `folder` says. Nothing here
 * may import an AWS client or read the environment.
 */
export interface Declaration {
  /** Verb-noun, unique over all dialects: `trigger-call`. */
  readonly name: string;
  readonly dialect: DialectName;
  readonly method: HttpMethod;
  /** With `{parameters}` in API Gateway's notation. */
  readonly path: string;
  /** The paths below its own that the same function serves, in API Gateway's notation: `{asset+}`. */
  readonly below?: `{${string}+}`;
  readonly summary: string;
  /** Further facts for its users, in whole sentences. */
  readonly description?: string;
  readonly audience: Audience;
  /** The minimum role; by default a viewer where nothing changes, and an owner elsewhere. */
  readonly role?: Role;
  /** The stack that holds it, where that is not its dialect's: a stack holds 500 resources. */
  readonly stack?: 'console';
  /** The folder of `functions/` that holds its handler, where that is not its dialect's. */
  readonly folder?: 'tracking';
  readonly table: TableAccess;
  /**
   * Prefixes of the only partitions that the endpoint's function uses, beyond counting its key's requests and
   * remembering answers: `USERS#`. By default all, except those that authenticate callers.
   */
  readonly partitions?: readonly string[];
  /** Further partitions that the function may only read. */
  readonly alsoReads?: readonly string[];
  /** Whether the endpoint's function updates the copies of the tenant's settings in its API keys. */
  readonly refreshesKeys?: true;
  /** Whether the endpoint's function reports how much work is parked. */
  readonly countsParked?: true;
  /** Whether the endpoint's function links to the logs of the stage's workers. */
  readonly linksLogs?: true;
  /** The files to which the endpoint's function may sign links. */
  readonly files?: FilePrefix;
  /**
   * The endpoint stores everything in one transaction, with the receipt of its request among the writes. It may therefore
   * read before it is known whether the request is a repeat.
   */
  readonly storesAtOnce?: true;
  /** Which secrets the endpoint's function seals. */
  readonly seals?: readonly SecretPurpose[];
  /** Which secrets the endpoint's function opens. */
  readonly opens?: readonly SecretPurpose[];
  /** Whether the endpoint's function looks up places and distances. */
  readonly asksPlaces?: true;
  /** Whether the endpoint's function compares a secret of the body with the admin key. */
  readonly checksAdminKey?: true;
  /** Memory of the endpoint's function, and processor time with it, where it needs more than usual. */
  readonly memoryMb?: number;
  /** Requests of one address a minute that a public endpoint takes. One that uses no table needs no such limit. */
  readonly perAddress?: number;
  /** The actor of its events, where that is not the caller. */
  readonly actsFor?: 'courier';
  /** Whether only test keys may call. */
  readonly testOnly?: true;
  readonly params?: ZodType;
  /** An object schema. A query parameter that it does not name is ignored, or refused where the dialect is strict. */
  readonly query?: ZodType;
  readonly body?: ZodType;
  /** The ISO 4217 code that a body, coerced and not checked yet, names for its amounts; without one they are in the tenant's currency. */
  readonly currencyOf?: (body: unknown) => unknown;
  /**
   * The handler reads `rawBody` itself, because its signature is over the exact body or because it need not be JSON;
   * `body` only documents it.
   */
  readonly readsRawBody?: true;
  /** It changes only the version that `If-Match` names, when the request has one; answers carry the version as `ETag`. */
  readonly versioned?: true;
  /** A body that the documentation shows as it is sent. */
  readonly bodyExample?: unknown;
  /** The documented answers below 400, by status. The dialect adds its own errors. */
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
  /** Refusals whose status does not follow from the rest of the declaration. */
  readonly refuses?: readonly ProblemCode[];
}

/** Whether members may call with the session that they signed in to. */
export const takesSessions = ({ dialect, audience }: Declaration): boolean =>
  (dialect === 'platform' || dialect === 'orders') && audience !== 'none';

/** Whether the admin key opens it. */
export const takesAdmins = ({ audience }: Declaration): boolean => audience.startsWith('admin');

/** The minimum role of a member who calls. */
export const roleFor = ({ role, method }: Declaration): Role =>
  role ?? (method === 'GET' ? 'viewer' : 'owner');

/** Keeps the schemas and the audience as they are written while checking the declaration. */
export function declare<const D extends Declaration>(declaration: D): D {
  return declaration;
}

/** The paths of its routes. */
export const pathsOf = ({ path, below }: Pick<Declaration, 'path' | 'below'>): string[] =>
  below === undefined ? [path] : [path, `${path}/${below}`];

type Output<Schema> = Schema extends ZodType ? z.output<Schema> : undefined;

export type ParamsOf<D extends Declaration> = D extends { params: infer S } ? Output<S> : undefined;
export type QueryOf<D extends Declaration> = D extends { query: infer S } ? Output<S> : undefined;
export type BodyOf<D extends Declaration> = D extends { body: infer S } ? Output<S> : undefined;
