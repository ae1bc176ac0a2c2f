import { coerceTo } from '../../shared/base/input/coerce.ts';
import { objectAlone } from '../../shared/base/input/nested.ts';
import { Problem, type ProblemIssue } from '../../shared/base/problem.ts';
import { toIssues } from '../../shared/http/requests/issues.ts';
import { moneyFormOf } from '../../shared/serviceability/pricing/money.ts';
import { IntakeBody } from './body.ts';
import { otherShapeOf } from './other-shapes.ts';
import { readFields } from './read-fields.ts';
import { spell } from './spellings.ts';

/**
 * The order of a body.
 * @param headers by their names in lower case
 * @param currency of the tenant, ISO 4217
 * @throws Problem invalid_request with everything that is wrong, under the names that were sent
 */
export function readOrder(
  text: string,
  headers: Readonly<Record<string, string | undefined>>,
  currency: string,
): IntakeBody {
  const given = objectAlone(readFields(text, headers['content-type']));
  const { fields, asGiven } = spell(given);
  const isObject = typeof fields === 'object' && !Array.isArray(fields);
  const unpriced = isObject && isUnpriced(fields ?? {}) ? [UNPRICED] : [];
  const result = IntakeBody.safeParse(coerceTo(IntakeBody, fields, moneyFormOf(currency)), {
    reportInput: true,
  });
  if (result.success && unpriced.length === 0) return result.data;
  if (!isObject || unpriced.length > 0 || !isPriced(fields ?? {})) refuseOther(given, headers);
  const wrong = result.success ? [] : toIssues(result.error.issues);
  const issues = [...wrong, ...unpriced].map((issue) => ({ ...issue, field: asGiven(issue.field) }));
  throw new Problem('invalid_request', { issues });
}

const UNPRICED: ProblemIssue = {
  field: 'payment.amount',
  rule: 'custom',
  expected: 'is missing: an order without products needs it',
};

/** Whether neither products nor the amount give the order's total. A wrong type is reported as such. */
function isUnpriced({ products = [], payment }: { products?: unknown; payment?: unknown }): boolean {
  if (!Array.isArray(products) || products.length > 0) return false;
  if (typeof payment !== 'object' || payment === null) return payment === undefined;
  return (payment as { amount?: unknown }).amount === undefined;
}

/** Whether it gives the order's total under documented names: other platforms name products differently. */
const isPriced = ({ products, payment }: { products?: unknown; payment?: unknown }): boolean =>
  (Array.isArray(products) && products.some((product) => isFields(product) && 'api_id' in product)) ||
  (isFields(payment) && 'amount' in payment);

const isFields = (value: unknown): value is object => typeof value === 'object' && value !== null;

function refuseOther(given: unknown, headers: Readonly<Record<string, unknown>>): void {
  const other = otherShapeOf(given, headers);
  if (other === undefined) return;
  const expected = `is ${other.name}: ${other.instead}`;
  throw new Problem('invalid_request', { issues: [{ field: '', rule: 'custom', expected }] });
}
