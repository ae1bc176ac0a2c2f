import {
  createOrderRoute,
  getOrderDetailsRoute,
  searchOrdersRoute,
  updateOrderRoute,
  updateOrderStatusRoute,
} from '../../orders/order/order-routes.ts';
import { exportOrdersRoute, getStatisticsRoute } from '../../orders/reports/report-routes.ts';
import { addTimelineEventRoute, getTimelineRoute } from '../../orders/timeline/timeline-routes.ts';
import { type Example, shownExample, shownTable } from '../base/example.ts';
import { html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';

const orderId = { orderId: '{orderId}' };

export const orderExamples: readonly Example[] = [
  {
    id: 'create',
    title: 'Create an order',
    route: createOrderRoute,
    keeps: { orderId: 'order._id' },
    note: 'A source has each `external_order_id` once: sent again it is answered 409, with the `_id` of the order that is there.',
  },
  {
    id: 'create-external',
    title: 'Create an order from a checkout',
    route: createOrderRoute,
    keeps: { orderId: 'order._id' },
    body: {
      mobile: '+919876543210',
      name: 'John Doe',
      product_items: [{ name: 'Product A', quantity: 1, price: 500 }],
      external_order_source: 'website',
      external_order_id: 'CHECKOUT-123',
    },
  },
  {
    id: 'list',
    title: 'List orders',
    route: searchOrdersRoute,
    query: { page: '1', limit: '10', sortBy: 'created_at', sortDirection: 'desc' },
    note: 'Also by `status`, `startDate`, `endDate` and `searchTerm`, in any combination.',
  },
  { id: 'one', title: 'Read an order', route: getOrderDetailsRoute, params: orderId },
  {
    id: 'update',
    title: 'Update an order',
    route: updateOrderRoute,
    params: orderId,
    note: 'What is not named stays; `null` clears. With `If-Match`, only the version that you read is changed.',
  },
  { id: 'status', title: 'Update the status alone', route: updateOrderStatusRoute, params: orderId },
  { id: 'timeline', title: 'Read the timeline', route: getTimelineRoute, params: orderId },
  {
    id: 'event',
    title: 'Add an event to the timeline',
    route: addTimelineEventRoute,
    params: orderId,
  },
  {
    id: 'stats',
    title: 'See what orders come to',
    route: getStatisticsRoute,
    query: { period: 'monthly' },
    note: '`daily`, `weekly` or `monthly`, on the clock of your tenant.',
  },
  {
    id: 'export',
    title: 'Export orders as CSV',
    route: exportOrdersRoute,
    query: { status: 'shipped' },
    note: 'A large one is prepared first: the answer is then 202 with the place to ask again.',
  },
];

const colours: readonly (readonly [string, string, string])[] = [
  ['success', 'Something came to its end', 'green'],
  ['pending', 'Something is under way', 'yellow'],
  ['error', 'Something went wrong', 'red'],
  ['info', 'Something to know', 'blue'],
];

export const ordersGuide: DocsPage = {
  path: 'orders',
  title: 'Order management',
  runs: true,
  content: html`
<p>The format of TalkingShops’ Order Management API v1. Its base URL is <code>/v1</code> of this host, and the key goes into
<code>x-tenant-api-key</code>. A tenant may send 100 requests a minute, all its keys together.</p>
<p>${prose('Creating an order calls nobody: ask for that with `POST /api/v1/calls/trigger` and the `_id` as its `orderId`.')}</p>
<h2>Orders</h2>
${orderExamples.slice(0, 6).map(shownExample)}
<h2>Timeline</h2>
<p>Every change of an order has an event, with one of four types:</p>
${shownTable(
  'Types of events',
  ['type', 'Means', 'Colour'],
  colours.map(([name, means, colour]) => [html`<code>${name}</code>`, means, colour]),
)}
${orderExamples.slice(6, 8).map(shownExample)}
<h2>Reports</h2>
${orderExamples.slice(8).map(shownExample)}
`,
};
