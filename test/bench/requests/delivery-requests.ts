import {
  createExample,
  postpaidExample,
  walletExample,
} from '../../../functions/delivery/bookings/create-body.ts';
import { putRegionRoute } from '../../../functions/platform/regions/region-routes.ts';
import type { ShopApi } from '../shop/shop.ts';
import { placeOrder } from './order-requests.ts';
import type { BenchContext, Send } from './requests.ts';

/** What requests about deliveries are made with. */
export interface Booked {
  orderID: string;
  trackingID: string;
  /** Of an order that is paid. */
  temporaryOrderID: string;
  /** Of an order that waits for money. */
  waitingID: string;
}

const origin = { lat: 4.6533, lng: -74.0837 };
const destination = { lat: 4.6677, lng: -74.0525 };
const addresses = {
  pickAddress: {
    ...createExample.pickAddress,
    ...origin,
    address: 'Calle 45 #23-12, Bogotá',
    pincode: '111311',
  },
  dropAddress: {
    ...createExample.dropAddress,
    ...destination,
    address: 'Carrera 11 #93-10',
    pincode: '110221',
  },
};
const onCredit = { ...createExample, ...addresses, paymentMode: 'postpaid' };
const fromWallet = { ...createExample, ...addresses };

const post = (shop: ShopApi, path: string, body: object) =>
  shop.test.call<{ data: Record<string, string> }>('POST', `/v2${path}`, body, { 'x-api-key': shop.testKey });
const get = (shop: ShopApi, path: string) =>
  shop.test.call<{ data: Record<string, string> }>('GET', `/v2${path}`, undefined, {
    'x-api-key': shop.testKey,
  });

async function book(shop: ShopApi): Promise<string> {
  const { data } = await post(shop, '/order/create', onCredit);
  return String(data.orderID);
}

/** Gives the shop credit and money, and books what the requests below read. */
export async function openDeliveries(shop: ShopApi): Promise<Booked> {
  await shop.admin.call('PATCH', `/platform/v1/tenants/${shop.tenant.id}`, {
    postpaid: { enabled: true, limit: 1_000_000_000 },
  });
  await post(shop, '/test/wallet', { walletType: 'business', amount: 100_000_000 });
  const orderID = await book(shop);
  const { data: tracking } = await get(shop, `/order/tracking?orderID=${orderID}`);
  const { data: paid } = await post(shop, '/order/create', fromWallet);
  const { id: userID } = await shop.test.call<{ id: string }>('POST', '/platform/v1/users', {
    name: 'Luis Gil',
  });
  const { data: waiting } = await post(shop, '/order/create', { ...fromWallet, walletType: 'user', userID });
  return {
    orderID,
    trackingID: String(tracking.trackingID),
    temporaryOrderID: String(paid.temporaryOrderID),
    waitingID: String(waiting.temporaryOrderID),
  };
}

const report = async ({ shop }: BenchContext, orderID: string) =>
  shop.test.call('POST', `/platform/v1/deliveries/${orderID}/events`, {
    event: 'AGENT_ACCEPTED_ORDER',
    agent: { name: 'Ana Gómez', phone: '3001234567' },
  });

/** Every way to call the delivery dialect and what belongs to it, by the endpoint's name. */
export const deliveryRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'list-regions': { '': ({ shop }) => get(shop, '/regions') },
  'get-pricing': { '': ({ shop }) => post(shop, '/pricing', { origin, destination }) },
  'check-serviceability': {
    'between two points': ({ shop, unique }) =>
      post(shop, '/serviceability', {
        fromCoordinates: origin,
        toCoordinates: destination,
        requestID: `bench-${unique()}`,
      }),
  },
  'create-delivery': {
    'on credit': ({ shop }) => post(shop, '/order/create', onCredit),
    'from a wallet': ({ shop }) => post(shop, '/order/create', fromWallet),
    'of an order': async (context) => {
      const businessOrderID = await placeOrder(context);
      return post(context.shop, '/order/create', { ...onCredit, businessOrderID });
    },
  },
  'create-postpaid-delivery': {
    '': ({ shop }) => post(shop, '/order/create/postpaid', { ...postpaidExample, ...addresses }),
  },
  'create-wallet-delivery': {
    '': ({ shop }) => post(shop, '/order/create/wallet', { ...walletExample, ...addresses }),
  },
  'get-delivery': { '': ({ shop, booked }) => get(shop, `/order?orderID=${booked.orderID}`) },
  'cancel-delivery': {
    'on credit': async ({ shop }) =>
      post(shop, '/order/cancel', { orderID: await book(shop), reason: 'any reason' }),
  },
  'get-payment-status': {
    'of a paid order': ({ shop, booked }) =>
      get(shop, `/order/payment-status?temporaryOrderID=${booked.temporaryOrderID}`),
    'of one that waits': ({ shop, booked }) =>
      get(shop, `/order/payment-status?temporaryOrderID=${booked.waitingID}`),
  },
  'add-test-money': {
    '': ({ shop }) => post(shop, '/test/wallet', { walletType: 'business', amount: 500 }),
  },
  'get-delivery-timeline': {
    '': ({ shop, booked }) => get(shop, `/order/timeline?orderID=${booked.orderID}`),
  },
  'get-tracking': { '': ({ shop, booked }) => get(shop, `/order/tracking?orderID=${booked.orderID}`) },
  'move-test-delivery': {
    'from its start to the door': async ({ shop }) =>
      post(shop, '/test/order/status', { orderID: await book(shop), status: 'DROPREACHED' }),
  },
  'track-delivery': { '': ({ shop, booked }) => shop.test.call('GET', `/track/${booked.trackingID}`) },
  'report-delivery-event': {
    'an agent takes it': async (context) => report(context, await book(context.shop)),
  },
  'credit-wallet': {
    '': ({ shop }) =>
      shop.admin.call('POST', '/platform/v1/wallets/credits', {
        tenantId: shop.tenant.id,
        mode: 'test',
        walletType: 'business',
        amount: 500,
      }),
  },
  'put-region': {
    '': ({ shop }) => shop.admin.call('PUT', '/platform/v1/regions/CLO', putRegionRoute.bodyExample),
  },
  'get-region': { '': ({ shop }) => shop.admin.call('GET', '/platform/v1/regions/BOG') },
};
