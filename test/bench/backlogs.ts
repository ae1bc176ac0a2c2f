import { DUE_SHARDS, duePartition, dueToItem } from '../../shared/adapters/due/due.ts';
import { createDynamoClient } from '../../shared/adapters/dynamo/client.ts';
import { createTable, type Table } from '../../shared/adapters/dynamo/table.ts';
import { inParallel } from '../../shared/base/async/in-parallel.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import {
  newWebhookDelivery,
  type WebhookDelivery,
} from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { createWebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { type HostChild, startHostChild } from './host/host-child.ts';
import { type Usage, usageBetween } from './host/meter.ts';
import { progress } from './report/report.ts';
import { apiOf, openShop, phoneNumber, type ShopApi, triggerBody } from './shop/shop.ts';
import { type Mark, marksDuring, slowsDown, type Work, workOf } from './slowdown.ts';
import { type Receivers, startReceivers } from './webhooks/receivers.ts';

/** Work that has piled up, and how it is worked off. */
export interface Backlog {
  name: string;
  items: number;
  /** From the moment at which all of it is stored. */
  seconds: number;
  /** Of these functions, for each item. */
  functions: readonly string[];
  perItem: { tableRequests: number; readUnits: number; writeUnits: number; sends: number };
  /** What each takes of every sixth of them, or of fewer parts where many are done at once. */
  sixths: readonly Work[];
  /** Write units of the first tenth and of the last, for each item, where they are asked for one by one. */
  writeUnits?: { first: number; last: number };
}

interface Place {
  host: HostChild;
  shop: ShopApi;
  receivers: Receivers;
  endpointId: string;
  table: Table;
  items: number;
  tell: (line: string) => void;
}

/** Sweeps come every second instead of every minute; what waits for nobody takes as long as ever. */
const SPEED = 60;
/** So long nothing came: something is lost. */
const LIMIT_MS = 120_000;
const AT_A_TIME = 32;

const backlogs: Readonly<Record<string, (place: Place) => Promise<Omit<Backlog, 'name' | 'items'>>>> = {
  'due items, to be sent to their queue': sweep,
  'failed webhooks, to be recovered': recover,
  'orders of one phone, to be called': callOnePhone,
};

/** Each has a host of its own. */
export async function measureBacklogs(
  sizes: { due: number; failed: number; orders: number },
  found: (backlogs: readonly Backlog[]) => void,
): Promise<Backlog[]> {
  const counts = [sizes.due, sizes.failed, sizes.orders];
  const measured: Backlog[] = [];
  for (const [at, [name, work]] of Object.entries(backlogs).entries()) {
    measured.push(await measure(name, counts[at] ?? 0, work));
    found(measured);
  }
  return measured;
}

async function measure(
  name: string,
  items: number,
  work: (place: Place) => Promise<Omit<Backlog, 'name' | 'items'>>,
): Promise<Backlog> {
  const tell = (line: string) => progress(`${items} ${name}: ${line}`);
  tell('starting');
  const receivers = await startReceivers();
  const host = await startHostChild([], { speed: SPEED, metered: true });
  const client = createDynamoClient({
    endpoint: host.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const shop = apiOf(await openShop(host.url, host.adminKey), host.url);
    const { id: endpointId } = await shop.test.call<{ id: string }>(
      'POST',
      '/platform/v1/webhook-endpoints',
      {
        url: receivers.url(0),
        events: ['call.outcome_final'],
      },
    );
    const table = createTable(client, host.tableName);
    return { name, items, ...(await work({ host, shop, receivers, endpointId, table, items, tell })) };
  } finally {
    client.destroy();
    await host.stop();
    await receivers.stop();
  }
}

/** Stores this many deliveries of an hour ago to one endpoint. */
async function storeDeliveries(
  { shop, endpointId, table, items, tell }: Place,
  changes: Partial<WebhookDelivery>,
): Promise<WebhookDelivery[]> {
  const scope: Scope = { tenantId: shop.tenant.id, mode: 'test' };
  const start = Date.now() - 3_600_000;
  let stored = 0;
  const results = await inParallel(Array.from({ length: items }), AT_A_TIME, () => {
    const n = stored++;
    if (n % 100 === 0) tell(`${n} are stored`);
    const draft = { ...scope, endpointId, eventId: `evt_backlog${n}`, event: 'call.outcome_final' } as const;
    const at = new Date(start + n).toISOString();
    const fresh = newWebhookDelivery({ ...draft, orderId: `ord_backlog${n}`, body: '{}', at });
    return createWebhookDelivery(table, { ...fresh, ...changes });
  });
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function used(host: HostChild): Promise<Readonly<Record<string, Usage>>> {
  return (await host.facts()).usage;
}

function perItem(before: Record<string, Usage>, after: Record<string, Usage>, place: Place, names: string[]) {
  const { tableRequests, readUnits, writeUnits, sends } = usageBetween(before, after, names);
  const each = (total: number) => total / place.items;
  return {
    functions: names,
    perItem: {
      tableRequests: each(tableRequests),
      readUnits: each(readUnits),
      writeUnits: each(writeUnits),
      sends: each(sends),
    },
  };
}

const markOf =
  ({ host }: Place, done: () => number) =>
  async (): Promise<Mark> => ({ ...(await host.facts()), done: done() });

const secondsSince = (began: number): number => (Date.now() - began) / 1000;

/** All are due at the same instant, soon after the last one is stored. */
async function sweep(place: Place): Promise<Omit<Backlog, 'name' | 'items'>> {
  const { host, table, items, tell } = place;
  const deliveries = await storeDeliveries(place, {});
  const before = await used(host);
  const began = Date.now() + Math.max(5000, items * 4);
  const dueAt = new Date(began).toISOString();
  await inParallel(deliveries, AT_A_TIME, (delivery) => {
    const body = nextAttemptMessage(delivery, new Date());
    const due = {
      id: `${delivery.id}#1`,
      dueAt,
      queue: 'webhooks',
      body,
      group: delivery.endpointId,
    } as const;
    return table.put(dueToItem(due));
  });
  let left = items;
  const sentTo = async (count: number) => {
    while (items - left < count) {
      await new Promise((resume) => setTimeout(resume, 250));
      const counts = await Promise.all(
        Array.from({ length: DUE_SHARDS }, (_, shard) =>
          table.query({ pk: duePartition(shard), countOnly: true }),
        ),
      );
      left = counts.reduce((sum, { count: there }) => sum + there, 0);
      tell(`${left} are left`);
      if (secondsSince(began) * 1000 > 5 * LIMIT_MS) throw new Error(`${left} due items are left`);
    }
  };
  const marks = await marksDuring(
    items,
    sentTo,
    markOf(place, () => items - left),
  );
  const seconds = secondsSince(began);
  const names = ['sweep-due'];
  // The processor is busy with their webhooks, too, which go out as soon as they are sent to their queue.
  const sixths = workOf(marks, names).map(({ tableRequests }) => ({ tableRequests }));
  return { seconds, ...perItem(before, await used(host), place, names), sixths };
}

const marksOfArrivals = (place: Place, done: string): Promise<Mark[]> => {
  const { receivers, items, tell } = place;
  const comeTo = (count: number) => receivers.waitFor(count, LIMIT_MS, (there) => tell(`${there} ${done}`));
  return marksDuring(
    items,
    comeTo,
    markOf(place, () => receivers.arrivals.length),
  );
};

async function recover(place: Place): Promise<Omit<Backlog, 'name' | 'items'>> {
  const { host, shop, endpointId } = place;
  await storeDeliveries(place, { status: 'failed', attempts: 4, waits: [], nextAttemptAt: undefined });
  const before = await used(host);
  const began = Date.now();
  await shop.test.call('POST', '/platform/v1/webhook-recoveries', { endpointId });
  const marks = await marksOfArrivals(place, 'have come');
  const seconds = secondsSince(began);
  const names = ['recover-webhooks', 'deliver-webhook'];
  return { seconds, ...perItem(before, await used(host), place, names), sixths: workOf(marks, names) };
}

async function callOnePhone(place: Place): Promise<Omit<Backlog, 'name' | 'items'>> {
  const { host, shop, items, tell } = place;
  const began = Date.now();
  const phone = phoneNumber(1);
  let asked = 0;
  const trigger = async (count: number) => {
    const before = await used(host);
    await inParallel(Array.from({ length: count }), 10, () => {
      if (asked % 20 === 0) tell(`${asked} are asked for`);
      return shop.test.call('POST', '/api/v1/calls/trigger', triggerBody(`ONE-${asked++}`, phone));
    });
    return usageBetween(before, await used(host), ['trigger-call']).writeUnits / count;
  };
  const start = await used(host);
  const tenth = Math.ceil(items / 10);
  const first = await trigger(tenth);
  await trigger(items - 2 * tenth);
  const last = await trigger(tenth);
  const marks = await marksOfArrivals(place, 'are called');
  const seconds = secondsSince(began);
  const costs = perItem(start, await used(host), place, [
    'trigger-call',
    'dial-call',
    'relay-events',
    'deliver-webhook',
  ]);
  const sixths = workOf(marks, ['dial-call', 'relay-events', 'deliver-webhook']);
  return { seconds, ...costs, sixths, writeUnits: { first, last } };
}

/** Whether an item takes more, the more there are; where they are asked for one by one, whether the last take more than the first. */
export const slowsDownAt = ({
  sixths,
  writeUnits,
}: {
  sixths: Backlog['sixths'];
  writeUnits?: Backlog['writeUnits'];
}): boolean => slowsDown(sixths) || (writeUnits !== undefined && writeUnits.last > 1.25 * writeUnits.first);
