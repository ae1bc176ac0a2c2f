import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../base/problem.ts';
import { type Declaration, pathsOf } from '../declaration.ts';
import { dialectOf } from '../dialects/dialects.ts';
import type { Exchange, Handler, HttpPlugin, Reply } from '../exchange.ts';
import { isPublicPage, publicHeaders } from '../public-headers.ts';
import { refusalReply } from '../refusal-reply.ts';
import { serve } from './serve.ts';

/** The parts of a declaration that requests are matched by. */
export type KnownRoute = Pick<Declaration, 'dialect' | 'method' | 'path' | 'below' | 'audience'>;

/** A function for requests that match no route. */
export function rejectEndpoint(routes: readonly KnownRoute[], plugins: readonly HttpPlugin[] = []): Handler {
  const answer = async ({ event: { rawPath, rawQueryString, requestContext } }: Exchange) =>
    reject(routes, requestContext.http.method, rawPath, rawQueryString);
  return serve(undeclared, [], answer, plugins);
}

/** Used in place of a declaration, for a path that has none. */
const undeclared = ({ rawPath }: APIGatewayProxyEventV2): Declaration => ({
  name: 'reject-unknown',
  dialect: dialectOf(rawPath).name,
  method: 'GET',
  path: '$default',
  summary: 'Requests that match no route',
  // With `none` it would be a public page, and answer as one.
  audience: 'key',
  table: 'none',
  answers: {},
});

/**
 * Answers a request that matches no route: 405 with the methods that the path has, 404 when it has none, in the dialect of the
 * path. `OPTIONS` on a path that exists lists its methods; a public page with a trailing slash redirects to the page.
 */
function reject(routes: readonly KnownRoute[], method: string, path: string, rawQueryString: string): Reply {
  const methodsOf = (wanted: string) =>
    routes
      .filter((route) => pathsOf(route).some((path) => matches(path, wanted)))
      .flatMap((route) => (isPublicPage(route) ? [route.method, 'HEAD'] : [route.method]));
  const methods = methodsOf(path);
  const allowed = [...new Set<string>([...methods, 'OPTIONS'])].toSorted();
  const search = rawQueryString === '' ? '' : `?${rawQueryString}`;
  const reply = answer();
  return method === 'HEAD' ? { ...reply, body: undefined } : reply;

  function answer(): Reply {
    // Exactly one slash at the start: two would name another host.
    const page = /^\/[^/].*[^/](?=\/+$)/.exec(path)?.[0];
    if (methods.length === 0 && page !== undefined && isRead(method) && methodsOf(page).includes('HEAD'))
      return { status: 308, headers: { ...publicHeaders(), location: `${page}${search}` } };
    if (methods.length === 0) return refusalReply(dialectOf(path), new Problem('not_found'));
    if (method === 'OPTIONS') return { status: 204, headers: { allow: allowed.join(', ') } };
    return refusalReply(dialectOf(path), new Problem('method_not_allowed', { allowed }));
  }
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** API Gateway's matching: segment by segment, a `{parameter}` taking any one that is not empty, a `{parameter+}` all. */
function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    (template.endsWith('+}') ? wanted.length <= given.length : wanted.length === given.length) &&
    wanted.every((segment, n) => (segment.startsWith('{') ? given[n] !== '' : segment === given[n]))
  );
}
