import type { MiddlewareObj } from '@middy/core';
import type { Exchange, Reply } from '../exchange.ts';

/** A step of every request, over the exchange in place of Lambda's event and the reply in place of its result. */
export type Middleware = MiddlewareObj<Exchange, Reply>;
