import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { inParallel } from '../../../shared/base/async/in-parallel.ts';
import { Problem } from '../../../shared/base/problem.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import { callMessages } from '../../../shared/calls/queue/messages.ts';
import { triggerCall } from '../../../shared/calls/rounds/trigger-call.ts';
import { createSimulator } from '../../../shared/calls/telephony/simulator/simulator.ts';
import { addMoney } from '../../../shared/deliveries/booking/add-money.ts';
import { withActor } from '../../../shared/events/with-actor.ts';
import { placeOrder } from '../../../shared/orders/changes/place-order.ts';
import { loadTenant, type Tenant } from '../../../shared/tenants/tenant/tenant.ts';
import { openReplay, type Replay } from './moved-clock.ts';
import { type PlannedOrder, planDay } from './plan.ts';
import { playScenario } from './scenarios.ts';
import type { SampleShop } from './shop.ts';

/** How far back the day reaches, at most. */
const DAY_MS = 10 * 3600_000;
/** And at least: a day that has just begun is not yet one. */
const MIN_DAY_MS = 3 * 3600_000;

/** Orders at the same time: each waits for the engine most of its time. */
const AT_ONCE = 6;

/**
 * Makes a day of orders of a shop, by the commands that its requests run, on a clock that is moved through the day.
 * @returns how many were made
 */
export async function makeSampleDay(real: Table, shop: SampleShop, now = new Date()): Promise<number> {
  const tenant = await loadTenant(real, shop.tenantId);
  const from = beginningOf(tenant, now);
  const { clock, table } = openReplay(real, from, now);
  const money = {
    walletType: 'business',
    userId: undefined,
    amount: 1_000_000,
    currency: tenant.currency,
  } as const;
  const scope = { tenantId: tenant.id, mode: 'test' } as const;
  const byMember = { table: withActor(table, shop.member), clock };
  await addMoney(
    byMember,
    scope,
    money,
    () => new Problem('not_found'),
    () => [],
  );
  const orders = planDay();
  const made = await inParallel(orders, AT_ONCE, (planned) => {
    const at = new Date(from.getTime() + planned.at * (now.getTime() - from.getTime()));
    return makeOrder(openReplay(real, at, now), tenant, shop, planned, orders.indexOf(planned));
  });
  const failed = made.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} sample orders were not made`);
  return made.length;
}

/** Today until now; at night it began yesterday. */
function beginningOf({ timeZone }: Tenant, now: Date): Date {
  const clock = now.toLocaleTimeString('en-GB', { timeZone, hourCycle: 'h23' });
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  const sinceMidnight = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return new Date(now.getTime() - Math.max(MIN_DAY_MS, Math.min(DAY_MS, sinceMidnight)));
}

async function makeOrder(
  replay: Replay,
  tenant: Tenant,
  shop: SampleShop,
  planned: PlannedOrder,
  index: number,
): Promise<void> {
  const { clock } = replay;
  const scope = { tenantId: tenant.id, mode: 'test' } as const;
  const byKey = { table: withActor(replay.table, shop.key), clock };
  const given = givenOrder(planned, index, tenant.currency);
  const names = { source: 'shopify', externalId: `sample-${index + 1}` };
  if (planned.scenario === 'new') {
    const placement = { ...names, given, number: undefined, reference: undefined };
    await placeOrder(byKey, { ...scope, timeZone: tenant.timeZone }, placement, () => []);
    return;
  }
  const command = { ...names, callType: 'confirmation', given, missing: [] } as const;
  const services = { ...byKey, liveCalls: 'simulator' } as const;
  const { order } = await triggerCall(services, scope, command, () => []);
  await workCalls(replay);
  await playScenario({ replay, scope, shop, planned, orderId: order.id });
}

/** Works off what the calls queue brought before now. */
async function workCalls(replay: Replay): Promise<void> {
  const simulator = createSimulator(replay.queues);
  const services = {
    ...replay,
    speed: 1,
    publicUrl: '',
    telephonyFor: async () => simulator,
    messengerFor: async () => undefined,
  };
  for (let body = replay.next(); body !== undefined; body = replay.next()) {
    const message = callMessages.read(body);
    if (message.kind !== 'report-timeout' && message.kind !== 'poll')
      await handleCallMessage(services, message);
  }
}

function givenOrder(planned: PlannedOrder, index: number, currency: string) {
  const { name, city, address, product, quantity, price, customer, lat, lng, scenario } = planned;
  const phone = `+57300${String(100 + index)}${customer}`;
  return {
    customer: { name, phone, city },
    address: { address1: address, address2: null, city, province: null, country: 'CO', zip: null },
    products: `${product} x${quantity}`,
    items: [{ name: product, quantity, price: String(price), sku: `S-${product.length}` }],
    total: String(price * quantity),
    currency,
    ...(scenario === 'paid_before' && { payment: { method: 'prepaid', status: 'paid' } as const }),
    deliveryDetails: { location: { lat, lng } },
    // How long the customer talks.
    metadata: { talkTimeSeconds: 15 + ((index * 7) % 40) },
  };
}
