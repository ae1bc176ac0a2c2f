import * as z from 'zod';
import type { Problem } from '../../base/problem.ts';
import type { Dialect, Refusal } from './dialect.ts';
import { issueInEnglish, problemInEnglish } from './english.ts';
import { firstIssues } from './first-issues.ts';

/** What the reference answers to a client that sends too much, where HTTP has 429. */
const TOO_FAST = 426;

/** The reference documents no error body; this one names everything that is wrong. */
function describe(problem: Problem): Refusal {
  const { code, status, details } = problem;
  const { issues = [], field } = details;
  const named = issues.length > 0 || field === undefined ? issues : [{ field, rule: code }];
  const { issues: listed, more } = firstIssues(named);
  const problems = listed.map((issue) => ({
    field: issue.field,
    message: issue.rule === code ? problemInEnglish(problem) : issueInEnglish(issue),
  }));
  const message =
    problems.length > 0 ? problems.map((issue) => issue.message).join('; ') : problemInEnglish(problem);
  return {
    status: code === 'rate_limited' ? TOO_FAST : status,
    body: {
      error: {
        code,
        message,
        ...(problems.length > 0 && { problems }),
        ...(more > 0 && { moreProblems: more }),
      },
    },
  };
}

/** Delivety's order webhook. Its URL holds its key, and it counts its own requests. */
export const intake: Dialect = {
  name: 'intake',
  prefix: '/hooks/catch',
  limitPerMinute: 600,
  limitedBy: 'tenant',
  readKey: () => undefined,
  describe,
  security: {
    name: 'hookToken',
    scheme: { type: 'apiKey', in: 'query', name: 'token', description: 'Part of the path' },
  },
  error: {
    schema: () =>
      z.object({
        error: z.object({
          code: z.string(),
          message: z.string(),
          problems: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
          moreProblems: z.int().optional().describe('How many there are besides'),
        }),
      }),
    example: {
      error: {
        code: 'invalid_request',
        message: 'phone is missing; payment.type must be one of: 1, 2, 3',
        problems: [
          { field: 'phone', message: 'phone is missing' },
          { field: 'payment.type', message: 'payment.type must be one of: 1, 2, 3' },
        ],
      },
    },
  },
};
