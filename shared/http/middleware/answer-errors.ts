import { isTransient } from '../../adapters/dynamo/sdk/transient.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import { Problem } from '../../base/problem.ts';
import { refusalReply } from '../refusal-reply.ts';
import { resultOf } from '../result.ts';
import type { Middleware } from './middleware.ts';

/** How soon a client may try again when AWS could not serve us. */
const RETRY_SECONDS = 1;

/**
 * Words what was thrown in the request's dialect. Only a `Problem` is the caller's to read: the rest is logged and
 * answers 500, or 503 when it is temporary.
 */
export function answerErrors(): Middleware {
  return {
    onError(request) {
      if (request.response) return;
      const { error } = request;
      const exchange = request.internal.state;
      const problem = error instanceof Problem ? error : unexpected(error);
      const { status, code } = problem;
      const fields = { status, code };
      if (status >= 500) {
        exchange.log.error('The request failed', { ...fields, error });
        recordMetric({ name: 'RequestFailed', dimensions: { function: exchange.declaration.name } });
      } else if (code === 'rate_limited') {
        recordMetric({ name: 'RateLimited', dimensions: { dialect: exchange.dialect.name } });
      }
      request.response = resultOf(exchange, refusalReply(exchange.dialect, problem));
    },
  };
}

function unexpected(cause: unknown): Problem {
  return isTransient(cause)
    ? new Problem('unavailable', { retryAfterSeconds: RETRY_SECONDS }, { cause })
    : new Problem('internal', {}, { cause });
}
