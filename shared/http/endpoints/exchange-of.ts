import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createLogger } from '../../adapters/logging/logger.ts';
import { orderIdIn } from '../../adapters/logging/order-id.ts';
import type { Declaration } from '../declaration.ts';
import { dialects } from '../dialects/dialects.ts';
import type { Exchange } from '../exchange.ts';

/** The state of a request before anything of it is checked. */
export function exchangeOf(
  declaration: Declaration,
  event: APIGatewayProxyEventV2,
  context: Context,
): Exchange {
  const { requestId } = event.requestContext;
  const headers = Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    declaration,
    dialect: dialects[declaration.dialect],
    event,
    headers: Object.fromEntries(headers),
    requestId,
    startedAt: performance.now(),
    log: createLogger({
      requestId,
      function: context.functionName,
      method: event.requestContext.http.method,
      route: declaration.path,
      orderId: orderIdIn(event.rawPath),
    }),
    principal: undefined,
    admission: undefined,
    rate: undefined,
    cookies: [],
    ignored: [],
    rawBody: '',
    params: undefined,
    query: undefined,
    body: undefined,
    receipt: () => [],
    services: undefined,
    reply: undefined,
  };
}
