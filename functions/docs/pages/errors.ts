import type { DialectName } from '../../../shared/base/dialect-name.ts';
import { Problem, type ProblemCode, type ProblemDetails, problems } from '../../../shared/base/problem.ts';
import { deliveryCodes } from '../../../shared/http/dialects/delivery-codes.ts';
import { dialects } from '../../../shared/http/dialects/dialects.ts';
import { problemInEnglish } from '../../../shared/http/dialects/english.ts';
import { shownCode, shownTable } from '../base/example.ts';
import { type Html, html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';

const AT = new Date('2026-11-22T15:00:00Z');

/** A dialect's own answer to a problem. */
const refusal = (name: DialectName, code: ProblemCode, details: ProblemDetails = {}) =>
  dialects[name].describe(new Problem(code, details), AT);

const missing = (field: string): ProblemDetails => ({ issues: [{ field, rule: 'required' }] });

const usual: readonly (readonly [ProblemCode, ProblemDetails?])[] = [
  ['unauthenticated'],
  ['forbidden'],
  ['order_not_found'],
  ['method_not_allowed', { allowed: ['GET'] }],
  ['conflict'],
  ['body_too_large'],
  ['unsupported_encoding'],
  ['rate_limited', { retryAfterSeconds: 12 }],
  ['internal'],
  ['unavailable', { retryAfterSeconds: 1 }],
];

/** The statuses of a dialect with what stands in `error` or `message`. */
function statuses(
  name: DialectName,
  caption: string,
  first: ProblemDetails,
  wordsOf: (body: unknown) => readonly string[],
  heads: readonly string[],
): Html {
  const all = [['invalid_request', first] as const, ...usual];
  const rows = all.map(([code, details]) => {
    const { status, body } = refusal(name, code, details);
    return [String(status), ...wordsOf(body)];
  });
  return shownTable(caption, ['Status', ...heads], rows);
}

const errorOf = (body: unknown) => (body as { error: { code: string; message: string } }).error;

const inJson = (body: unknown, label: string): Html => shownCode(JSON.stringify(body, undefined, 2), label);

export const errorsGuide: DocsPage = {
  path: 'errors',
  title: 'Errors',
  runs: false,
  content: html`
<p>Each API refuses in its own format and language, and names the field that is wrong. Nothing is stored then. A 429 or 503 says in
<code>Retry-After</code> how many seconds to wait; a 500 tells nothing of the inside, but has its <code>X-Request-Id</code>.</p>
<h2>Confirmation calls</h2>
${inJson(refusal('confirmation', 'invalid_request', missing('customer.phone')).body, 'An error of the confirmation API')}
${statuses(
  'confirmation',
  'Errors of the confirmation API',
  missing('customer.phone'),
  (body) => [(body as { error: string }).error],
  ['error'],
)}
<h2>Order management</h2>
${inJson(refusal('orders', 'invalid_request', missing('mobile')).body, 'An error of the orders API')}
${statuses(
  'orders',
  'Errors of the orders API',
  missing('mobile'),
  (body) => [errorOf(body).code, errorOf(body).message],
  ['code', 'message'],
)}
<h2>Intake hooks</h2>
${inJson(refusal('intake', 'invalid_request', missing('id')).body, 'An error of an intake hook')}
<p>${prose('Too many requests are a 426 here, as the reference has it. A hook refuses as little as it can: what it cannot read it keeps, and flags.')}</p>
<h2>Deliveries</h2>
${inJson(refusal('delivery', 'order_not_found').body, 'An error of the delivery API')}
<p>Fields that are missing or of the wrong type have a body of their own:</p>
${inJson(refusal('delivery', 'invalid_request', missing('pickAddress')).body, 'A validation error of the delivery API')}
${shownTable(
  'Codes of the delivery API',
  ['code', 'message', 'Status'],
  Object.entries(deliveryCodes).map(([code, { reason, status }]) => [
    html`<code>${code}</code>`,
    reason,
    status,
  ]),
)}
<h2>Platform API</h2>
${inJson(refusal('platform', 'invalid_request', missing('url')).body, 'An error of the platform API')}
${shownTable(
  'Codes of the platform API',
  ['code', 'Status', 'message'],
  Object.entries(problems).map(([code, status]) => [
    html`<code>${code}</code>`,
    status,
    problemInEnglish(new Problem(code as ProblemCode)),
  ]),
)}
`,
};
