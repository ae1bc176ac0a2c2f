import type * as z from 'zod';
import { amountReadings } from '../../base/input/money-text.ts';
import type { ProblemIssue } from '../../base/problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * The issues that a schema found, in terms that any language can phrase. Parse with `reportInput: true`: only the input
 * distinguishes a missing field from one of the wrong type.
 */
export function toIssues(issues: readonly Issue[]): ProblemIssue[] {
  const found = issues.flatMap((issue) => translate(issue, []));
  // Other issues about a value of the wrong type are consequences of its type.
  const mistyped = new Set(found.filter(({ rule }) => rule === 'type').map(({ field }) => field));
  return found.filter(({ field, rule }) => rule === 'type' || !mistyped.has(field));
}

/** Types that zod has other names for. */
const TYPES: Readonly<Record<string, string>> = { nonoptional: 'present', record: 'object' };

/** zod's default message of a custom rule. */
const WORDLESS = 'Invalid input';

function translate(issue: Issue, parent: readonly PropertyKey[]): ProblemIssue[] {
  const path = [...parent, ...issue.path];
  const at = (rule: string, rest: Omit<ProblemIssue, 'field' | 'rule'> = {}): ProblemIssue[] => [
    { field: dotted(path), rule, ...rest },
  ];
  if (issue.input === undefined && issue.code !== 'custom' && issue.code !== 'unrecognized_keys')
    return at('required');
  switch (issue.code) {
    case 'invalid_type': {
      // Other numbers are read from such a text: this one is money.
      const readings = issue.expected === 'number' ? amountReadings(issue.input) : undefined;
      if (readings !== undefined) return at('ambiguous_amount', { expected: readings });
      return at('type', { expected: TYPES[issue.expected] ?? issue.expected });
    }
    case 'invalid_value':
      return at('one_of', { allowed: issue.values.map(String) });
    case 'too_small':
      return at(lowerRule(issue), { expected: Number(issue.minimum) });
    case 'too_big':
      return at(upperRule(issue), { expected: Number(issue.maximum) });
    case 'not_multiple_of':
      return at('multiple_of', { expected: issue.divisor });
    case 'invalid_format':
      return at('format', formOf(issue));
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: dotted([...path, key]), rule: 'unknown' }));
    case 'invalid_key':
      return at('unknown');
    case 'invalid_element':
      return issue.issues.flatMap((inner) => translate(inner, path));
    case 'invalid_union': {
      if (issue.errors.length > 0) return nearest(issue.errors, path);
      const options = 'options' in issue ? issue.options : undefined;
      const named = options?.filter((option) => option !== undefined);
      return at('one_of', { ...(named && { allowed: named.map(String) }) });
    }
    case 'custom':
      return at(
        String(issue.params?.rule ?? 'custom'),
        issue.message === WORDLESS ? {} : { expected: issue.message },
      );
  }
}

/** The message of a pattern, if it has one; zod's default says nothing. */
function formOf({ format, message }: Extract<Issue, { code: 'invalid_format' }>): { expected?: string } {
  if (format !== 'regex') return { expected: format };
  return message.startsWith('Invalid ') ? {} : { expected: message };
}

const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.');

const lowerRule = ({ origin, inclusive }: Extract<Issue, { code: 'too_small' }>): string =>
  sized(origin, 'min') ?? (inclusive === false ? 'exclusive_minimum' : 'minimum');

const upperRule = ({ origin, inclusive }: Extract<Issue, { code: 'too_big' }>): string =>
  sized(origin, 'max') ?? (inclusive === false ? 'exclusive_maximum' : 'maximum');

function sized(origin: string, end: 'min' | 'max'): string | undefined {
  if (origin === 'string') return `${end}_length`;
  return origin === 'array' || origin === 'set' ? `${end}_items` : undefined;
}

const isNested = (issue: Issue): boolean =>
  issue.code === 'invalid_type' && ['array', 'object', 'record'].includes(issue.expected);

/**
 * Of a union, what is wrong with the form that the sender most likely meant: one that the value's own type fits, and
 * the one with the least wrong with it. When none fits, an object is most likely an entry without its list, and a list
 * an object in one.
 */
function nearest(branches: readonly Issue[][], path: readonly PropertyKey[]): ProblemIssue[] {
  const here = (issue: Issue | undefined) => issue?.code === 'invalid_type' && issue.path.length === 0;
  const fitting = branches.filter(([first]) => !here(first));
  const nested = branches.filter(([first]) => typeof first?.input === 'object' && isNested(first));
  const meant = [fitting, nested, branches].find(({ length }) => length > 0) ?? [];
  const best = meant.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return best.flatMap((issue) => translate(issue, path));
}
