import { receiveOrderRoute } from '../../intake/routes.ts';
import { createIntakeHookRoute } from '../../platform/hooks/intake-hook-routes.ts';
import { type Example, shownCode, shownExample, shownTable } from '../base/example.ts';
import { html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';

/** The reference's own order, as its PHP sample has it, misspelt names included. */
export const sampleOrder = {
  access_token: 'ACCESS_TOKEN_HERE',
  phone: '123680000000',
  id: 123456,
  first_name: 'John Dowe',
  email: '[email\u00a0protected]',
  address: '123, Sunset blvd',
  comment: 'no sesame please',
  delvery_date: '2021-12-31',
  delvery_time: '18:45:00',
  products: [
    { api_id: 139, count: 1, price: 15 },
    { api_id: 385, count: 1, price: 18 },
  ],
  payment: { type: 2, status: 2, sum: 33, amount: 28.95, receiver_commision: 1.05 },
  promotion: {
    discount_percent: 10,
    'involved _dishes': [
      { api_id: 139, count: 1 },
      { api_id: 385, count: 1 },
    ],
    'resulted _dishes': [{ api_id: 598, count: 1, modification: -12 }],
  },
};

const token = { token: '{token}' };

export const intakeExamples: readonly Example[] = [
  {
    id: 'hook',
    title: 'Make a hook',
    route: createIntakeHookRoute,
    body: { source: 'mitienda.com' },
    keeps: { token: 'token' },
    note: 'Its `url` is what your site posts to. The token in it is all that lets an order in: keep it private, and make a new one when it got out.',
  },
  {
    id: 'post',
    title: 'Post an order',
    route: receiveOrderRoute,
    params: token,
    note: 'The fields and values of the reference’s sample, its misspelt names included: they are understood. The phone cannot be one, so the order is kept and says so among its notes.',
    body: sampleOrder,
  },
  {
    id: 'post-cash',
    title: 'Post an order that is paid at the door',
    route: receiveOrderRoute,
    params: token,
    body: { ...receiveOrderRoute.bodyExample, id: 123457 },
    note: 'Posted again with the same `id`, it changes nothing and answers with the same order.',
  },
];

const payment: readonly (readonly [string, string])[] = [
  ['type 1', 'in cash'],
  ['type 2', 'by card'],
  ['type 3', 'by card at the door'],
  ['status -1', 'refunded'],
  ['status 0', 'cancelled'],
  ['status 1', 'not processed yet'],
  ['status 2', 'paid'],
];

const form = `curl '$RECADO_URL/hooks/catch/<token>' \\
  --data-urlencode 'phone=3001234567' \\
  --data-urlencode 'id=123458' \\
  --data-urlencode 'first_name=Ana Gómez' \\
  --data-urlencode 'products[0][api_id]=139' \\
  --data-urlencode 'products[0][count]=1' \\
  --data-urlencode 'products[0][price]=15'`;

export const intakeGuide: DocsPage = {
  path: 'intake',
  title: 'Intake hooks',
  runs: true,
  content: html`
<p>The format of Delivety’s order webhook. A site or app posts each order to a URL of its own, and nothing else: the token in the URL is
the key. A tenant’s hooks take 10 requests a second together; beyond that comes a 426, and a short ban for whoever goes on.</p>
${intakeExamples.map(shownExample)}
<h2>As a form</h2>
<p>PHP and many carts send forms. Brackets nest, as PHP’s own <code>http_build_query</code> writes them. A list,
the payment and the promotion may also be JSON in a field of their own.</p>
${shownCode(form, 'curl: an order as a form')}
<h2>Payment</h2>
${shownTable(
  'Payment',
  ['payment', 'Means'],
  payment.map(([value, means]) => [html`<code>${value}</code>`, means]),
)}
<h2>What is read, and how</h2>
<ul>
<li>${prose('A phone may be local, as it is dialed in your country. One that cannot be read does not cost you the order.')}</li>
<li>${prose('`delivery_date` and `delivery_time` are read in common forms; without them it is today, and as soon as can be.')}</li>
<li>${prose('What Shopify, WooCommerce and others post by themselves is refused with a 400 that names the platform and the fields to send instead.')}</li>
</ul>
`,
};
