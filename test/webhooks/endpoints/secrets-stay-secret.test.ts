import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleCall } from '../../../infra/local/example.ts';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { type ApiResponse, createTenant, request } from '../../support/api/client.ts';
import { patience } from '../../support/time/patience.ts';
import { until } from '../../support/time/until.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let dataDir: string;
let receiver: Receiver;
let host: Host;
/** Every line that a function wrote. */
const logged: string[] = [];
/** What the API answered, but for the answers that are there to show a secret. */
const answered: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'recado-test-'));
  receiver = await startReceiver();
  host = await startHost({
    dataDir,
    adminKey: 'admin',
    env: { LOG_LEVEL: 'debug' },
    log: (line) => logged.push(line),
    functionLog: (_name, text) => logged.push(text),
  });
});
afterAll(async () => {
  await host?.stop();
  await receiver?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Asks, and keeps the answer to be looked through. */
async function ask(line: string, key: string, body?: object, headers = {}): Promise<ApiResponse> {
  const heard = await request(host.url, line, { key, headers, ...(body && { body }) });
  answered.push(JSON.stringify(heard));
  return heard;
}

/** Asks for what shows a secret, this once. */
async function make<Made>(line: string, key: string, body: object, headers = {}): Promise<Made> {
  return (await request(host.url, line, { key, body, headers })).body as Made;
}

/** A secret in every form in which it could have been written. */
const formsOf = (secret: string): Buffer[] => {
  const key = secret.replace('whsec_', '');
  return [key, Buffer.from(key).toString('base64').replace(/=+$/, ''), Buffer.from(key, 'base64')].map(
    (form) => Buffer.from(form),
  );
};

const filesIn = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));

const day = [{ from: '00:00', to: '24:00' }];
const everyDay = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name) => [name, day]),
);

test('secrets stand in no item, receipt, event, queue, log or answer once they were shown', {
  timeout: patience(60_000),
}, async () => {
  const { id, testKey, liveKey } = await createTenant(host);
  const own = 'my-own-secret-of-thirty-characters';
  const agentSecret = `whsec_${Buffer.alloc(24, 'agent').toString('base64')}`;
  const events = ['call.outcome_final'];
  const path = 'POST /platform/v1/webhook-endpoints';
  const keyed = { 'idempotency-key': 'made-once' };
  const endpoint = { url: receiver.url, events };
  const first = await make<{ id: string; secret: string }>(path, testKey, endpoint, keyed);
  const second = await make<{ id: string }>(path, testKey, { ...endpoint, secret: own });
  const rotate = `${path}/${first.id}/rotate-secret`;
  const rotated = await make<{ secret: string }>(rotate, testKey, {}, { 'idempotency-key': 'turned-once' });
  const tenant = `PATCH /platform/v1/tenants/${id}`;
  const voiceAgent = { url: receiver.url };
  const made = await make<{ voiceAgent: { secret: string } }>(tenant, 'admin', { voiceAgent });
  const settings = { voiceAgent: { ...voiceAgent, secret: agentSecret }, callingHours: everyDay };
  await ask(tenant, 'admin', settings);
  const secrets = [first.secret, rotated.secret, own, made.voiceAgent.secret, agentSecret];

  // Repeats, refusals and everything that reads.
  await ask(path, testKey, endpoint, keyed);
  await ask(path, testKey, { ...endpoint, secret: own, events: ['nothing'] });
  await ask(`GET /platform/v1/webhook-endpoints/${first.id}`, testKey);
  await ask('GET /platform/v1/webhook-endpoints', testKey);
  await ask(`PATCH /platform/v1/webhook-endpoints/${first.id}`, testKey, { enabled: true });
  await ask(`${path}/${second.id}/ping`, testKey);
  await ask(`GET /platform/v1/tenants/${id}`, testKey);
  await ask('GET /openapi.json', testKey);

  // Both kinds of requests are signed with them: of a test call, told of to a receiver that fails, and of a live one.
  receiver.answer = (response) => response.writeHead(500).end();
  await ask('POST /api/v1/calls/trigger', testKey, exampleCall);
  await ask('POST /api/v1/calls/trigger', liveKey, exampleCall);
  const call = await until('the agent is asked to call', () =>
    receiver.receipts.find(({ headers }) => headers['idempotency-key']?.toString().startsWith('call_')),
  );
  expect(new Webhook(agentSecret).verify(call.body, call.headers as Record<string, string>)).toBeTruthy();
  const told = await until('the outcome is told of to both endpoints', async () => {
    const { body } = await ask('GET /platform/v1/webhook-deliveries?event=call.outcome_final', testKey);
    const { deliveries } = body as { deliveries: { id: string; attemptCount: number }[] };
    return deliveries.length === 2 && deliveries.every((one) => one.attemptCount > 0) && deliveries;
  });
  for (const { id: delivery } of told) await ask(`GET /platform/v1/webhook-deliveries/${delivery}`, testKey);
  const { callbackUrl } = JSON.parse(call.body) as { callbackUrl: string };
  const forged = { 'webhook-id': 'r', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' };
  await ask(
    `POST ${callbackUrl.replace(host.url, '')}`,
    liveKey,
    { callId: 'c', outcome: 'confirmed' },
    forged,
  );
  await ask(`${path}/${first.id}/revoke-previous-secrets`, testKey);

  const stored = filesIn(dataDir);
  // What is stored in clear is found in the files, so that what is not found is not there.
  expect(stored.some((file) => file.includes(receiver.url))).toBe(true);
  expect(logged.join('')).toContain('A webhook attempt was made');
  const texts = [...logged, ...answered].map((text) => Buffer.from(text));
  for (const form of secrets.flatMap(formsOf)) {
    expect(stored.filter((file) => file.includes(form))).toEqual([]);
    expect(texts.filter((text) => text.includes(form)).map(String)).toEqual([]);
  }
});
