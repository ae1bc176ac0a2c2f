import { simulatedCustomers } from '../../../shared/calls/rounds/simulate-order.ts';
import { triggerCallRoute } from '../../confirmation/routes.ts';
import { getWholeOrderRoute } from '../../platform/orders/order-routes.ts';
import { simulateOrderRoute } from '../../platform/orders/simulate/simulate-routes.ts';
import { type Example, shownExample, shownTable } from '../base/example.ts';
import { html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';

export const customerExamples: readonly Example[] = [
  {
    id: 'simulate',
    title: 'An order of a simulated customer',
    route: simulateOrderRoute,
    keeps: { orderId: 'orderId' },
    note: 'Put any of the digits above in place of 0003.',
  },
  {
    id: 'result',
    title: 'What became of it',
    route: getWholeOrderRoute,
    params: { id: '{orderId}' },
    note: 'Its calls have transcripts, and the address is as the customer corrected it.',
  },
  {
    id: 'own-phone',
    title: 'The same through the confirmation API',
    route: triggerCallRoute,
    body: {
      source: 'api',
      callType: 'confirmation',
      customer: { name: 'Ana Gómez', phone: '+573009990001', city: 'Bogotá' },
      address: { address1: 'Carrera 7 # 71-21', city: 'Bogotá', province: 'Cundinamarca' },
      order: {
        externalId: 'SIM-1',
        products: 'Gel x1',
        totalPrice: 72_990,
        currency: 'COP',
        metadata: { talkTimeSeconds: 5 },
      },
    },
    keeps: { orderId: 'orderId' },
    note: 'Any phone that ends in 0001 cancels. `metadata.talkTimeSeconds` makes the talk longer than a second.',
  },
];

export const customersGuide: DocsPage = {
  path: 'customers',
  title: 'Simulated customers',
  runs: true,
  content: html`
<p>Nobody’s phone rings for a test key. Its calls go to simulated customers, who do what the last four digits of their phone say, with
the same rounds, retries, webhooks and timelines that live calls have.</p>
${shownTable(
  'Simulated customers',
  ['Phone ends in', 'The customer'],
  Object.entries(simulatedCustomers).map(([digits, does]) => [
    html`<code>${digits}</code>${digits === '4567' && ' or anything else'}`,
    does,
  ]),
)}
<p>${prose('Attempts that wait minutes do so in test too. `npm start -- --speed 60` lets them pass sixty times faster on a local host.')}</p>
${customerExamples.map(shownExample)}
<h2>Couriers and money</h2>
<p>A test key also walks a delivery through its steps and fills wallets with test money: see <a href="/docs/delivery">Deliveries</a>.</p>
`,
};
