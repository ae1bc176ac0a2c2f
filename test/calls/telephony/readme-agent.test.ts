import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../infra/local/http/listen.ts';
import { createTenant, request } from '../../support/api/client.ts';
import { type SpawnedHost, spawnHost } from '../../support/processes/host.ts';
import { patience } from '../../support/time/patience.ts';
import { until } from '../../support/time/until.ts';

const GUIDE = readFileSync(new URL('../../../shared/calls/telephony/README.md', import.meta.url), 'utf8');
const [, agent = ''] = /```js\n(.*?callbackUrl.*?)```/s.exec(GUIDE) ?? [];

let host: SpawnedHost;
beforeAll(async () => {
  host = await spawnHost({ adminKey: 'admin-key-of-the-tests' });
});
afterAll(() => host?.stop());

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

test('the agent of the guide takes a live call and reports it, exactly as printed', {
  timeout: patience(60_000),
}, async () => {
  expect(
    agent
      .trim()
      .split('\n')
      .filter((line) => line !== '').length,
  ).toBeLessThanOrEqual(27);
  const { id, liveKey } = await createTenant(host);
  const port = await freePort();
  const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const { body } = await request(host.url, `PATCH /platform/v1/tenants/${id}`, {
    key: host.adminKey,
    body: {
      voiceAgent: { url: `http://127.0.0.1:${port}/calls` },
      // Any day, at any hour: the test does not know when it runs.
      callingHours: {
        ...Object.fromEntries(week.map((day) => [day, [{ from: '00:00', to: '24:00' }]])),
        workingHolidays: [],
      },
    },
  });
  const { secret } = (body as { voiceAgent: { secret: string } }).voiceAgent;

  const folder = mkdtempSync(join(tmpdir(), 'recado-agent-'));
  open.push(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'agent.mjs'), agent);
  const child = spawn(process.execPath, [join(folder, 'agent.mjs')], {
    env: { ...process.env, AGENT_SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  open.push(() => child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const unsigned = () => fetch(`http://127.0.0.1:${port}/calls`, { method: 'POST', body: '{}' });
  expect((await until('the agent listens', () => unsigned().catch(() => undefined))).status).toBe(401);

  const triggered = await request(host.url, 'POST /api/v1/calls/trigger', {
    key: liveKey,
    body: {
      source: 'shop',
      callType: 'confirmation',
      customer: { name: 'Ana', phone: '+573001234567' },
      address: { address1: 'Calle 1', city: 'Bogota' },
      order: { externalId: 'A-1', products: 'Galaxy x1', totalPrice: 85600, currency: 'COP' },
    },
  });
  const { orderId } = triggered.body as { orderId: string };
  const order = await until('the order is confirmed', async () => {
    const read = await request(host.url, `GET /api/v1/orders/${orderId}`, { key: liveKey });
    const found = read.body as { status: string; calls: object[] };
    return found.status === 'confirmed' && found;
  });
  expect(order.calls).toEqual([expect.objectContaining({ outcome: 'confirmed', durationSeconds: 20 })]);
  expect(said).toBe('+573001234567: Galaxy x1 for 85600 COP?\n');
});
