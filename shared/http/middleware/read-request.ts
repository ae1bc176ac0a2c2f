import { readJson, readText } from '../read-body.ts';
import { readQuery } from '../read-query.ts';
import { validate } from '../validate.ts';
import type { Middleware } from './middleware.ts';

/** Reads path, query and body, and checks them against the declaration. */
export function readRequest(): Middleware {
  return {
    async before({ event: exchange }) {
      const { declaration, event, headers } = exchange;
      exchange.rawBody = readText(event);
      const reads = declaration.body !== undefined && declaration.signed === undefined;
      const valid = await validate(declaration, {
        params: event.pathParameters ?? {},
        query: readQuery(event.rawQueryString),
        body: reads ? readJson(exchange.rawBody, headers['content-type']) : undefined,
      });
      Object.assign(exchange, valid);
    },
  };
}
