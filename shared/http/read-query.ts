import { Problem } from '../base/problem.ts';

/**
 * The query parameters as texts.
 * @throws Problem invalid_request when one is given twice: which was meant cannot be known
 */
export function readQuery(rawQueryString: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    if (name in query) throw new Problem('invalid_request', { issues: [{ field: name, rule: 'repeated' }] });
    query[name] = value;
  }
  return query;
}
