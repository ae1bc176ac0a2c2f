import { actOnOrderRoute } from '../../platform/orders/action-routes.ts';
import { findOrdersRoute } from '../../platform/orders/lists/order-list-routes.ts';
import { getWholeOrderRoute } from '../../platform/orders/order-routes.ts';
import { placeOrderRoute } from '../../platform/orders/place/place-order-routes.ts';
import { simulateOrderRoute } from '../../platform/orders/simulate/simulate-routes.ts';
import { getSummaryRoute } from '../../platform/reports/summary-routes.ts';
import { listWalletsRoute } from '../../platform/wallets/wallet-routes.ts';
import { type Example, shownExample } from '../base/example.ts';
import { html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';

const id = { id: '{orderId}' };

export const platformExamples: readonly Example[] = [
  {
    id: 'simulate',
    title: 'Make a test order',
    route: simulateOrderRoute,
    body: { customer: '0002' },
    keeps: { orderId: 'orderId' },
    note: 'Of a simulated customer who never answers, so that there is something to do.',
  },
  {
    id: 'place',
    title: 'Take an order by hand',
    route: placeOrderRoute,
    body: {
      customer: { name: 'Ana Gómez', phone: '+573001234567' },
      address: { address1: 'Carrera 7 # 71-21', city: 'Bogotá' },
      items: [{ name: 'Gel', quantity: 2, price: 32000 }],
      total: 73000,
      source: 'whatsapp',
      notes: 'Shipping is 9,000',
    },
    note: 'Of a customer who wrote or phoned. The call that confirms it is queued with it, unless `call` is false.',
  },
  {
    id: 'find',
    title: 'Find orders',
    route: findOrdersRoute,
    query: { status: 'pending,needs_review', counts: 'true', limit: '10' },
    note: 'Filters combine; `nextCursor` of an answer is the `cursor` of the next page.',
  },
  { id: 'whole', title: 'Read everything about an order', route: getWholeOrderRoute, params: id },
  {
    id: 'note',
    title: 'Add a note',
    route: actOnOrderRoute,
    params: id,
    body: { action: 'add-note', note: 'The neighbour takes it' },
    note: 'Also `confirm`, `cancel`, `reopen`, `call-again`, `correct-address`, `book-delivery` and more: `actions` of the order says what is possible now, and why not.',
  },
  {
    id: 'confirm',
    title: 'Confirm an order',
    route: actOnOrderRoute,
    params: id,
    body: { action: 'confirm', reason: 'Confirmed by chat' },
    note: 'It ends a round of calls that is under way. Run it again: an order that is confirmed is refused.',
  },
  { id: 'summary', title: 'See how the day goes', route: getSummaryRoute },
  { id: 'wallets', title: 'See balances', route: listWalletsRoute },
];

export const platformGuide: DocsPage = {
  path: 'platform',
  title: 'Platform API',
  runs: true,
  content: html`
<p>Recado’s own: what the four formats have no words for. It is below <code>/platform/v1</code>, takes a tenant’s key as
<code>Authorization: Bearer</code>, and is what the console works with. A key may send 600 requests a minute.</p>
<p>${prose('Lists answer `{orders|calls|deliveries|…: […], nextCursor}`: no cursor skips or repeats what did not change. Bodies and parameters are strict: what is not known is refused by name.')}</p>
<h2>Orders</h2>
${platformExamples.slice(0, 6).map(shownExample)}
<h2>Reports</h2>
${platformExamples.slice(6).map(shownExample)}
`,
};
