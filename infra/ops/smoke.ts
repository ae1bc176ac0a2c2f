import { parseArgs } from 'node:util';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { newId } from '../../shared/base/ids.ts';
import { readAdminKey } from '../../shared/http/sign-in/admin-key-text.ts';
import { createNarrator, type Narrator } from '../local/demo/narrator.ts';
import { exampleCall } from '../local/example.ts';
import { type Platform, platformAt } from '../local/platform.ts';
import { errorSummaryOf, request } from '../request.ts';
import { until } from '../until.ts';
import { addressOf, clientSettings, requireValue, sharedValuesOf } from './stage-resources.ts';

const usage = `npm run smoke -- [--stage dev | --url https://… --admin-key …]

Runs the main job against a deployed stage, in test mode, as the tenant \`smoke\`, and prints what happens: an order is called
and confirmed, a shop's order comes in, a webhook is sent. The keys, hooks and endpoints of the run are revoked.`;

/** A function's first start takes seconds, and the calls queue is polled by cold ones. */
const deployedPatience = {
  within: 120_000,
  // More seldom as time goes by: a key may ask 60 times a minute.
  every: (waited: number) => Math.min(4000, Math.max(250, waited / 4)),
};

const SMOKE = { name: 'smoke', country: 'CO', currency: 'COP' };

/** Where a stage answers, and its admin key. */
interface Deployed {
  url: string;
  adminKey: string;
}

async function deployed(stage: string): Promise<Deployed> {
  const values = await sharedValuesOf(stage);
  const SecretId = requireValue(values, 'admin-key-secret-arn');
  const { SecretString = '' } = await new SecretsManagerClient(clientSettings(stage)).send(
    new GetSecretValueCommand({ SecretId }),
  );
  const read = readAdminKey(SecretString);
  if ('fault' in read) throw new Error(read.fault);
  return { url: addressOf(requireValue(values, 'api-url')), adminKey: read.key };
}

/** @param cleanups run in this order at the end, also after a failure */
async function tell(
  narrator: Narrator,
  { url, adminKey }: Deployed,
  cleanups: (() => Promise<unknown>)[],
): Promise<void> {
  const platform = platformAt(url);
  narrator.chapter('The stage');
  const health = await request(`${url}/healthz`);
  narrator.check(`${url} answers`, health.ok);
  const tenantId = await smokeTenant(platform, adminKey);
  const keys = `/platform/v1/tenants/${tenantId}/api-keys`;
  const { id: keyId, key } = await platform.call<{ id: string; key: string }>('POST', keys, adminKey, {
    mode: 'test',
    label: 'smoke',
  });
  cleanups.unshift(() => platform.call('DELETE', `${keys}/${keyId}`, adminKey));
  narrator.line(`The tenant "${SMOKE.name}" gets a test key for this run`);
  narrator.detail(`${tenantId}  ${keyId}`);
  const endpoints = '/platform/v1/webhook-endpoints';
  const { id: endpointId } = await platform.call<{ id: string }>('POST', endpoints, key, {
    url: receiverOf(url),
    events: ['call.outcome_final'],
  });
  cleanups.unshift(() => platform.call('DELETE', `${endpoints}/${endpointId}`, key));

  narrator.chapter('The order');
  const externalId = newId('order', new Date());
  const body = { ...exampleCall, order: { ...exampleCall.order, externalId } };
  const triggered = await platform.call<{ orderId: string; message: string }>(
    'POST',
    '/api/v1/calls/trigger',
    key,
    body,
  );
  narrator.line(`"${triggered.message}"`);
  narrator.detail(triggered.orderId);
  await until(
    'the order is confirmed',
    async () => {
      const { status } = await platform.call<{ status: string }>(
        'GET',
        `/api/v1/orders/${triggered.orderId}`,
        key,
      );
      return status === 'confirmed';
    },
    deployedPatience,
  );
  narrator.check('the customer is called and confirms', true);
  const again = await platform.call<{ orderId: string }>('POST', '/api/v1/calls/trigger', key, body);
  narrator.check('the same request makes no second order', again.orderId === triggered.orderId);

  narrator.chapter('The shop');
  const hooks = '/platform/v1/intake-hooks';
  const hook = await platform.call<{ id: string; token: string }>('POST', hooks, key);
  cleanups.unshift(() => platform.call('DELETE', `${hooks}/${hook.id}`, key));
  const sent = await request(`${url}/hooks/catch/${hook.token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: `${externalId}-shop`,
      phone: '3001234567',
      name: 'Ana',
      payment: { type: 1, amount: 50_000 },
    }),
  });
  if (!sent.ok) throw new Error(`The intake hook responded with ${sent.status}: ${await sent.text()}`);
  narrator.check('an order that a shop posts is taken', true);

  narrator.chapter('The webhook');
  await until(
    'a webhook is sent',
    async () => {
      const { deliveries } = await platform.call<{ deliveries: { attemptCount: number }[] }>(
        'GET',
        `/platform/v1/webhook-deliveries?orderId=${triggered.orderId}`,
        key,
      );
      return deliveries.some(({ attemptCount }) => attemptCount > 0);
    },
    deployedPatience,
  );
  narrator.check('call.outcome_final is sent to the endpoint', true);
}

/** Nobody takes webhooks there: what counts is that one is sent. An emulator has no https, which receivers must have. */
const receiverOf = (url: string): string =>
  url.startsWith('https:') ? `${url}/healthz` : 'https://receiver.invalid/';

/** The one tenant of that name, which the first run makes. */
async function smokeTenant(platform: Platform, adminKey: string): Promise<string> {
  for (let cursor = ''; ; ) {
    const { tenants, nextCursor } = await platform.call<{
      tenants: { id: string; name: string }[];
      nextCursor: string | null;
    }>('GET', `/platform/v1/tenants?limit=100${cursor}`, adminKey);
    const found = tenants.find(({ name }) => name === SMOKE.name);
    if (found) return found.id;
    if (nextCursor === null) break;
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  const { id } = await platform.call<{ id: string }>('POST', '/platform/v1/tenants', adminKey, SMOKE);
  return id;
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      stage: { type: 'string', default: 'dev' },
      url: { type: 'string' },
      'admin-key': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (options.help) return console.log(usage);
  const { url, 'admin-key': adminKey, stage } = options;
  if ((url === undefined) !== (adminKey === undefined))
    throw new Error('--url and --admin-key must be given together');
  const at =
    url !== undefined && adminKey !== undefined
      ? { url: url.replace(/\/$/, ''), adminKey }
      : await deployed(stage);
  const cleanups: (() => Promise<unknown>)[] = [];
  try {
    await tell(createNarrator(), at, cleanups);
    process.stdout.write('\n          The stage does its job\n\n');
  } finally {
    for (const clean of cleanups) await clean();
  }
}

try {
  await main();
} catch (error) {
  process.stdout.write(`\n          The smoke test failed: ${errorSummaryOf(error)}\n\n`);
  process.exitCode = 1;
}
