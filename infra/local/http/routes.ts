/** A route that fits a request. */
export interface Match<Target> {
  routeKey: string;
  target: Target;
  /** Absent when the route has no variables, as in Lambda's event. */
  pathParameters?: Record<string, string>;
}

interface Pattern<Target> {
  routeKey: string;
  method: string;
  /** `undefined` is a variable. */
  segments: readonly (string | undefined)[];
  names: readonly string[];
  greedy: boolean;
  target: Target;
}

const GREEDY = /^\{([^}]+)\+\}$/;
const VARIABLE = /^\{([^}]+)\}$/;

/**
 * Matches requests to routes in the order of an HTTP API: the path as it stands, then with variables, then with a greedy
 * variable, then `$default`; a named method before `ANY` each time.
 * (API Gateway developer guide, "Create routes for HTTP APIs", routing API requests)
 */
export function createRouter<Target>(
  routes: readonly { key: string; target: Target }[],
): (method: string, path: string) => Match<Target> | undefined {
  const exact = new Map<string, Match<Target>>();
  const patterns: Pattern<Target>[] = [];
  let fallback: Match<Target> | undefined;
  for (const { key, target } of routes) {
    if (key === '$default') {
      fallback = { routeKey: key, target };
      continue;
    }
    const [method = '', path = ''] = key.split(' ');
    const parts = path.slice(1).split('/');
    const names = parts.flatMap((part) => (GREEDY.exec(part) ?? VARIABLE.exec(part))?.[1] ?? []);
    if (names.length === 0) exact.set(key, { routeKey: key, target });
    else
      patterns.push({
        routeKey: key,
        method,
        segments: parts.map((part) => (part.startsWith('{') ? undefined : part)),
        names,
        greedy: GREEDY.test(parts.at(-1) ?? ''),
        target,
      });
  }
  patterns.sort(byPrecedence);

  return (method, path) => {
    const found = exact.get(`${method} ${path}`) ?? exact.get(`ANY ${path}`);
    if (found) return found;
    const parts = path.slice(1).split('/');
    for (const pattern of patterns) {
      if (pattern.method !== method && pattern.method !== 'ANY') continue;
      const values = valuesOf(pattern, parts);
      if (!values) continue;
      const pathParameters = Object.fromEntries(pattern.names.map((name, at) => [name, values[at] ?? '']));
      return { routeKey: pattern.routeKey, target: pattern.target, pathParameters };
    }
    return fallback;
  };
}

/** Not greedy first, then the one with a fixed segment further to the left, then the named method. */
function byPrecedence(left: Pattern<unknown>, right: Pattern<unknown>): number {
  if (left.greedy !== right.greedy) return left.greedy ? 1 : -1;
  const rank = ({ segments, method }: Pattern<unknown>) =>
    segments.map((segment) => (segment === undefined ? '1' : '0')).join('') + (method === 'ANY' ? '1' : '0');
  if (left.greedy && left.segments.length !== right.segments.length)
    return right.segments.length - left.segments.length;
  return rank(left).localeCompare(rank(right));
}

function valuesOf(pattern: Pattern<unknown>, parts: readonly string[]): string[] | undefined {
  const { segments, greedy } = pattern;
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const values: string[] = [];
  for (const [at, segment] of segments.entries()) {
    const last = greedy && at === segments.length - 1;
    const part = last ? parts.slice(at).join('/') : (parts[at] ?? '');
    if (segment === undefined) {
      if (part === '') return undefined;
      values.push(decoded(part));
    } else if (segment !== part) return undefined;
  }
  return values;
}

function decoded(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
