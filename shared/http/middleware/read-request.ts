import { Problem } from '../../base/problem.ts';
import { isPublicPage } from '../public-headers.ts';
import {
  isCompressed,
  isJson,
  MAX_SIGNED_BODY_BYTES,
  readJson,
  readText,
  requireSize,
} from '../read-body.ts';
import { readQuery } from '../read-query.ts';
import { validate } from '../validate.ts';
import type { Middleware } from './middleware.ts';

/** Reads path, query and body, and checks them against the declaration. */
export function readRequest(): Middleware {
  return {
    before({ internal: { state: exchange } }) {
      const { declaration, event, headers } = exchange;
      const reads = declaration.body !== undefined && declaration.readsRawBody === undefined;
      requireSize(event, declaration.readsRawBody && MAX_SIGNED_BODY_BYTES);
      if (event.body && isCompressed(headers['content-encoding'])) throw new Problem('unsupported_encoding');
      if (reads && event.body && !isJson(headers['content-type']))
        throw new Problem('unsupported_media_type');
      exchange.rawBody = readText(event, headers['content-type']);
      const valid = validate(declaration, {
        params: event.pathParameters ?? {},
        // Services through which a link is shared add parameters of their own: `fbclid`, `utm_source`.
        query: readQuery(isPublicPage(declaration) ? '' : event.rawQueryString),
        body: reads ? readJson(exchange.rawBody) : undefined,
      });
      Object.assign(exchange, valid);
    },
  };
}
