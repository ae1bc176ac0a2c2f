import type { ZodType } from 'zod';
import { Problem, type ProblemIssue } from '../base/problem.ts';
import type { Declaration } from './declaration.ts';
import { toIssues } from './issues.ts';

interface Parts {
  params: unknown;
  query: Readonly<Record<string, string>>;
  body: unknown;
}

/**
 * A request's parts as the declaration's schemas read them.
 * @throws Problem invalid_request with every issue of every part
 */
export function validate(declaration: Declaration, parts: Parts): Record<keyof Parts, unknown> {
  const issues: ProblemIssue[] = unknownParameters(declaration.query, parts.query);
  const read = (schema: ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(value, { reportInput: true });
    if (result.success) return result.data;
    issues.push(...toIssues(result.error.issues));
    return undefined;
  };
  const valid = {
    params: read(declaration.params, parts.params),
    query: read(declaration.query, { ...parts.query }),
    body: declaration.readsRawBody ? undefined : read(declaration.body, parts.body),
  };
  if (issues.length > 0) throw new Problem('invalid_request', { issues: distinct(issues) });
  return valid;
}

function unknownParameters(schema: ZodType | undefined, query: Parts['query']): ProblemIssue[] {
  const shape = schema && 'shape' in schema ? (schema.shape as object) : {};
  return Object.keys(query)
    .filter((name) => !Object.hasOwn(shape, name))
    .map((field) => ({ field, rule: 'unknown' }));
}

const distinct = (issues: ProblemIssue[]): ProblemIssue[] =>
  issues.filter(
    ({ field, rule }, index) => issues.findIndex((one) => one.field === field && one.rule === rule) === index,
  );
