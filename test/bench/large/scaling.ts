import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { builtInItems } from '../../../infra/regions/built-in.ts';
import { progress } from '../report/report.ts';
import { openDeliveries } from '../requests/delivery-requests.ts';
import { type BenchContext, requests } from '../requests/requests.ts';
import { type Receiver, startReceiver } from '../shop/receiver.ts';
import { type SeededOrder, seedOrders } from '../shop/seed.ts';
import { apiOf, openShop, type Shop } from '../shop/shop.ts';
import { type Cost, costsDuring, eachOf, measureRequests, type RequestCost } from './capacity.ts';
import { type ExportCost, measureExport } from './exports.ts';
import { type Checked, checkLimits } from './limits.ts';
import { withoutStream } from './stored-orders.ts';

export interface Scaling {
  /** Numbers of stored orders, rising. */
  sizes: readonly number[];
  /** For each of the sizes. */
  requests: RequestCost[][];
  /** What requests may take, beside what they took. */
  limits: Checked[];
  /** All orders of the shop as one file, at each of the sizes. */
  exports: ExportCost[];
  /** What each function takes from a trigger to the webhook of its outcome, at the last size. */
  journey: { function: string; cost: Cost }[];
}

const ADMIN_KEY = 'admin_bench';
const AGENT_SECRET = `whsec_${Buffer.from('a voice agent of the bench').toString('base64')}`;
const SECONDS_BETWEEN_ORDERS = 10;

/**
 * Measures what requests take of DynamoDB with ever more orders stored.
 * @param found called after each of the sizes
 * @returns what was measured before something failed, too
 */
export async function measureScaling(
  sizes: readonly number[],
  times: number,
  found: (scaling: Scaling) => void,
): Promise<{ scaling: Scaling; failure?: unknown }> {
  const scaling: Scaling = { sizes, requests: [], limits: [], exports: [], journey: [] };
  try {
    await measureSizes(scaling, times, found);
    return { scaling };
  } catch (failure) {
    return { scaling, failure };
  }
}

async function measureSizes(
  result: Scaling,
  times: number,
  found: (scaling: Scaling) => void,
): Promise<void> {
  const { sizes } = result;
  const dataDir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'recado-bench-'));
  const receiver = await startReceiver();
  try {
    const { shop, tableName } = await withHost(dataDir, async (host) => ({
      shop: await openShop(host.url, host.adminKey),
      tableName: host.tableName,
    }));
    const orders: SeededOrder[] = [];
    const start = new Date(Date.now() - (sizes.at(-1) ?? 0) * SECONDS_BETWEEN_ORDERS * 1000);
    const scope = { tenantId: shop.tenant.id, mode: 'test' } as const;
    for (const to of sizes) {
      const from = orders.length;
      await withoutStream(dataDir, tableName, async (engine) => {
        const tell = (stored: number) => {
          if (stored % 500 === 0) progress(`Storing orders: ${from + stored} of ${to}`);
        };
        orders.push(...(await seedOrders(engine, tableName, shop.tenant, scope, { from, to, start }, tell)));
      });
      await withHost(dataDir, async (host) => {
        const { exportId, ...exported } = await measureExport(host, apiOf(shop, host.url), (line) =>
          progress(`Export: ${line}`),
        );
        result.exports.push(exported);
        const context = await openContext(host, shop, orders, receiver, exportId);
        const tell = (line: string) => progress(`Costs at ${to} stored orders: ${line}`);
        result.requests.push(await measureRequests(context, times, tell));
        result.journey = await measureJourney(context);
        await context.shop.test.call('DELETE', `/platform/v1/webhook-endpoints/${context.endpointId}`);
      });
      result.limits = checkLimits(result.requests);
      found(result);
    }
    const failed = result.requests.flat().filter(({ failure }) => failure !== undefined);
    if (failed.length > 0)
      throw new Error(`${failed.length} requests failed: ${failed.map(nameOf).join(', ')}`);
  } finally {
    await receiver.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const nameOf = ({ endpoint, request }: RequestCost): string => `${endpoint} ${request}`.trim();

async function withHost<Result>(dataDir: string, work: (host: Host) => Promise<Result>): Promise<Result> {
  const host = await startHost({ dataDir, adminKey: ADMIN_KEY, items: builtInItems(), log: progress });
  try {
    return await work(host);
  } finally {
    await host.stop();
  }
}

let asked = 0;

/** The shop as the host serves it now, subscribed to its webhooks, with one delivery made. */
async function openContext(
  host: Host,
  shop: Shop,
  orders: readonly SeededOrder[],
  receiver: Receiver,
  exportId: string,
): Promise<BenchContext> {
  const { tenant } = shop;
  const here = apiOf(shop, host.url);
  await here.admin.call('PATCH', `/platform/v1/tenants/${tenant.id}`, {
    voiceAgent: { url: `${receiver.url}/agent`, secret: AGENT_SECRET },
  });
  const endpoint = await here.test.call<{ id: string }>('POST', '/platform/v1/webhook-endpoints', {
    url: `${receiver.url}/webhooks`,
    events: ['call.outcome_final'],
  });
  const path = `/platform/v1/webhook-endpoints/${endpoint.id}`;
  const seen = receiver.received.length;
  const delivery = await here.test.call<{ id: string }>('POST', `${path}/ping`);
  await receiver.waitFor(seen + 1);
  const hook = await here.test.call<{ token: string }>('POST', '/platform/v1/intake-hooks', {
    source: 'bench',
  });
  return {
    shop: here,
    orders,
    receiver,
    agentSecret: AGENT_SECRET,
    endpointId: endpoint.id,
    deliveryId: delivery.id,
    hookToken: hook.token,
    booked: await openDeliveries(here),
    exportId,
    unique: () => asked++,
  };
}

const JOURNEYS = 10;

/** What every function takes, on average, from one trigger to the receipt of its outcome's webhook. */
async function measureJourney(context: BenchContext): Promise<Scaling['journey']> {
  const send = requests['trigger-call']?.['a new order'];
  const arrived = () => context.receiver.received.filter(({ path }) => path === '/webhooks').length;
  const costs = await costsDuring(async () => {
    for (let journey = 0; journey < JOURNEYS; journey++) {
      const before = arrived();
      await send?.(context);
      while (arrived() === before) await new Promise((resume) => setTimeout(resume, 10));
    }
  });
  return [...costs].map(([name, cost]) => ({ function: name, cost: eachOf(cost, JOURNEYS) }));
}
