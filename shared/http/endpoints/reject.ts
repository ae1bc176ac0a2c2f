import { Problem } from '../../base/problem.ts';
import type { Declaration } from '../declaration.ts';
import { dialectOf } from '../dialects/dialects.ts';
import type { Reply } from '../exchange.ts';
import { refusalReply } from '../refusal-reply.ts';

type Route = Pick<Declaration, 'method' | 'path'>;

/**
 * Answers what no route takes: 405 with the methods that the path has, 404 when it has none, in the dialect of the
 * path. `OPTIONS` on a path that exists tells its methods.
 */
export function reject(routes: readonly Route[], method: string, path: string): Reply {
  const methods = routes.filter((route) => matches(route.path, path)).map((route) => route.method);
  const allowed = [...new Set<string>([...methods, 'OPTIONS'])].toSorted();
  const reply = answer();
  return method === 'HEAD' ? { ...reply, body: undefined } : reply;

  function answer(): Reply {
    if (methods.length === 0) return refusalReply(dialectOf(path), new Problem('not_found'));
    if (method === 'OPTIONS') return { status: 204, headers: { allow: allowed.join(', ') } };
    return refusalReply(dialectOf(path), new Problem('method_not_allowed', { allowed }));
  }
}

/** API Gateway's matching: segment by segment, a `{parameter}` taking any one that is not empty. */
function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, n) => (segment.startsWith('{') ? given[n] !== '' : segment === given[n]))
  );
}
