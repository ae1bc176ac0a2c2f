import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import { root } from '../../../infra/local/data/folders.ts';
import { startHost } from '../../../infra/local/host.ts';
import { builtInItems } from '../../../infra/regions/built-in.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { openDeliveries } from '../../bench/requests/delivery-requests.ts';
import { startReceiver } from '../../bench/shop/receiver.ts';
import { apiOf, openShop, triggerBody } from '../../bench/shop/shop.ts';

/**
 * Writes down the folder that `npm start -- --data` of this release keeps: later ones start on it. Run it when a release
 * is made, `node test/local/recorded/record-data.ts`; what it writes is never changed afterwards.
 */
const release = join(import.meta.dirname, process.argv[2] ?? packageJson.version);

/** The last digits of a phone say what its simulated owner does: confirms, cancels, has a problem. */
const PHONES = ['+573001230015', '+573001230001', '+573001230003'];

/** Each dialect takes the key in its own header. */
const keysOf = (key: string) => ({ 'x-tenant-api-key': key, 'x-api-key': key });

const dataDir = mkdtempSync(join(tmpdir(), 'recado-record-'));
const receiver = await startReceiver();
const host = await startHost({ dataDir, adminKey: 'admin_recorded', items: builtInItems() });
try {
  const shop = await openShop(host.url, host.adminKey);
  const { test } = apiOf(shop, host.url);
  const orders = keysOf(shop.testKey);
  await test.call('POST', '/platform/v1/webhook-endpoints', {
    url: `${receiver.url}/webhooks`,
    events: ['call.outcome_final', 'order.created', 'ORDER.CREATED'],
  });
  const triggered = [];
  for (const [n, phone] of PHONES.entries())
    triggered.push(
      await test.call<{ orderId: string }>(
        'POST',
        '/api/v1/calls/trigger',
        triggerBody(`RECORDED-${n}`, phone),
      ),
    );
  const body = {
    mobile: '+573001234567',
    name: 'Ana Gómez',
    product_items: [{ product_retailer_id: 'SKU-1', name: 'Camisa', quantity: 2, price: 45000 }],
    external_order_source: 'website',
    external_order_id: 'RECORDED-WEB',
    notes: 'Portería',
  };
  const { order } = await test.call<{ order: { _id: string } }>('POST', '/v1/orders', body, orders);
  await test.call(
    'POST',
    `/v1/orders/${order._id}/timeline?limit=50`,
    { event: { title: 'Llamó la clienta' } },
    orders,
  );
  await test.call('PUT', `/v1/orders/${order._id}/status`, { status: 'processing' }, orders);
  const { orderID } = await openDeliveries(apiOf(shop, host.url));
  // Until every round of calls is over, and what it leads to has come.
  for (;;) {
    const { orders: listed } = await test.call<{ orders: { status: string }[] }>('GET', '/api/v1/orders');
    const isOver = listed.filter(({ status }) => status !== 'pending').length >= PHONES.length;
    if (isOver && receiver.received.length >= 6) break;
    await setTimeout(200);
  }
  await setTimeout(2000);
  const [first] = triggered;
  const paths = [
    '/api/v1/orders',
    `/api/v1/orders/${first?.orderId}`,
    '/v1/orders',
    '/v1/orders?status=processing',
    '/v1/orders?searchTerm=gomez',
    `/v1/orders/${order._id}`,
    `/v1/orders/${order._id}/timeline?limit=50`,
    `/v2/order/tracking?orderID=${orderID}`,
    `/platform/v1/orders/${order._id}/timeline`,
    '/platform/v1/calls?since=2026-01-01',
    '/platform/v1/deliveries?since=2026-01-01',
    '/platform/v1/wallets',
    '/platform/v1/wallets/business/entries',
    '/platform/v1/webhook-endpoints',
  ];
  const answers: Record<string, unknown> = {};
  for (const path of paths) {
    const { requestTime: _now, ...answer } = await test.call<{ requestTime?: string }>(
      'GET',
      path,
      undefined,
      orders,
    );
    answers[path] = answer;
  }
  const known = { testKey: shop.testKey, answers };
  await host.stop();
  rmSync(release, { recursive: true, force: true });
  mkdirSync(release, { recursive: true });
  writeFileSync(
    join(release, 'known.json'),
    `${JSON.stringify(known, null, 2).replaceAll(host.url, 'HOST')}\n`,
  );
  for (const name of readdirSync(dataDir)) {
    const path = join(dataDir, name);
    if (!/\.(sqlite|db|key)$/.test(name)) continue;
    if (!name.endsWith('.key')) {
      const database = new DatabaseSync(path);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    }
    writeFileSync(join(release, `${name}.br`), brotliCompressSync(readFileSync(path)));
  }
} finally {
  await host.stop();
  await receiver.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', join(release, 'known.json')]);
console.log(`Written to ${release}`);
process.exit();
