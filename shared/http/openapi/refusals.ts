import { STATUS_CODES } from 'node:http';
import { Problem, type ProblemCode, type ProblemDetails } from '../../base/problem.ts';
import type { Declaration } from '../declaration.ts';
import { dialects } from '../dialects/dialects.ts';
import { refusalReply } from '../refusal-reply.ts';

interface Example {
  code: ProblemCode;
  details?: ProblemDetails;
}

const missing: ProblemDetails = { issues: [{ field: 'name', rule: 'required' }] };
const unknown: ProblemDetails = { issues: [{ field: 'name', rule: 'unknown' }] };

/** The refusals of an endpoint, one example for each status. */
function examplesOf(declaration: Declaration): Example[] {
  const {
    audience,
    body,
    dialect,
    method,
    params,
    query,
    readsRawBody,
    versioned,
    refuses = [],
  } = declaration;
  const keyed = audience !== 'none';
  const mayHaveBody = method !== 'GET' && method !== 'DELETE';
  const hasFields = (body ?? query) !== undefined;
  const isStrict = dialects[dialect].refusesUnknownParameters;
  const examples: (Example | false | undefined)[] = [
    (hasFields || isStrict) && { code: 'invalid_request', details: hasFields ? missing : unknown },
    (keyed || readsRawBody === true) && { code: 'unauthenticated' },
    audience.startsWith('admin') && { code: 'forbidden' },
    params !== undefined && {
      code: dialect === 'confirmation' || dialect === 'orders' ? 'order_not_found' : 'not_found',
    },
    keyed && method === 'POST' && { code: 'idempotency_key_reused' },
    versioned === true && { code: 'precondition_failed' },
    // An undeclared body is measured all the same.
    (mayHaveBody || audience === 'none') && { code: 'body_too_large' },
    mayHaveBody && { code: 'unsupported_encoding' },
    ...refuses.map((code): Example => ({ code })),
    (keyed || readsRawBody === true) && { code: 'rate_limited', details: { retryAfterSeconds: 17 } },
    { code: 'internal' },
    keyed && { code: 'unavailable', details: { retryAfterSeconds: 1 } },
  ];
  return examples.filter((example) => example !== false && example !== undefined);
}

/** The refusals of an endpoint as OpenAPI responses, with the very bodies that its dialect sends. */
export function refusalsOf(declaration: Declaration, schema: object): Record<string, object> {
  const dialect = dialects[declaration.dialect];
  return Object.fromEntries(
    examplesOf(declaration).map(({ code, details }) => {
      const { status, body, headers } = refusalReply(dialect, new Problem(code, details), EXAMPLE_TIME);
      const response = {
        description: STATUS_CODES[status] ?? String(status),
        ...(headers?.['retry-after'] && { headers: { 'Retry-After': secondsHeader } }),
        content: { 'application/json': { schema, example: body } },
      };
      return [String(status), response];
    }),
  );
}

/** The time of refusal in examples, where a body has it: the document must not differ from one reading to the next. */
const EXAMPLE_TIME = new Date('2026-01-01T12:00:00Z');

const secondsHeader = { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } };
