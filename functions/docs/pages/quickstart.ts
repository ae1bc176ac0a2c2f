import { getOrderRoute, triggerCallRoute } from '../../confirmation/routes.ts';
import { type Example, shownExample } from '../base/example.ts';
import { html } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';

export const quickstartExamples: readonly Example[] = [
  {
    id: 'first-call',
    title: 'Have an order confirmed by a call',
    route: triggerCallRoute,
    keeps: { orderId: 'orderId' },
    note: 'The order is stored and its customer is called. The phone ends in 4567: this customer confirms.',
  },
  {
    id: 'first-result',
    title: 'See what the customer said',
    route: getOrderRoute,
    params: { id: '{orderId}' },
    note: 'Wait two seconds, then run it: `status` is confirmed, and the call has its transcript.',
  },
];

export const quickstart: DocsPage = {
  path: '',
  title: 'Quickstart',
  runs: true,
  content: html`
<p>Recado takes cash-on-delivery orders, calls each customer to confirm, books and follows the delivery, and tells your systems
of every step through signed webhooks. It speaks the wire formats of four APIs that you may know already; an order that comes in
through one is seen through all.</p>
<p>Every example here can be sent to this host as it stands. Give a test key above, then press <b>Run</b>: test keys call simulated
customers, and what they make never mixes with live orders.</p>
<h2>Your first order</h2>
${quickstartExamples.map(shownExample)}
<h2>Where to go from here</h2>
<ul>
<li>Choose how your orders come in: <a href="/docs/confirmation">confirmation calls</a>, <a href="/docs/orders">order management</a>,
an <a href="/docs/intake">intake hook</a> for a site that posts them, or <a href="/docs/delivery">deliveries</a>.</li>
<li>Hear of what happens by <a href="/docs/webhooks">webhooks</a>, with programs that verify them.</li>
<li>Try every turn an order can take with <a href="/docs/customers">simulated customers</a>.</li>
<li>Run the day in the <a href="/console">console</a>.</li>
<li>Look up every endpoint, field and answer in the <a href="/docs/reference">API reference</a>, which is made of
<a href="/openapi.json">openapi.json</a>.</li>
</ul>
<h2>What holds everywhere</h2>
<ul>
<li>Every <code>POST</code> takes an <code>Idempotency-Key</code>: the same request under the same key has its first answer again for a day.</li>
<li>Empty text and <code>null</code> are as good as left out. Numbers stand for ids and phones, numeric text for prices.</li>
<li>Phones are taken in any form that is valid in your country, and answered in E.164.</li>
<li>Tenant and mode come from the key. A key of one tenant never sees anything of another one.</li>
<li>Every answer has an <code>X-Request-Id</code>: name it when you ask what happened.</li>
</ul>
`,
};
