import type { ZodType } from 'zod';
import { coerceTo } from '../base/input/coerce.ts';
import type { MoneyForm } from '../base/input/money-text.ts';
import { Problem, type ProblemIssue } from '../base/problem.ts';
import type { Declaration } from './declaration.ts';
import { dialects } from './dialects/dialects.ts';
import { toIssues } from './requests/issues.ts';
import type { GivenQuery } from './requests/read-query.ts';

interface Given {
  params: unknown;
  query: GivenQuery;
  body: unknown;
  /** How amounts of its currency are written, where that is known. */
  money?: MoneyForm | undefined;
}

export interface Valid {
  params: unknown;
  query: unknown;
  body: unknown;
  /** Unknown query parameters, where those are ignored. */
  ignored: readonly string[];
}

/**
 * A request's parts as the declaration's schemas read them.
 * @throws Problem invalid_request with every issue of every part
 */
export function validate(declaration: Declaration, { params, query, body, money }: Given): Valid {
  const { known, issues, ignored } = parametersOf(declaration, query);
  const read = (schema: ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(coerceTo(schema, value, money), { reportInput: true });
    if (result.success) return result.data;
    for (const issue of toIssues(result.error.issues)) issues.push(issue);
    return undefined;
  };
  const valid = {
    params: read(declaration.params, params),
    query: read(declaration.query, known),
    body: declaration.readsRawBody ? undefined : read(declaration.body, body),
  };
  if (issues.length > 0) throw new Problem('invalid_request', { issues: withoutRepeats(issues) });
  return { ...valid, ignored };
}

/** How PHP and axios write the entries of a list: `status[]=…`, `status[0]=…`. Ignored, a filter would let everything through. */
const LISTED = /\[\d*\]$/;

/** The query's known parameters; an unknown one is an issue where the dialect is strict. */
function parametersOf(
  { query: schema, dialect }: Declaration,
  { values, repeated }: GivenQuery,
): { known: Record<string, string>; issues: ProblemIssue[]; ignored: string[] } {
  const shape = schema && 'shape' in schema ? (schema.shape as object) : {};
  const known: Record<string, string> = {};
  const issues: ProblemIssue[] = [];
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    const field = [name, name.replace(LISTED, '')].find((each) => Object.hasOwn(shape, each));
    if (field === undefined) {
      if (dialects[dialect].refusesUnknownParameters) issues.push({ field: name, rule: 'unknown' });
      else ignored.push(name);
      continue;
    }
    if (repeated.has(name) || Object.hasOwn(known, field)) issues.push({ field, rule: 'repeated' });
    known[field] = value;
  }
  return { known, issues, ignored };
}

/** The first issue of each rule and field. */
export function withoutRepeats(issues: readonly ProblemIssue[]): ProblemIssue[] {
  const first = new Map<string, ProblemIssue>();
  for (const issue of issues) {
    const { rule, field } = issue;
    const key = `${rule} ${field}`;
    if (!first.has(key)) first.set(key, issue);
  }
  return [...first.values()];
}
