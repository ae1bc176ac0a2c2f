import { statusNames } from '../../../shared/http/dialects/delivery-words.ts';
import {
  addTestMoneyRoute,
  cancelDeliveryRoute,
  createDeliveryRoute,
  getDeliveryRoute,
} from '../../delivery/bookings/booking-routes.ts';
import { createExample } from '../../delivery/bookings/create-body.ts';
import {
  getDeliveryTimelineRoute,
  getTrackingRoute,
  moveTestDeliveryRoute,
} from '../../delivery/lifecycle/lifecycle-routes.ts';
import {
  checkServiceabilityRoute,
  getPricingRoute,
  listRegionsRoute,
} from '../../delivery/serviceability/serviceability-routes.ts';
import { type Example, shownExample, shownTable } from '../base/example.ts';
import { html, prose } from '../base/html.ts';
import type { DocsPage } from '../base/layout.ts';

const orderID = { orderID: '{orderID}' };

const bogota = (address: string, lat: number, lng: number) => ({
  address,
  house_no: '301',
  landmark: '',
  lat,
  lng,
  pincode: '110231',
});

export const deliveryExamples: readonly Example[] = [
  { id: 'regions', title: 'List regions', route: listRegionsRoute },
  { id: 'pricing', title: 'Price a delivery', route: getPricingRoute },
  {
    id: 'serviceability',
    title: 'See what is offered',
    route: checkServiceabilityRoute,
    body: { ...checkServiceabilityRoute.bodyExample, scheduleOrderAt: '' },
    note: 'Coordinates go before addresses, and package sizes before weight and dimensions. An order with the same `requestID` gets these prices for 15 minutes. The reference’s time has passed, so it is left empty here: now.',
  },
  {
    id: 'money',
    title: 'Put test money into the wallet',
    route: addTestMoneyRoute,
    body: { amount: 50_000, walletType: 'business' },
  },
  {
    id: 'create',
    title: 'Order a delivery in Bengaluru',
    route: createDeliveryRoute,
    keeps: { orderID: 'data.orderID' },
    note: 'The reference’s own order, for a business that pays in INR. One that pays in other money is refused with E108, which says so: it takes the next one.',
  },
  {
    id: 'create-bogota',
    title: 'Order a delivery in Bogotá',
    route: createDeliveryRoute,
    keeps: { orderID: 'data.orderID' },
    note: 'The same for a business that pays in COP, as the demo tenant does.',
    body: {
      ...createExample,
      pickAddress: bogota('Calle 63 # 9-60, Bogotá', 4.6486, -74.0628),
      dropAddress: bogota('Carrera 7 # 71-21, Bogotá', 4.6553, -74.0556),
      sender: { ...createExample.sender, mobileNumber: '3001234567' },
      receiver: { ...createExample.receiver, mobileNumber: '3007654321' },
    },
  },
  { id: 'one', title: 'Read a delivery', route: getDeliveryRoute, query: orderID },
  { id: 'tracking', title: 'Get its tracking link', route: getTrackingRoute, query: orderID },
  {
    id: 'walk',
    title: 'Walk it to a status',
    route: moveTestDeliveryRoute,
    body: { orderID: '{orderID}', status: 'PICKUPREACHED' },
    note: 'With test keys only: an agent is simulated, and every step on the way is told by its webhook.',
  },
  { id: 'timeline', title: 'Read its timeline', route: getDeliveryTimelineRoute, query: orderID },
  {
    id: 'cancel',
    title: 'Cancel it',
    route: cancelDeliveryRoute,
    body: { orderID: '{orderID}', reason: 'any reason' },
    note: 'Until it is picked up; what was paid goes back to the wallet.',
  },
];

const statuses: Readonly<Record<keyof typeof statusNames, string>> = {
  new: 'It was ordered',
  accepted: 'An agent took it',
  at_pickup: 'The agent is where it is picked up',
  picked_up: 'The agent has it',
  in_warehouse: 'It is in a warehouse',
  left_warehouse: 'It left the warehouse',
  at_door: 'The agent is at the door',
  delivered: 'It was handed over',
  returning: 'It goes back',
  returned: 'It is back with its sender',
  cancelled: 'It was cancelled before it was picked up',
};

export const deliveryGuide: DocsPage = {
  path: 'delivery',
  title: 'Deliveries',
  runs: true,
  content: html`
<p>The format of Telyport’s API v2. Its base URL is <code>/v2</code> of this host, for test and live alike: the key, sent as
<code>X-Api-Key</code>, says which it is. A key may send 600 requests a minute.</p>
<p>${prose('With the id of an order of yours in `businessOrderID`, what is due on that order is collected at the door, and each step of the courier moves the order in every API.')}</p>
<h2>Where, how fast, for how much</h2>
${deliveryExamples.slice(0, 3).map(shownExample)}
<h2>Order</h2>
${deliveryExamples.slice(3, 6).map(shownExample)}
<h2>Follow</h2>
${deliveryExamples.slice(6).map(shownExample)}
<h2>Statuses</h2>
${shownTable(
  'Statuses',
  ['orderStatus', 'Means'],
  Object.entries(statusNames).map(([status, name]) => [
    html`<code>${name}</code>`,
    statuses[status as keyof typeof statusNames],
  ]),
)}
`,
};
