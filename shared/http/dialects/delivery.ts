import * as z from 'zod';
import type { Problem, ProblemCode, ProblemDetails, ProblemIssue } from '../../base/problem.ts';
import type { Failure } from '../../serviceability/failure.ts';
import { type DeliveryCode, deliveryCodes, isDeliveryCode, refusalCodes } from './delivery-codes.ts';
import { inDeliveryWords } from './delivery-words.ts';
import type { Dialect, Refusal } from './dialect.ts';
import { issueInEnglish, problemInEnglish } from './english.ts';
import { firstIssues } from './first-issues.ts';

const HEADER = 'x-api-key';

/** The texts of refused deliveries. */
type Refused = ProblemDetails & Pick<Failure, 'reason'> & { failures?: readonly Failure[] };

/** Codes of other refusals in the reference's table; everything else is an invalid request. */
const codes: Partial<Record<ProblemCode, DeliveryCode>> = {
  unauthenticated: 'E002',
  test_key_needed: 'E005',
  order_not_found: 'E101',
  invalid_phone: 'E120',
  internal: 'E004',
  unavailable: 'E004',
};

/** The rules whose breach has the reference's envelope for validation; all others have a code. */
const STRUCTURAL: readonly string[] = ['required', 'type', 'ambiguous_amount'];

const isValidation = ({ code, details: { issues = [] } }: Problem): boolean =>
  code === 'invalid_request' && issues.some(({ rule }) => STRUCTURAL.includes(rule));

/** The specific codes among the issues: a schema names one as the rule that a field breaks. */
const specific = (issues: readonly ProblemIssue[] = []): DeliveryCode | undefined =>
  issues
    .map(({ rule }) => rule)
    .filter(isDeliveryCode)
    .sort()[0];

function describe(problem: Problem, at = new Date()): Refusal {
  const { issues = [], ecode, message, ...details } = inCodes(problem);
  const named = isDeliveryCode(ecode) ? ecode : specific(issues);
  if (named === undefined && isValidation(problem)) return invalid(issues);
  const mapped = codes[problem.code];
  const code = named ?? mapped ?? 'E003';
  const { reason, status } = deliveryCodes[code];
  const few = firstIssues(issues);
  const shown = {
    ...details,
    ...(issues.length > 0 && { issues: few.issues.map((issue) => ({ ...issue, message: worded(issue) })) }),
    ...(few.more > 0 && { moreIssues: few.more }),
  };
  return {
    status: named === undefined ? problem.status : status,
    body: {
      status: 'error',
      message: typeof message === 'string' ? message : messageOf(problem, named ?? mapped, reason),
      code,
      requestTime: at.toISOString(),
      ...(Object.keys(shown).length > 0 && { details: shown }),
    },
  };
}

/** The details of a refusal, with codes where the domain gives reasons. */
function inCodes({ code, details }: Problem): ProblemDetails {
  if (code !== 'delivery_refused') return details;
  const { reason, failures, message, ...others } = details as Refused;
  return {
    ecode: refusalCodes[reason],
    ...others,
    ...(typeof message === 'string' && { message: inDeliveryWords(message) }),
    ...(failures && {
      failures: failures.map(({ reason: why, message: text, ...failure }) => ({
        code: refusalCodes[why],
        ...failure,
        message: inDeliveryWords(text),
      })),
    }),
  };
}

/** The reference's envelope for fields that are missing or of the wrong type. */
function invalid(issues: readonly ProblemIssue[]): Refusal {
  const { issues: shown, more } = firstIssues(issues);
  const errors = Object.fromEntries(shown.map((issue) => [issue.field || 'body', worded(issue)]));
  const message = 'Input payload validation failed';
  return { status: 400, body: { errors, message, ...(more > 0 && { moreErrors: more }) } };
}

const worded = (issue: ProblemIssue): string => {
  if (isDeliveryCode(issue.rule)) return String(issue.expected ?? deliveryCodes[issue.rule].reason);
  return issue.rule === 'required' ? `'${issue.field}' is required property` : issueInEnglish(issue);
};

function messageOf(problem: Problem, named: DeliveryCode | undefined, reason: string): string {
  const issue = problem.details.issues?.find(({ rule }) => rule === named);
  if (issue) return worded(issue);
  return named === undefined ? problemInEnglish(problem) : reason;
}

/** Telyport's API v2: `X-Api-Key`, `{"status":"error","message","code":"E101","requestTime","details?"}`. */
export const delivery: Dialect = {
  name: 'delivery',
  prefix: '/v2',
  limitPerMinute: 600,
  limitedBy: 'key',
  readKey: (headers) => headers[HEADER]?.trim() || undefined,
  missingKey: { ecode: 'E001' },
  describe,
  security: { name: 'apiKey', scheme: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
  error: {
    schema: () =>
      z.union([
        z.object({
          status: z.literal('error'),
          message: z.string(),
          code: z.string(),
          requestTime: z.iso.datetime(),
          details: z.looseObject({}).optional(),
        }),
        z.object({
          errors: z.record(z.string(), z.string()),
          message: z.string(),
          moreErrors: z.int().optional().describe('How many there are besides'),
        }),
      ]),
    example: {
      status: 'error',
      message: 'order_not_found',
      code: 'E101',
      requestTime: '2020-05-20T12:00:00.000Z',
    },
  },
};
