import * as z from 'zod';
import type { Problem, ProblemCode, ProblemIssue } from '../../base/problem.ts';
import type { Dialect, Refusal } from './dialect.ts';
import { issueInEnglish, problemInEnglish } from './english.ts';
import { firstIssues } from './first-issues.ts';

const HEADER = 'x-tenant-api-key';

const codes: Partial<Record<number, string>> = {
  400: 'ValidationError',
  401: 'AuthenticationError',
  403: 'AuthorizationError',
  404: 'NotFoundError',
  405: 'MethodNotAllowedError',
  409: 'ConflictError',
  412: 'PreconditionFailedError',
  413: 'PayloadTooLargeError',
  415: 'UnsupportedMediaTypeError',
  429: 'RateLimitError',
  500: 'InternalServerError',
  503: 'ServiceUnavailableError',
};

/** Where the reference has words for a problem, these are them. */
const documented: Partial<Record<ProblemCode, string>> = {
  unauthenticated: 'Invalid or missing API key',
  invalid_request: 'Invalid request parameters',
  order_not_found: 'Order not found',
  internal: 'Server error',
};

/** The same for single fields, by the field's path and the rule that it breaks. */
const documentedIssues: readonly { field: RegExp; rules: readonly string[]; message: string }[] = [
  {
    field: /^(?:updates\.)?mobile$/,
    rules: ['required', 'min_length'],
    message: 'Customer mobile number is required',
  },
  {
    field: /^(?:updates\.)?product_items$/,
    rules: ['required', 'min_items'],
    message: 'At least one product item is required',
  },
  {
    field: /^(?:updates\.)?product_items\.\d+\.(?:name|quantity|price)$/,
    rules: ['required', 'min_length'],
    message: 'Each product item must have name, quantity, and price',
  },
];

const documentedIssue = ({ field, rule }: ProblemIssue): string | undefined =>
  documentedIssues.find((documented) => documented.field.test(field) && documented.rules.includes(rule))
    ?.message;

function describe(problem: Problem): Refusal {
  const { status, code } = problem;
  const { issues = [], orderId, ...rest } = problem.details;
  const [first] = issues;
  const words = first && documentedIssue(first);
  // The documented body has no details: they hold the issues that its one message leaves out.
  const isDocumented = words !== undefined && issues.every((issue) => documentedIssue(issue) === words);
  const few = firstIssues(issues);
  const details = {
    ...rest,
    ...(orderId !== undefined && { _id: orderId }),
    ...(issues.length > 0 &&
      !isDocumented && { issues: few.issues.map((issue) => ({ ...issue, message: issueInEnglish(issue) })) }),
    ...(few.more > 0 && !isDocumented && { moreIssues: few.more }),
  };
  const message =
    words ?? (first ? problemInEnglish(problem) : (documented[code] ?? problemInEnglish(problem)));
  return {
    status,
    body: {
      error: {
        code: codes[status] ?? 'InternalServerError',
        message,
        ...(Object.keys(details).length > 0 && { details }),
      },
    },
    ...(status === 401 && { headers: { 'www-authenticate': 'ApiKey' } }),
  };
}

/** TalkingShops' Order Management API v1: snake_case JSON, `{"error":{"code","message","details"}}`, English. */
export const orders: Dialect = {
  name: 'orders',
  prefix: '/v1',
  limitPerMinute: 100,
  limitedBy: 'tenant',
  readKey: (headers) => headers[HEADER]?.trim() || undefined,
  describe,
  security: { name: 'tenantApiKey', scheme: { type: 'apiKey', in: 'header', name: HEADER } },
  error: {
    schema: () =>
      z.object({
        error: z.object({
          code: z.string(),
          message: z.string(),
          details: z
            .looseObject({ issues: z.array(z.looseObject({ field: z.string() })).optional() })
            .optional(),
        }),
      }),
    example: { error: { code: 'ValidationError', message: 'Customer mobile number is required' } },
  },
};
