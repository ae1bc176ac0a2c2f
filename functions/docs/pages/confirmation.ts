import { logisticsStatuses } from '../../../shared/events/order-words.ts';
import {
  getOrderRoute,
  listOrdersRoute,
  triggerCallRoute,
  updateLogisticsRoute,
} from '../../confirmation/routes.ts';
import { type Example, shownExample, shownTable } from '../base/example.ts';
import { html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';

export const confirmationExamples: readonly Example[] = [
  {
    id: 'trigger',
    title: 'Trigger a call',
    route: triggerCallRoute,
    keeps: { orderId: 'orderId' },
    note: 'Makes the order and queues the call. Sent again, it answers with the same ids and calls nobody twice.',
  },
  {
    id: 'trigger-flat',
    title: 'Trigger a call, in the flat form',
    route: triggerCallRoute,
    body: {
      externalId: 'mi_orden_123',
      customer: { name: 'Juan', phone: '+573001234567' },
      products: [{ name: 'Producto X', quantity: 1 }],
      totalPrice: '85600',
    },
    note: 'Products as a list, the total as text. `source` is `api`, and `callType` is `confirmation`.',
  },
  {
    id: 'order',
    title: 'Read an order with its calls',
    route: getOrderRoute,
    params: { id: '{orderId}' },
  },
  {
    id: 'by-phone',
    title: 'Find orders by phone',
    route: listOrdersRoute,
    query: { phone: '+573001234567', limit: '10' },
    note: 'Also by `externalId` or `shopifyOrderId`; `limit` and `offset` select the page.',
  },
  {
    id: 'logistics',
    title: 'Say where the parcel is',
    route: updateLogisticsRoute,
    params: { id: '{orderId}' },
  },
];

const outcomes: readonly (readonly [string, string])[] = [
  ['confirmed', 'The customer wants the order'],
  ['cancelled', 'The customer does not want it'],
  ['novedad', 'Something is wrong, such as the address: a person has to look at it'],
  ['no_answer', 'Nobody answered, after all attempts'],
  ['recovered', 'The customer buys what was left in the cart'],
  ['not_recovered', 'The customer does not'],
];

const logistics: Readonly<Record<(typeof logisticsStatuses)[number], string>> = {
  processing: 'It is being prepared',
  shipped: 'It has left',
  in_transit: 'It is on its way',
  delivered: 'The customer has it',
  returned: 'It came back',
  failed_delivery: 'An attempt to deliver it failed',
};

export const confirmationGuide: DocsPage = {
  path: 'confirmation',
  title: 'Confirmation calls',
  runs: true,
  content: html`
<p>The format of Talkyria’s API v1. An integration moves over by its base URL, <code>/api/v1</code> of this host, and a key of your
tenant as <code>Authorization: Bearer</code>. A key may send 60 requests a minute.</p>
<p>One trigger is one round of calls: a line that is busy or not answered is tried again as your call policy says, within calling hours
and never to a number that opted out. The first real answer ends the round, moves the order and is told by one
<a href="/docs/webhooks"><code>call.outcome_final</code></a>.</p>
<h2>Calls</h2>
${confirmationExamples.slice(0, 2).map(shownExample)}
<h2>Orders</h2>
${confirmationExamples.slice(2).map(shownExample)}
<h2>Outcomes</h2>
${shownTable(
  'Outcomes',
  ['Outcome', 'Means'],
  outcomes.map(([name, means]) => [html`<code>${name}</code>`, means]),
)}
<h2>Logistic statuses</h2>
${shownTable(
  'Logistic statuses',
  ['logisticStatus', 'Means'],
  logisticsStatuses.map((name) => [html`<code>${name}</code>`, logistics[name]]),
)}
<p>${prose('`delivered` and `returned` are final: the order takes no other status after them.')}</p>
`,
};
