import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext } from 'playwright-core';
import { findBrowser } from '../console/support/browser.ts';
import { createTenant, request } from '../support/api/client.ts';
import { type HostChild, startHostChild } from './host/host-child.ts';
import type { Usage } from './host/meter.ts';
import { heading, progress, table } from './report/report.ts';
import { median } from './report/statistics.ts';

const PASSWORD = 'a dozen letters or more';
/** How many times slower than this machine's a processor is made. */
const SLOWER = 4;

const pages = [
  'today',
  'orders',
  'orders/ORDER',
  'calls',
  'deliveries',
  'money',
  'webhooks',
  'set-up',
] as const;

export interface PageCost {
  page: string;
  /** Of all that is loaded when the page is the first one, compressed by gzip. */
  firstLoadBytes: number;
  requests: number;
  apiCalls: number;
  /** Of DynamoDB, until the page is shown. */
  readUnits: number;
}

export interface ConsoleCosts {
  orders: number;
  pages: PageCost[];
  /** Milliseconds from the address to the list of orders, on a slower processor: the median. */
  ordersShownAfterMs: number;
}

/**
 * What the console takes of a network, of a slow processor and of DynamoDB.
 * @param found called after each page, and each time that the list was timed
 * @throws Error when no browser can run
 */
export async function measureConsole(
  { orders, rounds }: { orders: number; rounds: number },
  found: (costs: Partial<ConsoleCosts>) => void,
): Promise<ConsoleCosts> {
  const chosen = await findBrowser();
  if ('reason' in chosen) throw new Error(chosen.reason);
  const host = await startHostChild([], { metered: true });
  try {
    const tenant = await createTenant(host);
    const limits = { confirmation: 60 * orders };
    await request(host.url, `PATCH /platform/v1/tenants/${tenant.id}`, {
      key: host.adminKey,
      body: { limits },
    });
    const cookie = await cookieOfOwner(host, tenant.id);
    progress(`Making ${orders} orders`);
    const made = [];
    for (let n = 0; n < orders; n++) made.push(await makeOrder(host, tenant.testKey, n));
    const context = () => openContext(chosen.browser, host, tenant.id, cookie);
    const costs: PageCost[] = [];
    for (const page of pages) {
      progress(`Opening ${page}`);
      costs.push(await costOf(host, await context(), page.replace('ORDER', made[0] ?? '')));
      found({ orders, pages: costs });
    }
    const times: number[] = [];
    const timed = () => ({ orders, pages: costs, ordersShownAfterMs: median(times) });
    for (let round = 0; round < rounds; round++) {
      times.push(await timeToOrders(host, await context()));
      found(timed());
    }
    return timed();
  } finally {
    await host.stop();
    await chosen.browser.close();
  }
}

async function cookieOfOwner({ url, adminKey }: HostChild, tenantId: string): Promise<string> {
  const email = `ana@${tenantId.replace('_', '-')}.example`;
  const member = { tenantId, name: 'Ana', email, role: 'owner', language: 'en' };
  const { body } = await request(url, 'POST /platform/v1/members', { key: adminKey, body: member });
  const link = (body as { invitation: { url: string } }).invitation.url;
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('invitation');
  const entered = await request(url, 'POST /platform/v1/invitations/redeem', {
    body: { token, password: PASSWORD },
    headers: { origin: url },
  });
  return /recado-session=([^;]+)/.exec(entered.headers['set-cookie'] ?? '')?.[1] ?? '';
}

async function makeOrder({ url }: HostChild, key: string, n: number): Promise<string> {
  const body = {
    source: 'bench',
    callType: 'confirmation',
    customer: { name: `Customer ${n}`, phone: `+57300${String(1_000_000 + n)}` },
    address: { address1: 'Calle 45 #23-12', city: 'Bogota' },
    order: { externalId: `B-${n}`, products: 'Gel x1', totalPrice: 85_600, currency: 'COP' },
  };
  const made = await request(url, 'POST /api/v1/calls/trigger', { key, body });
  if (made.status !== 200) throw new Error(`An order was refused: ${JSON.stringify(made.body)}`);
  return (made.body as { orderId: string }).orderId;
}

async function openContext(browser: Browser, { url }: HostChild, tenantId: string, value: string) {
  const context = await browser.newContext({ locale: 'en-US' });
  await context.addCookies([{ name: 'recado-session', value, url }]);
  await context.addInitScript((key) => localStorage.setItem(key, 'test'), `recado-mode:${tenantId}`);
  return context;
}

const readUnitsOf = (usage: Readonly<Record<string, Usage>>): number =>
  Object.values(usage).reduce((sum, { readUnits }) => sum + readUnits, 0);

async function costOf(host: HostChild, context: BrowserContext, path: string): Promise<PageCost> {
  const before = readUnitsOf((await host.facts()).usage);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  let apiCalls = 0;
  page.on('response', (response) => {
    const isApi =
      !new URL(response.url()).pathname.startsWith('/console') || response.url().endsWith('/session');
    if (isApi) apiCalls++;
    else sizes.push(response.body().then((bytes) => gzipSync(bytes, { level: 9 }).length));
  });
  await page.goto(`${host.url}/console/${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const bytes = await Promise.all(sizes);
  const readUnits = readUnitsOf((await host.facts()).usage) - before;
  await context.close();
  const firstLoadBytes = bytes.reduce((sum, size) => sum + size, 0);
  return {
    page: path.replace(/ord_\w+/, '{id}'),
    firstLoadBytes,
    requests: bytes.length,
    apiCalls,
    readUnits,
  };
}

async function timeToOrders({ url }: HostChild, context: BrowserContext): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const started = performance.now();
  await page.goto(`${url}/console/orders`, { waitUntil: 'commit' });
  await page.getByRole('table', { name: 'Orders' }).waitFor();
  const took = performance.now() - started;
  await context.close();
  return took;
}

export function printConsole({ orders, pages: costs, ordersShownAfterMs }: ConsoleCosts): void {
  heading(`The console, with ${orders} orders`);
  table(
    ['page first opened', 'kB gzip', 'files', 'API calls', 'read units'],
    costs.map(({ page, firstLoadBytes, requests, apiCalls, readUnits }) => [
      page,
      Math.round(firstLoadBytes / 100) / 10,
      requests,
      apiCalls,
      readUnits,
    ]),
  );
  console.log(
    `\nThe list of orders stands after ${Math.round(ordersShownAfterMs)} ms on a ${SLOWER} times slower processor`,
  );
}
