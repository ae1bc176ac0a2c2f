import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { pipeline } from '../../adapters/lambda/pipeline.ts';
import type { Declaration } from '../declaration.ts';
import type { Exchange, Handler, HttpPlugin, Reply } from '../exchange.ts';
import { answerErrors } from '../middleware/answer-errors.ts';
import { logAnswer } from '../middleware/log-answer.ts';
import type { Middleware } from '../middleware/middleware.ts';
import { resultOf } from '../result.ts';
import { exchangeOf } from './exchange-of.ts';

/** Time to answer that a request took too long, before Lambda would end it without an answer. */
const ANSWERS_EARLY_MS = 5;

/** Runs a declaration's requests through the middlewares, in this order, to what answers them. */
export function serve(
  declarationOf: Declaration | ((event: APIGatewayProxyEventV2) => Declaration),
  middlewares: readonly Middleware[],
  answer: (exchange: Exchange) => Promise<Reply>,
  plugins: readonly HttpPlugin[] = [],
): Handler {
  return pipeline<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Exchange>(
    {
      open(event, context) {
        const declaration = typeof declarationOf === 'function' ? declarationOf(event) : declarationOf;
        return exchangeOf(declaration, event, context);
      },
      steps: [logAnswer(), answerErrors(), ...middlewares],
      async work(exchange) {
        exchange.reply ??= await answer(exchange);
        return resultOf(exchange, exchange.reply);
      },
      answersEarlyMs: ANSWERS_EARLY_MS,
    },
    plugins,
  );
}
