import { Problem } from '../../shared/base/problem.ts';
import { toIssues } from '../../shared/http/issues.ts';
import { IntakeBody } from './body.ts';
import { readFields } from './read-fields.ts';
import { spell } from './spellings.ts';

/** What a body says. @throws Problem invalid_request with everything that is wrong, under the names that were sent */
export function readOrder(text: string, contentType: string | undefined): IntakeBody {
  const { fields, asGiven } = spell(readFields(text, contentType));
  const result = IntakeBody.safeParse(fields, { reportInput: true });
  if (result.success) return result.data;
  const issues = toIssues(result.error.issues).map((issue) => ({ ...issue, field: asGiven(issue.field) }));
  throw new Problem('invalid_request', { issues });
}
