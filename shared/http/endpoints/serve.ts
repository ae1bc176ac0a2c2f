import middy from '@middy/core';
import { Problem } from '../../base/problem.ts';
import type { Declaration } from '../declaration.ts';
import type { Exchange, Handler, Reply } from '../exchange.ts';
import { answerErrors } from '../middleware/answer-errors.ts';
import type { Middleware } from '../middleware/middleware.ts';
import { isPublicPage, publicHeaders } from '../public-headers.ts';
import { refusalReply } from '../refusal-reply.ts';
import { canBeSent, toResult } from '../result.ts';
import { exchangeOf } from './exchange-of.ts';

/** Runs a declaration's requests through the middlewares, in this order, to what answers them. */
export function serve(
  declaration: Declaration,
  middlewares: readonly Middleware[],
  answer: (exchange: Exchange) => Promise<Reply>,
): Handler {
  const pipeline = middy<Exchange, Reply>(answer).use([answerErrors(), ...middlewares]);
  return async (event, context) => {
    const startedAt = performance.now();
    const exchange = exchangeOf(declaration, event, context);
    const isPublic = isPublicPage(declaration);
    const answered = (reply: Reply) => {
      const headers = { ...(isPublic && publicHeaders()), ...reply.headers };
      return toResult({ ...reply, headers }, exchange.requestId, exchange.rate, exchange.ignored);
    };
    const whole = answered(await pipeline(exchange, context));
    const result = canBeSent(whole)
      ? whole
      : answered(refusalReply(exchange.dialect, new Problem('answer_too_large')));
    const durationMs = Math.round(performance.now() - startedAt);
    exchange.log.info('Answered', { status: result.statusCode, durationMs });
    return event.requestContext.http.method === 'HEAD' ? { ...result, body: '' } : result;
  };
}
