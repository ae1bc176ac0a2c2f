import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngineClient } from '../../infra/local/engine/client.ts';
import { exampleCall } from '../../infra/local/example.ts';
import { freePort } from '../../infra/local/http/listen.ts';
import { fromImage, type Image } from '../../shared/dynamo/attributes.ts';
import { type Asked, createTenant, type Heard, request } from '../support/client.ts';
import { type SpawnedHost, spawnHost } from '../support/host.ts';
import { until } from '../support/until.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';

/** A kill in the middle of a dial or a request leaves a claim, and that ends after a minute of real time. */
const PATIENCE = { within: 100_000, every: 50 };

let dataDir: string;
let port: number;
let receiver: Receiver;
let host: SpawnedHost;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  port = await freePort();
  receiver = await startReceiver();
  host = await start();
});
afterAll(async () => {
  await host?.stop();
  await receiver?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

// At this speed the first retry of a webhook comes after 3 s.
const start = () => spawnHost({ dataDir, port, adminKey: 'admin', speed: 20 });

async function restart(how: 'killed' | 'without its engine'): Promise<void> {
  if (how === 'killed') await host.kill();
  else {
    process.kill(host.engine.pid ?? 0, 'SIGKILL');
    await until('it ends', () => host.output().includes('ended'));
    await host.stop();
  }
  host = await start();
}

/** Asks until there is an answer, however often the host dies meanwhile. */
const insist = (line: string, asked: Asked): Promise<Heard> =>
  until('it answers', async () => {
    const heard = await request(host.url, line, asked);
    return heard.status < 500 && heard;
  });

async function tenantWith(settings: object) {
  const tenant = await createTenant(host, { country: 'DO', currency: 'DOP' });
  const limits = { confirmation: 1000, platform: 1000 };
  const line = `PATCH /platform/v1/tenants/${tenant.id}`;
  const { status } = await request(host.url, line, { key: 'admin', body: { limits, ...settings } });
  expect(status).toBe(200);
  return tenant;
}

const order = (externalId: string, phone: string, more: object = {}) => ({
  ...exampleCall,
  customer: { ...exampleCall.customer, phone },
  order: { ...exampleCall.order, externalId, currency: 'DOP' },
  ...more,
});

/** Everything of one entity that the table holds. */
async function stored(entity: string): Promise<Record<string, unknown>[]> {
  const client = createEngineClient(host.endpoints.dynamodb, 'us-east-1');
  const { Items } = await client.call<{ Items: Image[] }>('Scan', {
    TableName: host.tableName,
    ConsistentRead: true,
    FilterExpression: 'entity = :entity',
    ExpressionAttributeValues: { ':entity': { S: entity } },
  });
  client.close();
  return Items.map(fromImage);
}

const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
const day = (at: Date) => new Intl.DateTimeFormat('en', { weekday: 'long' }).format(at).toLowerCase();

test('orders that were answered while the host and its engine kept dying are there once, as they were told', async () => {
  // Nobody is called today: what is at stake is what the API stores.
  const callingHours = { [day(inThreeDays)]: [{ from: '10:00', to: '11:00' }], applyInTest: true };
  const { testKey: key } = await tenantWith({ callingHours });
  const told: string[] = [];
  const trigger = async (externalId: string) => {
    const body = order(externalId, '+18095554567');
    const heard = await insist('POST /api/v1/calls/trigger', { key, body });
    expect(heard).toMatchObject({ status: 200, body: { success: true } });
    const { orderId, callId } = heard.body as { orderId: string; callId: string };
    told.push(`${externalId} ${orderId} ${callId}`);
  };
  // Each order is triggered by two clients.
  const clients = Array.from({ length: 6 }, async (_, client) => {
    for (let count = 0; count < 8; count++) await trigger(`K-${client % 3}-${count}`);
  });
  const deaths = async () => {
    for (const [answers, how] of [
      [7, 'killed'],
      [19, 'without its engine'],
      [31, 'killed'],
    ] as const) {
      await until(`${answers} are answered`, () => told.length >= answers);
      await restart(how);
    }
  };
  await Promise.all([...clients, deaths()]);

  const { body } = await request(host.url, 'GET /api/v1/orders?limit=100', { key });
  const { total, orders } = body as {
    total: number;
    orders: { id: string; externalId: string; orderNumber: string; calls: { id: string }[] }[];
  };
  expect([total, orders.length]).toEqual([24, 24]);
  const found = orders.map(
    ({ id, externalId, calls }) => `${externalId} ${id} ${calls.map((call) => call.id)}`,
  );
  expect([...new Set(told)].sort()).toEqual(found.sort());
  expect(new Set(orders.map(({ orderNumber }) => orderNumber)).size).toBe(24);
}, 60_000);

const CUSTOMERS = {
  '+18095550001': 'cancelled',
  '+18095550002': 'no_answer',
  '+18095550003': 'novedad',
  '+18095550006': 'no_answer',
  '+18095550007': 'no_answer',
  '+18095554567': 'confirmed',
};

test('calls and webhooks that were under way when the host was killed end once, and take one credit each', async () => {
  const allDay = [{ from: '00:00', to: '24:00' }];
  const week = Array.from({ length: 7 }, (_, n) => day(new Date(inThreeDays.getTime() + n * 86_400_000)));
  const { id: tenantId, liveKey: key } = await tenantWith({
    callingHours: Object.fromEntries(week.map((name) => [name, allDay])),
    callPolicy: { maxAttempts: 1, delaysMinutes: [1] },
    callCredit: 100,
  });
  const heardOf = new Set<unknown>();
  receiver.answer = (response, { headers }) => {
    response.statusCode = heardOf.has(headers['webhook-id']) ? 200 : 500;
    heardOf.add(headers['webhook-id']);
    response.end();
  };
  await request(host.url, 'POST /platform/v1/webhook-endpoints', {
    key,
    body: { url: receiver.url, events: ['call.outcome_final'] },
  });
  const expected = new Map<string, string>();
  for (const [phone, outcome] of Object.entries(CUSTOMERS))
    for (const twin of ['a', 'b']) {
      const body = order(`${phone}-${twin}`, phone, { metadata: { talkTimeSeconds: 3 } });
      const heard = await request(host.url, 'POST /api/v1/calls/trigger', { key, body });
      expected.set((heard.body as { orderId: string }).orderId, outcome);
    }
  const ours = async (entity: string) => (await stored(entity)).filter((item) => item.tenantId === tenantId);
  const all = (items: Record<string, unknown>[], wanted: object) =>
    items.length === expected.size &&
    items.every((item) => Object.entries(wanted).every(([name, value]) => item[name] === value));

  await until(
    'all are on the phone',
    async () => all(await ours('call'), { status: 'in_progress' }),
    PATIENCE,
  );
  await restart('killed');
  const deliveries = () => ours('webhook-delivery');
  await until('all have failed once', async () => all(await deliveries(), { attempts: 1 }), PATIENCE);
  await restart('killed');
  await until('all have arrived', async () => all(await deliveries(), { status: 'succeeded' }), PATIENCE);

  const finals = (await ours('event')).filter(({ type }) => type === 'call.outcome_final');
  const outcomes = finals.map(({ orderId, data }) => [
    orderId,
    (data as { call: { outcomeFinal: string } }).call.outcomeFinal,
  ]);
  expect(outcomes.sort()).toEqual([...expected].sort());
  const bodies = receiver.receipts.map(({ headers, body }) => `${headers['webhook-id']} ${body}`);
  expect(new Set(bodies).size).toBe(expected.size);
  expect(new Set(bodies.map((text) => text.split(' ')[0]))).toEqual(new Set(finals.map(({ id }) => id)));
  const { body } = await request(host.url, `GET /platform/v1/tenants/${tenantId}`, { key: 'admin' });
  // Two of the customers never answered; everybody else's line was open.
  expect(body).toMatchObject({ callCredit: 100 - 10 });
}, 240_000);
