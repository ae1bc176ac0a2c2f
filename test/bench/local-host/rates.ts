import { fork } from 'node:child_process';
import { join } from 'node:path';
import { messageOf } from '../host/child-message.ts';
import { type HostChild, startHostChild } from '../host/host-child.ts';
import { stagesOf, templateOf } from '../host/recorded.ts';
import { applyLoad, type LoadRequest, type LoadResult } from '../load/load.ts';
import { progress } from '../report/report.ts';
import { median } from '../report/statistics.ts';
import {
  apiOf,
  closeShop,
  newOrderBody,
  openShop,
  phoneNumber,
  type ShopApi,
  triggerBody,
} from '../shop/shop.ts';
import { type EngineAlone, startEngineAlone } from './engine-alone.ts';
import type { ThinPlan } from './thin-server.ts';

/** What the host serves, beside the same calls of the engine by somebody who does nothing else. */
export interface HostRate {
  request: string;
  beside: 'a thin server' | 'the engine alone';
  /** Medians of all turns. */
  perSecond: number;
  besidePerSecond: number;
  ratio: number;
}

export interface HostRatesPlan {
  connections: number;
  /** The host and what runs beside it take turns, so that whatever else the machine does meets both. */
  turns: number;
  secondsPerTurn: number;
  /** For the host's process, such as `--cpu-prof`. */
  nodeOptions?: string[];
}

/** Orders that lookups ask for in turn. */
const ORDERS = 100;

/** @param found called after each request */
export async function measureHostRates(
  plan: HostRatesPlan,
  found: (rates: readonly HostRate[]) => void,
): Promise<HostRate[]> {
  progress('Starting the host');
  const host = await startHostChild(plan.nodeOptions);
  const engine = await startEngineAlone();
  try {
    const shop = apiOf(await openShop(host.url, host.adminKey), host.url);
    await closeShop(shop);
    const orderIds: string[] = [];
    for (let n = 0; n < ORDERS; n++) orderIds.push(await trigger(shop, n));
    const bench: Bench = { plan, host, shop, engine, next: ORDERS };
    const rates: HostRate[] = [];
    for (const measure of [
      () => lookupRate(bench, 'GET /api/v1/orders/{id}', 'get-order', { kind: 'lookup', orderIds }),
      () => lookupRate(bench, 'GET /v1/orders/{id}', 'get-order-details', { kind: 'details', orderIds }),
      () => createRate(bench, 'POST /v1/orders', 'create-order', 'create'),
      () => createRate(bench, 'POST /api/v1/calls/trigger', 'trigger-call', 'trigger'),
    ]) {
      rates.push(await measure());
      found(rates);
    }
    return rates;
  } finally {
    await engine.stop();
    await host.stop();
  }
}

interface Bench {
  plan: HostRatesPlan;
  host: HostChild;
  shop: ShopApi;
  engine: EngineAlone;
  /** The number of the next request: no two orders of a run share a phone. */
  next: number;
}

const trigger = async ({ test }: ShopApi, n: number): Promise<string> => {
  const body = triggerBody(`SEED-${n}`, phoneNumber(n));
  return (await test.call<{ orderId: string }>('POST', '/api/v1/calls/trigger', body)).orderId;
};

const create = ({ test, testKey }: ShopApi, externalId: string, phone: string) =>
  test.call('POST', '/v1/orders', newOrderBody(externalId, phone), { 'x-tenant-api-key': testKey });

type Lookup = Extract<LoadRequest, { orderIds: readonly string[] }>;

async function lookupRate(bench: Bench, request: string, name: string, load: Lookup): Promise<HostRate> {
  const { host, shop } = bench;
  const [orderId = ''] = load.orderIds;
  const path = (id: string) => (load.kind === 'lookup' ? `/api/v1/orders/${id}` : `/v1/orders/${id}`);
  const look = () => shop.test.call('GET', path(orderId), undefined, { 'x-tenant-api-key': shop.testKey });
  await look();
  const thin = fork(join(import.meta.dirname, 'thin-server.ts'));
  try {
    return await inTurns(bench, request, 'a thin server', load, async (apply) => {
      // Anew each time: a count of requests names the minute that it belongs to.
      const calls = await host.callsDuring(look);
      const stages = stagesOf(calls.filter((call) => call.function.endsWith(`-${name}`)));
      const callsFor = (id: string) =>
        stages.map((stage) =>
          stage.map(({ operation, body }) => ({ operation, body: body.replaceAll(orderId, id) })),
        );
      thin.send({
        engine: host.dynamodb,
        calls: Object.fromEntries(load.orderIds.map((id) => [path(id), callsFor(id)])),
      } satisfies ThinPlan);
      return apply(load, await messageOf<string>(thin, 'The thin server'));
    });
  } finally {
    thin.disconnect();
  }
}

async function createRate(
  bench: Bench,
  request: string,
  name: string,
  kind: 'create' | 'trigger',
): Promise<HostRate> {
  const { host, shop, engine } = bench;
  const [n, externalId] = [499_000, `RECORDED-${kind}`];
  const phone = phoneNumber(n);
  const calls = await host.callsDuring(() =>
    kind === 'create'
      ? create(shop, externalId, phone)
      : shop.test.call('POST', '/api/v1/calls/trigger', triggerBody(externalId, phone)),
  );
  const made = calls.find(
    (call) => call.function.endsWith(`-${name}`) && call.operation === 'TransactWriteItems',
  );
  if (made === undefined) throw new Error(`${request} made no transaction`);
  const recorded = templateOf(made.body, externalId, phone);
  return inTurns(bench, request, 'the engine alone', { kind }, (apply) =>
    apply({ kind: 'transaction', recorded }, engine.url),
  );
}

type Apply = (load: LoadRequest, url: string) => Promise<LoadResult>;

async function inTurns(
  bench: Bench,
  request: string,
  beside: HostRate['beside'],
  load: LoadRequest,
  other: (apply: Apply) => Promise<LoadResult>,
): Promise<HostRate> {
  const { plan, host, shop } = bench;
  const { connections, secondsPerTurn: seconds, turns } = plan;
  const apply: Apply = async (what, url) => {
    const common = { url, key: shop.testKey, connections, seconds, first: bench.next };
    const result = await applyLoad({ ...what, ...common });
    bench.next += result.milliseconds.length;
    return result;
  };
  const rates: { own: number; others: number }[] = [];
  // The first turn of each is a warm-up.
  for (let turn = 0; turn <= turns; turn++) {
    progress(`${request}: the host, turn ${turn} of ${turns}`);
    const own = perSecond(await apply(load, host.url));
    progress(`${request}: ${beside}, turn ${turn} of ${turns}`);
    const others = perSecond(await other(apply));
    if (turn > 0) rates.push({ own, others });
  }
  return {
    request,
    beside,
    perSecond: median(rates.map(({ own }) => own)),
    besidePerSecond: median(rates.map(({ others }) => others)),
    ratio: median(rates.map(({ own, others }) => own / others)),
  };
}

const perSecond = ({ seconds, milliseconds }: LoadResult): number => milliseconds.length / seconds;
