import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, request } from '../../support/api/client.ts';
import { type SpawnedHost, spawnHost } from '../../support/processes/host.ts';
import { until } from '../../support/time/until.ts';
import { type Receiver, startReceiver } from '../../webhooks/support/receiver.ts';

let host: SpawnedHost;
let healthy: Receiver;
let hanging: Receiver;

beforeAll(async () => {
  [healthy, hanging] = await Promise.all([startReceiver(), startReceiver()]);
  host = await spawnHost({ adminKey: 'admin' });
});

afterAll(async () => {
  await host?.stop();
  await Promise.all([healthy?.stop(), hanging?.stop()]);
});

/** More than invocations that work at the same time: each holds on to a receiver that does not answer. */
const ORDERS = 12;

test('a hanging endpoint does not hold up another, although every event goes to both', async () => {
  let ended = 0;
  hanging.answer = (response) => {
    response.on('close', () => ended++);
  };
  const { testKey: key } = await createTenant(host);
  for (const { url } of [hanging, healthy])
    await request(host.url, 'POST /platform/v1/webhook-endpoints', {
      key,
      body: { url, events: ['order.created'] },
    });
  for (let count = 1; count <= ORDERS; count++) {
    const order = {
      name: 'Juan',
      mobile: '+573001234567',
      product_items: [{ product_retailer_id: 'S25', name: 'Galaxy', quantity: 1, price: 1 }],
    };
    const made = await request(host.url, 'POST /v1/orders', {
      headers: { 'x-tenant-api-key': key },
      body: order,
    });
    expect(made.status).toBe(201);
    await until('the healthy one hears of it', () => healthy.receipts.length === count, { every: 5 });
  }
  expect(hanging.receipts.length).toBeGreaterThan(0);
  expect(ended).toBe(0);
});
