import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleCall } from '../../infra/local/example.ts';
import { createTenant, request } from '../support/api/client.ts';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';

let dataDir: string;
let receiver: Receiver;
let host: SpawnedHost;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  receiver = await startReceiver();
  host = await spawnHost({ dataDir, adminKey: 'admin' });
});

afterAll(async () => {
  await host?.stop();
  await receiver?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the stack serves its health and its own description', async () => {
  expect(await request(host.url, 'GET /healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await request(host.url, 'GET /openapi.json')).toMatchObject({
    status: 200,
    body: { openapi: '3.1.0' },
  });
});

test('an unknown path or method is refused in the dialect of the path', async () => {
  expect(await request(host.url, 'GET /api/v1/nowhere')).toMatchObject({
    status: 404,
    body: { error: expect.any(String) },
  });
  expect(await request(host.url, 'DELETE /api/v1/orders')).toMatchObject({
    status: 405,
    headers: { allow: expect.stringMatching(/^GET\b/) },
    body: { error: expect.any(String) },
  });
});

/** A dial that was begun when the machine died is taken up again when its claim has ended, a minute later. */
const PATIENCE = { within: 90_000 };

test('an order that was answered before the machine died is called, confirmed and reported, once', {
  timeout: patience(120_000),
}, async () => {
  const tenant = await createTenant(host);
  const key = tenant.testKey;
  await request(host.url, 'POST /platform/v1/webhook-endpoints', {
    key,
    body: { url: receiver.url, events: ['call.outcome_final'] },
  });
  const triggered = await request(host.url, 'POST /api/v1/calls/trigger', { key, body: exampleCall });
  await host.kill();
  expect(triggered).toMatchObject({ status: 200, body: { success: true } });
  const { orderId } = triggered.body as { orderId: string };

  host = await spawnHost({ dataDir, adminKey: 'admin' });
  const order = await until(
    'the order is confirmed',
    async () => {
      const { body } = await request(host.url, `GET /api/v1/orders/${orderId}`, { key });
      return (body as { status: string }).status === 'confirmed' && body;
    },
    PATIENCE,
  );
  expect(order).toMatchObject({ id: orderId, callAttempts: 1, calls: [{ outcome: 'confirmed' }] });
  await until('the webhook arrives', () => receiver.receipts.length > 0);
  const deliveries = await until('the delivery is done', async () => {
    const { body } = await request(host.url, 'GET /platform/v1/webhook-deliveries', { key });
    const { deliveries } = body as { deliveries: { status: string }[] };
    return deliveries[0]?.status === 'succeeded' && deliveries;
  });
  expect(deliveries).toHaveLength(1);
  expect(receiver.receipts.map(({ body }) => JSON.parse(body))).toEqual([
    expect.objectContaining({
      event: 'call.outcome_final',
      order: expect.objectContaining({ id: orderId, status: 'confirmed' }),
    }),
  ]);
});

test('the demo runs to its end', { timeout: patience(60_000) }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['infra/local/demo/demo.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout).toContain("✓ its signature passes the reference's own check");
  expect(stdout).toContain('That was all of it.');
});

test('the demo of Twilio plays a conversation to the end', { timeout: patience(60_000) }, async () => {
  const demo = ['infra/local/demo/demo.ts', '--provider', 'twilio'];
  const { stdout } = await promisify(execFile)(process.execPath, demo, {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout).toContain('Customer  [1]');
  expect(stdout).toContain('✓ Twilio was asked to dial once');
});

test('the demo of Retell plays a call to the end, and its recording is kept', {
  timeout: patience(60_000),
}, async () => {
  const demo = ['infra/local/demo/demo.ts', '--provider', 'retell'];
  const { stdout } = await promisify(execFile)(process.execPath, demo, {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout).toContain('✓ Retell was asked to dial once');
  expect(stdout).toContain('✓ it is what the provider had');
  expect(stdout).toContain('✓ and nobody without a key is led there');
});

test('the demo of WhatsApp plays a message to its answer', { timeout: patience(60_000) }, async () => {
  const demo = ['infra/local/demo/demo.ts', '--provider', 'whatsapp'];
  const { stdout } = await promisify(execFile)(process.execPath, demo, {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout).toContain('✓ the URL answers what Meta asks of it');
  expect(stdout).toContain('✓ nobody was called');
});
