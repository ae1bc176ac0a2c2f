import type { ProblemIssue } from '../../base/problem.ts';

/** The most issues that a refusal lists: an answer must not grow with the mistakes in its request. */
const MAX_LISTED = 20;

/** How many of them a message names. */
const MAX_NAMED = 5;

/** How much of an unknown field's name is repeated in an error: the client chose it. */
const MAX_FIELD_LENGTH = 100;

export interface FirstIssues {
  issues: ProblemIssue[];
  /** How many there are besides. */
  more: number;
}

/** The first of the issues, and how many others there are. */
export const firstIssues = (issues: readonly ProblemIssue[] = [], most = MAX_LISTED): FirstIssues => ({
  issues: issues.slice(0, most).map((issue) => ({ ...issue, field: shortened(issue.field) })),
  more: Math.max(0, issues.length - most),
});

/** The first of the issues in one sentence. Dialects without a field for it append how many others there are. */
export function sentenceOf(
  issues: readonly ProblemIssue[],
  describe: (issue: ProblemIssue) => string,
  inWords: (more: number) => string = () => '',
): string {
  const { issues: named, more } = firstIssues(issues, MAX_NAMED);
  return [...named.map(describe), ...(more > 0 ? [inWords(more)] : [])].filter(Boolean).join('; ');
}

const shortened = (field: string): string =>
  field.length > MAX_FIELD_LENGTH ? `${field.slice(0, MAX_FIELD_LENGTH).toWellFormed()}…` : field;
