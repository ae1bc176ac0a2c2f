import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { exampleCall } from '../../infra/local/example.ts';
import { type Platform, platformAt } from '../../infra/local/platform.ts';
import { addressOf, requireValue, sharedValuesOf } from '../../infra/ops/stage-resources.ts';
import { readAdminKey } from '../../shared/http/sign-in/admin-key-text.ts';
import { type Receiver, startReceiver } from '../bench/shop/receiver.ts';
import { until } from '../support/time/until.ts';
import type { Emulator } from './emulator.ts';

/** Where a stage of the emulator answers, and its admin key as it is now. */
export interface StageAccess {
  url: string;
  adminKey: string;
  adminKeySecret: string;
}

const clientOf = ({ url }: Emulator) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

async function accessStage(emulator: Emulator, stage: string): Promise<StageAccess> {
  const values = await sharedValuesOf(stage, new SSMClient(clientOf(emulator)));
  const adminKeySecret = requireValue(values, 'admin-key-secret-arn');
  const { SecretString = '' } = await new SecretsManagerClient(clientOf(emulator)).send(
    new GetSecretValueCommand({ SecretId: adminKeySecret }),
  );
  const read = readAdminKey(SecretString);
  if ('fault' in read) throw new Error(read.fault);
  return {
    url: addressOf(requireValue(values, 'api-url'), emulator.url),
    adminKey: read.key,
    adminKeySecret,
  };
}

/**
 * Lets functions of a stage reach a receiver on this machine, and retry at once. A deployment takes that away from
 * functions that it changes, so it is done again and again.
 */
async function allowThisMachine(emulator: Emulator, stage: string): Promise<void> {
  for (const name of ['create-webhook-endpoint', 'deliver-webhook']) {
    const at = `${emulator.url}/2015-03-31/functions/recado-${stage}-${name}/configuration`;
    const { Environment } = (await (await fetch(at)).json()) as {
      Environment?: { Variables?: Record<string, string> };
    };
    if (Environment?.Variables?.ALLOW_PRIVATE_TARGETS === 'true') continue;
    const Variables = { ...Environment?.Variables, ALLOW_PRIVATE_TARGETS: 'true', RECADO_SPEED: '60' };
    await fetch(at, { method: 'PUT', body: JSON.stringify({ Environment: { Variables } }) });
  }
}

/** What became of the orders that were sent while something else happened. */
export interface LoadResult {
  orders: number;
  /** Answers that were no 2xx, and requests without an answer: none of them may be. */
  refused: string[];
  /** How often the emulator killed a function in the middle of a request; the request was repeated. */
  killed: number;
  /** Orders that were not confirmed, were stored twice, or whose webhook did not come, or came twice for two reasons. */
  wrong: string[];
  slowestMs: number;
}

interface Sent {
  orderId: string;
}

/**
 * Triggers calls while something is done, by so many clients that each wait for an answer and a moment more, then waits until every order is confirmed and told of by one
 * `call.outcome_final`.
 */
export async function underLoad(
  emulator: Emulator,
  stage: string,
  clients: number,
  work: () => Promise<void>,
): Promise<LoadResult> {
  const receiver = await startReceiver();
  try {
    await allowThisMachine(emulator, stage);
    const { url, adminKey } = await accessStage(emulator, stage);
    const platform = platformAt(url);
    const key = await keyWithEndpoint(platform, adminKey, receiver);
    const sent: Sent[] = [];
    const refused: string[] = [];
    let slowestMs = 0;
    let count = 0;
    let isOver = false;
    let killed = 0;
    const send = async (order: object, repeats = 3): Promise<void> => {
      try {
        sent.push(await platform.call<Sent>('POST', '/api/v1/calls/trigger', key, order));
      } catch (error) {
        if (repeats === 0 || !String(error).includes(KILLED)) return void refused.push(String(error));
        killed++;
        await send(order, repeats - 1);
      }
    };
    const client = async (): Promise<void> => {
      while (!isOver) {
        const began = performance.now();
        await send(orderNumber(count++));
        slowestMs = Math.max(slowestMs, performance.now() - began);
        await new Promise((resume) => setTimeout(resume, PAUSE_MS));
      }
    };
    const coming = Promise.all(Array.from({ length: clients }, client));
    const allow = setInterval(() => void allowThisMachine(emulator, stage).catch(() => {}), 1000);
    try {
      await work();
    } finally {
      isOver = true;
      await coming;
    }
    const outcomes = () => Map.groupBy(receiver.received, ({ body }) => orderOf(body));
    await until('every order is told of', () => sent.every(({ orderId }) => outcomes().has(orderId)), {
      within: 400_000,
      every: 500,
    }).catch(() => {});
    clearInterval(allow);
    const wrong: string[] = [];
    const told = outcomes();
    for (const { orderId } of sent) {
      const { status } = await platform.call<{ status: string }>('GET', `/api/v1/orders/${orderId}`, key);
      if (status !== 'confirmed') wrong.push(`${orderId} is ${status}`);
      const webhooks = new Set(told.get(orderId)?.map(({ headers }) => headers['webhook-id']));
      if (webhooks.size !== 1) wrong.push(`${orderId} was told of by ${webhooks.size} webhooks`);
    }
    const { total } = await platform.call<{ total: number }>('GET', '/api/v1/orders?limit=1', key);
    if (total !== sent.length) wrong.push(`${total} orders are stored of the ${sent.length} that were sent`);
    return { orders: sent.length, refused, killed, wrong, slowestMs };
  } finally {
    await receiver.stop();
  }
}

const PAUSE_MS = 250;

/** What it says of a function that it gives new code while it runs. On AWS such an invocation ends with the old code. */
const KILLED = 'Worker process died';

const orderNumber = (count: number) => ({
  ...exampleCall,
  order: { ...exampleCall.order, externalId: `load-${count}` },
  // Each a phone of its own, which is called by one round at a time; the last digits make its customer confirm.
  customer: { ...exampleCall.customer, phone: `+57300${String(count % 1000).padStart(3, '0')}4567` },
});

const orderOf = (body: unknown): string => JSON.stringify(body).match(/ord_[0-9a-z]{26}/)?.[0] ?? 'no order';

async function keyWithEndpoint(platform: Platform, adminKey: string, receiver: Receiver): Promise<string> {
  const { id } = await platform.call<{ id: string }>('POST', '/platform/v1/tenants', adminKey, {
    ...{ name: 'Under load', country: 'CO', currency: 'COP' },
  });
  const { key } = await platform.call<{ key: string }>(
    'POST',
    `/platform/v1/tenants/${id}/api-keys`,
    adminKey,
    {
      mode: 'test',
      label: 'load',
    },
  );
  await platform
    .call('PATCH', `/platform/v1/tenants/${id}`, adminKey, {
      limits: { confirmation: 6000 },
    })
    .catch((error) => console.log(String(error)));
  await platform.call('POST', '/platform/v1/webhook-endpoints', key, {
    url: `${receiver.url}/`,
    events: ['call.outcome_final'],
  });
  return key;
}
