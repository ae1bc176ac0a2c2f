import middy from '@middy/core';
import type { Declaration } from './declaration.ts';
import type { Exchange, Handler, Reply } from './exchange.ts';
import { exchangeOf } from './exchange-of.ts';
import { answerErrors } from './middleware/answer-errors.ts';
import type { Middleware } from './middleware/middleware.ts';
import { toResult } from './result.ts';

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
    const reply = await pipeline(exchange, context);
    const durationMs = Math.round(performance.now() - startedAt);
    exchange.log.info('Answered', { status: reply.status, durationMs });
    return toResult(reply, exchange.requestId, exchange.rate);
  };
}
