import type { ZodType } from 'zod';
import type { DialectName } from '../../base/dialect-name.ts';
import type { Problem, ProblemDetails } from '../../base/problem.ts';

/** How one of the wire formats that Recado speaks takes keys and words refusals. */
export interface Dialect {
  name: DialectName;
  /** The start of all its paths, without a slash at the end. */
  prefix: string;
  /** Requests per minute, unless the tenant's `limits` say otherwise. */
  limitPerMinute: number;
  /** Whether requests are counted by key or by tenant. */
  limitedBy: 'key' | 'tenant';
  /** The key that a request presents, if it presents any. `headers` are by lower-case name. */
  readKey(headers: Readonly<Record<string, string | undefined>>): string | undefined;
  /** Whether query parameters that an endpoint does not know are refused; they are ignored otherwise. */
  refusesUnknownParameters?: true;
  /** Details in the refusal of a request without any key. */
  missingKey?: ProblemDetails;
  /** A refusal in the dialect's own words, dated now by default; the inner text of a 5xx stays inside. */
  describe(problem: Problem, at?: Date): Refusal;
  /** For the OpenAPI document: the security scheme and the error body. Functions never make its schema. */
  security: { name: string; scheme: object };
  error: { schema(): ZodType; example: unknown };
}

export interface Refusal {
  status: number;
  body: unknown;
  /** Besides `Retry-After` and `Allow`, which every dialect has. */
  headers?: Record<string, string>;
}
