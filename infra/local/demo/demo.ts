import { errorSummaryOf } from '../../request.ts';
import { until } from '../../until.ts';
import { exampleCall } from '../example.ts';
import { startHost } from '../host.ts';
import { type Lifetime, watchLifetime } from '../lifetime.ts';
import { createDemoTenant, type Platform, platformAt } from '../platform.ts';
import { createNarrator, type Narrator } from './narrator.ts';
import { demonstrateTwilio } from './provider.ts';
import { startReceiver } from './receiver.ts';
import { demonstrateRetell } from './retell.ts';
import { verifyDemoSignature } from './signature.ts';
import { demonstrateWhatsApp } from './whatsapp.ts';

/** `npm run demo`: one order, from the request to the signed webhook, against the real thing on free ports. */

interface Triggered {
  success: boolean;
  orderId: string;
  callId: string;
  message: string;
  estimatedCallTime: string;
}

interface Order {
  id: string;
  status: string;
  totalPrice: number;
  addressFinal: string | null;
  confirmedAt: string | null;
  callAttempts: number;
  calls: {
    id: string;
    outcome: string | null;
    durationSeconds: number | null;
    summary: string | null;
    transcript: string | null;
  }[];
}

interface OutcomeFinal {
  event: string;
  timestamp: string;
  order: { id: string; externalId: string; status: string; totalPrice: string; customer: { ns?: string } };
  call: { id: string; outcomeFinal: string };
  shop: { domain: string; country: string };
}

const { customer, order: ordered } = exampleCall;

async function demonstrate(
  narrator: Narrator,
  cleanups: (() => unknown)[],
  lifetime: Lifetime,
): Promise<void> {
  narrator.chapter('The system');
  const host = await startHost({
    log: (line) => narrator.line(line),
    onEngineLost: (error) => lifetime.end(1, error.message),
  });
  cleanups.unshift(() => host.stop());
  narrator.line(`Recado serves ${host.url}, in memory, on ${host.engine.name}`);
  const platform = platformAt(host.url);

  narrator.chapter('The merchant');
  const tenant = await createDemoTenant(platform, host.adminKey);
  narrator.line(`The admin opens "${tenant.name}" in Colombia and makes it a test key`);
  narrator.detail(`${tenant.id}  ${tenant.testKey}`);
  const receiver = await startReceiver();
  cleanups.unshift(() => receiver.stop());
  const { secret } = await platform.call<{ secret: string }>(
    'POST',
    '/platform/v1/webhook-endpoints',
    tenant.testKey,
    { url: receiver.url, events: ['call.outcome_final'] },
  );
  narrator.line(`The merchant's own server wants to hear how calls end`);
  narrator.detail(receiver.url);

  narrator.chapter('The order');
  const triggered = await platform.call<Triggered>(
    'POST',
    '/api/v1/calls/trigger',
    tenant.testKey,
    exampleCall,
  );
  narrator.line(
    `${customer.name} orders ${ordered.products} for ${ordered.totalPrice} ${ordered.currency}, cash on delivery`,
  );
  narrator.line(`"${triggered.message}", expected in ${triggered.estimatedCallTime}`);
  narrator.detail(`${triggered.orderId}  ${triggered.callId}`);

  const order = await follow(platform, tenant.testKey, triggered.orderId, narrator);
  const [call] = order.calls;
  for (const spoken of call?.transcript?.split('\n') ?? []) narrator.detail(spoken);
  narrator.check('the order is confirmed', order.status === 'confirmed' && order.confirmedAt !== null);
  narrator.check(
    'one call did it, the one that was announced',
    order.calls.length === 1 && call?.id === triggered.callId,
  );

  narrator.chapter('The webhook');
  const [webhook] = await until('a webhook arrives', async () =>
    receiver.received.length > 0 ? receiver.received : undefined,
  );
  if (!webhook) throw new Error('No webhook arrived');
  const { body, headers } = webhook;
  const outcome = JSON.parse(body.toString()) as OutcomeFinal;
  narrator.line(`${outcome.event}: ${outcome.call.outcomeFinal}`);
  narrator.detail(body.toString());
  const signature = String(headers['x-talkyria-signature']);
  narrator.detail(`X-Talkyria-Signature: ${signature}`);
  narrator.check(
    "its signature passes the reference's own check",
    verifyDemoSignature(body, signature, secret),
  );
  const forged = Buffer.from(body.toString().replace('confirmed', 'cancelled'));
  narrator.check('and a forged body does not', !verifyDemoSignature(forged, signature, secret));
  narrator.check(
    'it tells of this order, this call and this shop',
    outcome.event === 'call.outcome_final' &&
      outcome.order.id === triggered.orderId &&
      outcome.order.externalId === ordered.externalId &&
      outcome.order.customer.ns === customer.ns &&
      outcome.order.totalPrice === String(ordered.totalPrice) &&
      outcome.call.id === triggered.callId &&
      outcome.call.outcomeFinal === 'confirmed' &&
      outcome.shop.domain === 'mitienda.myshopify.com' &&
      outcome.shop.country === 'CO',
  );

  narrator.chapter('The second look');
  const again = await platform.call<Triggered>('POST', '/api/v1/calls/trigger', tenant.testKey, exampleCall);
  narrator.check(
    'the same request again makes no second order and no second call',
    again.orderId === triggered.orderId && again.callId === triggered.callId,
  );
  const read = await readOrder(platform, tenant.testKey, triggered.orderId);
  narrator.line(`GET /api/v1/orders/${read.id}`);
  narrator.detail(
    `status ${read.status}, confirmedAt ${read.confirmedAt}, callAttempts ${read.callAttempts}, addressFinal ${read.addressFinal}`,
  );
  narrator.check('the order reads back as it was told', read.status === outcome.order.status);
  narrator.check('the merchant heard of it once', receiver.received.length === 1);
}

const readOrder = (platform: Platform, key: string, id: string): Promise<Order> =>
  platform.call<Order>('GET', `/api/v1/orders/${id}`, key);

/** Reads the order until it is confirmed, and prints what changes on the way. */
async function follow(platform: Platform, key: string, id: string, narrator: Narrator): Promise<Order> {
  let last = '';
  narrator.line(`The phone of ${customer.name} rings …`);
  return until('the order is confirmed', async () => {
    const order = await readOrder(platform, key, id);
    const [call] = order.calls;
    const now =
      call?.outcome &&
      `${call.durationSeconds} s later: ${call.outcome}. ${call.summary ?? ''} Status: ${order.status}`;
    if (now && now !== last) narrator.line(now);
    last = now ?? '';
    return order.status === 'confirmed' ? order : undefined;
  });
}

/** The names for `--provider`. */
const providers: Readonly<Record<string, typeof demonstrate>> = {
  twilio: demonstrateTwilio,
  retell: demonstrateRetell,
  whatsapp: demonstrateWhatsApp,
};

/** The demo that the command asks for. @throws Error for a provider that there is no demo of */
function chosen(given: readonly string[]): typeof demonstrate {
  const at = given.indexOf('--provider');
  if (at === -1) return demonstrate;
  const name = given[at + 1] ?? '';
  const found = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (found === undefined) throw new Error(`--provider must be one of ${Object.keys(providers).join(', ')}`);
  return found;
}

const narrator = createNarrator();
const cleanups: (() => unknown)[] = [];
const lifetime = watchLifetime(async () => {
  for (const clean of cleanups) await clean();
});
try {
  await chosen(process.argv.slice(2))(narrator, cleanups, lifetime);
  process.stdout.write('\n          That was all of it. To try it yourself: npm start\n\n');
  lifetime.end(0);
} catch (error) {
  // After the signal the system no longer answers.
  if (!lifetime.ending()) process.stdout.write(`\n          The demo failed: ${errorSummaryOf(error)}\n\n`);
  lifetime.end(1);
}
