import { setTimeout as sleep } from 'node:timers/promises';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import { createTable } from '../../../shared/adapters/dynamo/table.ts';
import { orderPartition, TIMELINE_PREFIX } from '../../../shared/events/event.ts';
import { eventsFromItem } from '../../../shared/events/order-log.ts';
import { type HostChild, startHostChild } from '../host/host-child.ts';
import { progress } from '../report/report.ts';
import { quantile } from '../report/statistics.ts';
import { type Receiver, startReceiver } from '../shop/receiver.ts';
import { apiOf, closeShop, openShop, phoneNumber, type ShopApi, triggerBody } from '../shop/shop.ts';
import { applyLoad, type LoadRequest, type LoadResult } from './load.ts';

export interface Rate {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  requests: number;
}

export interface Throughput {
  connections: number;
  /** From the transaction that stores a final outcome to the webhook's receipt. */
  webhook: { p50Ms: number; p99Ms: number; count: number };
  /** Triggers of new orders whose calls come another day. */
  store: Rate;
  /** Triggers of new orders, with the calls and webhooks of all of them going on meanwhile. */
  trigger: Rate;
  /** How long those calls and webhooks took to end afterwards. */
  drainedAfterSeconds: number;
  lookup: Rate;
  memory: { hostBytes: number; engineBytes: number };
}

export interface ThroughputPlan {
  connections: number;
  seconds: number;
  webhooks: number;
  /** For the host's process, such as `--cpu-prof`. */
  nodeOptions?: string[];
}

/** Until memory that nobody uses any more is given back, as far as it ever is. */
const REST_MS = 5000;

export async function measureThroughput(plan: ThroughputPlan): Promise<Throughput> {
  const { connections, seconds } = plan;
  const receiver = await startReceiver();
  progress('Starting the host');
  const host = await startHostChild(plan.nodeOptions);
  try {
    const shop = apiOf(await openShop(host.url, host.adminKey), host.url);
    const subscription = { url: receiver.url, events: ['call.outcome_final'] };
    await shop.test.call('POST', '/platform/v1/webhook-endpoints', subscription);
    const webhook = await measureWebhooks(host, shop, receiver, plan.webhooks);

    const apply = async (kind: string, to: ShopApi, request: LoadRequest, first: number): Promise<Rate> => {
      const common = { ...request, url: host.url, key: to.testKey, connections };
      await applyLoad({ ...common, seconds: 1, first });
      progress(`${kind}: ${connections} connections, ${seconds} s`);
      return rateOf(await applyLoad({ ...common, seconds, first: first + 100_000 }));
    };
    const closed = apiOf(await openShop(host.url, host.adminKey), host.url);
    await closeShop(closed);
    const store = await apply('Orders to be called later', closed, { kind: 'trigger' }, 0);
    const trigger = await apply('Orders to be called at once', shop, { kind: 'trigger' }, 0);
    const drainedAfterSeconds = await drained(shop, receiver);

    const { orders } = await shop.test.call<{ orders: { id: string }[] }>('GET', '/api/v1/orders?limit=100');
    const orderIds = orders.map(({ id }) => id);
    const lookup = await apply('Lookups', shop, { kind: 'lookup', orderIds }, 0);
    await sleep(REST_MS);
    const { hostMemory, engineMemory } = await host.facts();
    return {
      connections,
      webhook,
      store,
      trigger,
      drainedAfterSeconds,
      lookup,
      memory: { hostBytes: hostMemory, engineBytes: engineMemory },
    };
  } finally {
    await host.stop();
    await receiver.stop();
  }
}

const rateOf = ({ seconds, milliseconds }: LoadResult): Rate => ({
  perSecond: milliseconds.length / seconds,
  p50Ms: quantile(milliseconds, 0.5),
  p99Ms: quantile(milliseconds, 0.99),
  requests: milliseconds.length,
});

/** Waits until every order of the shop has sent its outcome. */
async function drained(shop: ShopApi, receiver: Receiver): Promise<number> {
  const started = performance.now();
  const { total } = await shop.test.call<{ total: number }>('GET', '/api/v1/orders?limit=1');
  for (;;) {
    const orders = new Set(receiver.received.map(orderIdOf)).size;
    if (orders >= total) return (performance.now() - started) / 1000;
    progress(`Calls and webhooks still under way: ${total - orders} of ${total}`);
    await sleep(200);
  }
}

const orderIdOf = ({ body }: Receiver['received'][number]): string =>
  (body as { order: { id: string } }).order.id;

/** One order after the other, on a host that does nothing else. */
async function measureWebhooks(
  host: HostChild,
  shop: ShopApi,
  receiver: Receiver,
  count: number,
): Promise<Throughput['webhook']> {
  const client = createDynamoClient({
    endpoint: host.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const table = createTable(client, host.tableName);
  const scope = { tenantId: shop.tenant.id, mode: 'test' } as const;
  const waits: number[] = [];
  for (let n = 0; n < count; n++) {
    progress(`Webhooks: ${n} of ${count}`);
    const { orderId } = await shop.test.call<{ orderId: string }>(
      'POST',
      '/api/v1/calls/trigger',
      triggerBody(`WEBHOOK-${n}`, phoneNumber(n)),
    );
    await receiver.waitFor(n + 1);
    const { items } = await table.query({ pk: orderPartition(scope, orderId), prefix: TIMELINE_PREFIX });
    const final = items.flatMap(eventsFromItem).find(({ type }) => type === 'call.outcome_final');
    const receipt = receiver.received[n];
    if (final && receipt) waits.push(receipt.at - new Date(final.at).getTime());
  }
  client.destroy();
  return { p50Ms: quantile(waits, 0.5), p99Ms: quantile(waits, 0.99), count };
}
