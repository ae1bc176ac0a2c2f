import * as z from 'zod';
import type { Problem, ProblemDetails } from '../../base/problem.ts';
import { wordedIn } from '../../serviceability/wording.ts';
import { BEARER_CHALLENGE, readBearer } from './bearer.ts';
import type { Dialect } from './dialect.ts';
import { issueInEnglish, problemInEnglish } from './english.ts';
import { firstIssues } from './first-issues.ts';

function describe(problem: Problem) {
  const { issues: all, ...rest } = inPlainWords(problem);
  const { issues, more } = firstIssues(all);
  const details = {
    ...rest,
    ...(all && { issues: issues.map((issue) => ({ ...issue, message: issueInEnglish(issue) })) }),
    ...(more > 0 && { moreIssues: more }),
  };
  const error = {
    code: problem.code,
    message: problemInEnglish(problem),
    ...(Object.keys(details).length > 0 && { details }),
  };
  return {
    status: problem.status,
    body: { error },
    ...(problem.status === 401 && { headers: BEARER_CHALLENGE }),
  };
}

/** The reasons why a booking is refused, without the terms of any dialect. */
function inPlainWords({ code, details }: Problem): ProblemDetails {
  if (code !== 'delivery_refused') return details;
  const { message, failures, ...rest } = details as ProblemDetails & {
    message?: string;
    failures?: readonly { message: string }[];
  };
  return {
    ...rest,
    ...(message !== undefined && { message: wordedIn(message) }),
    ...(failures && { failures: failures.map((each) => ({ ...each, message: wordedIn(each.message) })) }),
  };
}

/** Ours: camelCase JSON, `{"error":{"code","message","details"}}`, English. */
export const platform: Dialect = {
  name: 'platform',
  prefix: '/platform/v1',
  limitPerMinute: 600,
  limitedBy: 'key',
  refusesUnknownParameters: true,
  readKey: readBearer,
  describe,
  security: { name: 'bearer', scheme: { type: 'http', scheme: 'bearer' } },
  error: {
    schema: () =>
      z.object({
        error: z.object({
          code: z.string(),
          message: z.string(),
          details: z
            .looseObject({
              issues: z.array(z.looseObject({ field: z.string() })).optional(),
              moreIssues: z.int().optional().describe('How many there are besides'),
            })
            .optional(),
        }),
      }),
    example: {
      error: {
        code: 'invalid_request',
        message: 'country is missing',
        details: { issues: [{ field: 'country', rule: 'required', message: 'country is missing' }] },
      },
    },
  },
};

const { refusesUnknownParameters: _strict, ...lenient } = platform;

/** Telephony providers' reports: signed, so that no key is read. */
export const callbacks: Dialect = {
  ...lenient,
  name: 'callbacks',
  prefix: '/callbacks',
  readKey: () => undefined,
};

/** What a browser loads to show the console. */
export const consolePages: Dialect = {
  ...lenient,
  name: 'console',
  prefix: '/console',
  readKey: () => undefined,
};

/** The service about itself, and every path that belongs to no dialect. */
export const meta: Dialect = { ...lenient, name: 'meta', prefix: '', readKey: () => undefined };
