import { createExample } from '../../../functions/delivery/bookings/create-body.ts';
import { exampleCall } from '../../../infra/local/example.ts';
import type { FaultyStack } from '../stack/faulty-stack.ts';
import type { Random } from '../support/random.ts';
import { type Client, createClient, Refused } from './api-client.ts';
import { enable, recoverHeld } from './endpoint-recovery.ts';
import type { Shop, Shops, Subscriber } from './load-tenants.ts';

/** What the API promised by its answers. */
export interface Told {
  /** Pieces of work done. */
  pieces: number;
  /** Orders by what their merchants call them: every id that was answered for one. */
  orders: Map<string, Set<string>>;
  /** Amounts in major units of credits to the sender's wallet. */
  credits: number[];
  /** Deliveries booked, by their orderID. */
  deliveries: Set<string>;
  /** Temporary orders that were answered instead of one. */
  waiting: Set<string>;
  /** Answers that no client of these should ever get. */
  surprises: string[];
}

export const newTold = (): Told => ({
  pieces: 0,
  orders: new Map(),
  credits: [],
  deliveries: new Set(),
  waiting: new Set(),
  surprises: [],
});

/** Last digits of simulated customers: every kind, and twice those who confirm. */
const CUSTOMERS = ['0001', '0002', '0003', '0004', '0005', '0006', '0007', '4567', '4568'] as const;

/** Many, so that few rounds wait for another one to the same phone, and some do. */
const phoneOf = (random: Random): string => `+1809${random.integer(550, 579)}${random.oneOf(CUSTOMERS)}`;

interface Clerk {
  client: Client;
  shops: Shops;
  random: Random;
  told: Told;
  /** On the fast clock. */
  now: () => number;
  /** Another name each time. */
  name(): string;
}

/** Everything that customers, shops and couriers do, as often as it is written here. */
const doings: readonly [(clerk: Clerk) => Promise<void>, ...((clerk: Clerk) => Promise<void>)[]] = [
  haveConfirmed,
  haveConfirmed,
  sell,
  sell,
  payIn,
  haveDelivered,
  haveDelivered,
  nag,
  changeSecret,
  goAway,
];

/**
 * So many clerks work at the same time, until there is no more to do.
 * @param more asked before each piece of work
 * @param room waited for before each piece of work
 */
export async function applyLoad(
  stack: FaultyStack,
  shops: Shops,
  random: Random,
  clerks: number,
  more: () => boolean,
  room: () => Promise<void>,
  told: Told,
): Promise<void> {
  let named = 0;
  const client = createClient(
    () => stack.url,
    (what) => stack.journal.count(what),
  );
  await Promise.all(
    Array.from({ length: clerks }, async (_, at) => {
      const own = random.branch(`clerk ${at}`);
      const name = () => `F-${at}-${named++}`;
      const clerk: Clerk = { client, shops, random: own, told, now: stack.clock.now, name };
      while (more()) {
        await room();
        const doing = own.oneOf(doings);
        try {
          await doing(clerk);
          told.pieces++;
          stack.journal.count(`done: ${doing.name}`);
        } catch (error) {
          told.surprises.push(`${doing.name}: ${error instanceof Error ? error.message : error}`);
        }
      }
    }),
  );
}

/** An order is triggered, by two clients at once at times, and its parcel moves. */
async function haveConfirmed({ client, shops: { seller }, random, told, name }: Clerk): Promise<void> {
  const externalId = name();
  const key = random.chance(0.3) ? seller.liveKey : seller.testKey;
  const body = {
    ...exampleCall,
    customer: { ...exampleCall.customer, phone: phoneOf(random) },
    order: { ...exampleCall.order, externalId, currency: 'DOP' },
  };
  const trigger = async () => {
    const { orderId } = await client.insist<{ orderId: string }>('POST /api/v1/calls/trigger', { key, body });
    remember(told.orders, externalId, orderId);
    return orderId;
  };
  const [orderId] = await Promise.all(Array.from({ length: random.chance(0.3) ? 3 : 1 }, trigger));
  if (!random.chance(0.3)) return;
  const parcel = { logisticStatus: 'in_transit', trackingNumber: 'CR123456789', carrier: 'InterRapidisimo' };
  await client.insist(`PATCH /api/v1/orders/${orderId}/status`, { key, body: parcel });
}

/** An order of the orders API goes through some of its life. */
async function sell({ client, shops: { seller }, random, told, name }: Clerk): Promise<void> {
  const externalId = name();
  const headers = { 'x-tenant-api-key': seller.testKey };
  const item = () => ({
    name: 'Shirt',
    quantity: random.integer(1, 3),
    price: random.integer(1, 99_999) / 100,
  });
  const { order } = await client.insist<{ order: { _id: string } }>('POST /v1/orders', {
    headers,
    body: {
      mobile: '+18095554567',
      product_items: [item(), item()],
      external_order_source: 'website',
      external_order_id: externalId,
    },
  });
  remember(told.orders, externalId, order._id);
  const path = `/v1/orders/${order._id}`;
  for (const status of ['processing', 'shipped', 'refunded'] as const) {
    if (random.chance(0.3)) {
      const updates = { notes: `Note ${random.integer(1, 1000)}`, product_items: [item()] };
      await client.insist(`PUT ${path}`, { headers, body: { updates } });
    }
    if (random.chance(0.4)) return;
    await client.insist(`PUT ${path}/status`, { headers, body: { status } });
  }
}

/** Money comes into the wallet that deliveries are paid from. */
async function payIn({ client, shops: { sender }, random, told }: Clerk): Promise<void> {
  const amount = random.integer(100, 900);
  const headers = { 'x-api-key': sender.testKey };
  await client.insist('POST /v2/test/wallet', { headers, body: { amount, walletType: 'business' } });
  told.credits.push(amount);
}

const agent = { name: 'John Doe', phone: '12345678990' };
const coordinates = { lat: 12.91078857846555, lng: 77.63199025301438 };
const STEPS = [
  { event: 'AGENT_ACCEPTED_ORDER', agent },
  { event: 'PICK_REACHED' },
  { event: 'PICK_DONE', otp: '1234', coordinates },
] as const;

/** A delivery is booked, or waits for money; a courier takes it some of the way, or it is called off. */
async function haveDelivered({ client, shops: { sender }, random, told }: Clerk): Promise<void> {
  const headers = { 'x-api-key': sender.testKey };
  const { data } = await client.insist<{ data: { orderID: string; temporaryOrderID: string } }>(
    'POST /v2/order/create',
    { headers, body: createExample },
  );
  if (data.orderID === '') return void told.waiting.add(data.temporaryOrderID);
  told.deliveries.add(data.orderID);
  if (random.chance(0.3)) {
    const call = { orderID: data.orderID, reason: 'any reason' };
    return void (await client.insist('POST /v2/order/cancel', { headers, body: call }));
  }
  for (const step of STEPS.slice(0, random.integer(0, STEPS.length)))
    await client.insist(`POST /platform/v1/deliveries/${data.orderID}/events`, {
      key: sender.testKey,
      body: step,
    });
}

/** A merchant has a webhook that failed sent again, and pings an endpoint. */
async function nag({ client, shops, random }: Clerk): Promise<void> {
  const shop: Shop = random.chance(0.5) ? shops.seller : shops.sender;
  const key = shop.testKey;
  const [subscriber] = random.shuffled(shop.subscribers.filter(({ name }) => name.includes('-test-')));
  await unlessRefused(client.insist(`POST /platform/v1/webhook-endpoints/${subscriber?.id}/ping`, { key }));
  const { deliveries } = await client.insist<{ deliveries: { id: string }[] }>(
    `GET /platform/v1/webhook-deliveries?endpointId=${subscriber?.id}&status=failed&limit=5`,
    { key },
  );
  const [failed] = random.shuffled(deliveries);
  if (failed === undefined) return;
  await unlessRefused(client.insist(`POST /platform/v1/webhook-deliveries/${failed.id}/retry`, { key }));
}

/**
 * Somebody else may have asked meanwhile, the receiver may be gone, or its secrets be too many.
 * @param code the only one that is expected, if one is given
 */
async function unlessRefused(asked: Promise<unknown>, code?: string): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof Refused) || error.heard.status !== 409) throw error;
    if (code !== undefined && error.code !== code) throw error;
  }
}

/** Does something to an endpoint of these that nobody else is changing. */
async function withEndpoint(
  { shops, random }: Clerk,
  wanted: (subscriber: Subscriber) => boolean,
  change: (subscriber: Subscriber) => Promise<void>,
): Promise<void> {
  const all = [shops.seller, shops.sender].flatMap(({ subscribers }) => subscribers);
  const [subscriber] = random.shuffled(all.filter((one) => wanted(one) && !one.busy));
  if (subscriber === undefined) return;
  subscriber.busy = true;
  try {
    await unlessRefused(change(subscriber));
  } finally {
    subscriber.busy = false;
  }
}

/** A merchant has another secret sign, beside the old one for a time or at once. */
function changeSecret(clerk: Clerk): Promise<void> {
  const { client, random, now, name } = clerk;
  return withEndpoint(
    clerk,
    () => true,
    async ({ id, key, secrets }) => {
      const secret = `whsec_${Buffer.from(`${name()} of the soak, another one`).toString('base64')}`;
      const body = { secret, overlapSeconds: random.chance(0.5) ? 0 : 60 };
      const askedAt = now();
      await unlessRefused(
        client.insist(`POST /platform/v1/webhook-endpoints/${id}/rotate-secret`, { key, body }),
        // It was changed, and the answer with the secret got lost.
        'idempotency_answer_secret',
      );
      secrets.push({ secret, askedAt, answeredAt: now() });
    },
  );
}

/** A merchant's server is away for a while; what it missed is recovered. What is held keeps no later event waiting. */
function goAway(clerk: Clerk): Promise<void> {
  const { client, random } = clerk;
  return withEndpoint(
    clerk,
    ({ manner }) => !manner.strictOrder,
    async (subscriber) => {
      const { id, key } = subscriber;
      await client.insist(`PATCH /platform/v1/webhook-endpoints/${id}`, { key, body: { enabled: false } });
      await new Promise((resume) => setTimeout(resume, random.integer(100, 3000)));
      await enable(client, subscriber);
      await recoverHeld(client, subscriber);
    },
  );
}

const remember = (orders: Told['orders'], externalId: string, orderId: string): void =>
  void orders.set(externalId, (orders.get(externalId) ?? new Set()).add(orderId));
