import type { Problem } from '../base/problem.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Reply } from './exchange.ts';

/** A refusal in the words of a dialect, with the headers that every dialect has (RFC 9110, 10.2.1 and 10.2.3). */
export function refusalReply(dialect: Dialect, problem: Problem, at?: Date): Reply {
  const { status, body, headers } = dialect.describe(problem, at);
  const { retryAfterSeconds, allowed } = problem.details;
  return {
    status,
    body,
    headers: {
      ...headers,
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      // RFC 9110, 15.5.16
      ...(problem.code === 'unsupported_encoding' && { 'accept-encoding': 'identity' }),
      ...(problem.code === 'method_not_allowed' && allowed && { allow: allowed.join(', ') }),
    },
  };
}
