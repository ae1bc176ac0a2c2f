import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../infra/bundle/bundle.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { newWebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import {
  createWebhookDelivery,
  loadWebhookDelivery,
} from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { requireEndpoint } from '../../shared/webhooks/endpoints/endpoint.ts';
import { send } from '../support/api/respond.ts';
import { type Kms, startKms } from '../support/aws/kms.ts';
import { addTenant } from '../support/data/tenant.ts';
import { startTable, type TestTable } from '../support/table/table.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';

const outdir = mkdtempSync(join(tmpdir(), 'recado-bundle-'));
let engine: TestTable;
let receiver: Receiver;
let kms: Kms;
beforeAll(async () => {
  [engine, receiver, kms] = await Promise.all([startTable(), startReceiver(), startKms()]);
  delete process.env.SECRETS_KEY;
  Object.assign(process.env, { SECRETS_KEY_ARN: kms.keyArn, ALLOW_PRIVATE_TARGETS: 'true' });
});
afterAll(async () => {
  await Promise.all([engine.stop(), receiver.stop(), kms.stop()]);
  rmSync(outdir, { recursive: true });
});

test('the functions as they are deployed seal and open with KMS, once for many webhooks', async () => {
  const create = { folder: 'platform', name: 'create-webhook-endpoint' };
  const deliver = { folder: 'workers', name: 'deliver-webhook' };
  const bundles = await bundle([create, deliver], outdir);
  const load = ({ name }: { name: string }) => import(join(bundles.get(name) ?? '', 'index.mjs'));

  const { tenant, testKey } = await addTenant(engine.table);
  const made = await send((await load(create)).handler, {
    method: 'POST',
    path: '/platform/v1/webhook-endpoints',
    key: testKey,
    body: { url: receiver.url, events: ['order.created'] },
  });
  const { id: endpointId, secret } = made.body as { id: string; secret: string };
  const scope = { tenantId: tenant.id, mode: 'test' } as const;
  const { secrets } = await requireEndpoint(engine.table, scope, endpointId);
  expect(secrets).toEqual([{ sealed: expect.stringMatching(/^kms\.[A-Za-z0-9+/=]+$/) }]);

  const now = new Date();
  const deliveries = await Promise.all(
    ['evt_1', 'evt_2', 'evt_3'].map((eventId) => {
      const draft = { ...scope, endpointId, eventId, event: 'order.created', body: '{"a":1}' } as const;
      return createWebhookDelivery(engine.table, newWebhookDelivery({ ...draft, at: now.toISOString() }));
    }),
  );
  const Records = deliveries.map((one) => ({
    messageId: one.id,
    body: JSON.stringify(nextAttemptMessage(one, now)),
  }));
  const work = (await load(deliver)).handler as (event: SQSEvent) => Promise<SQSBatchResponse>;
  expect(await work({ Records } as SQSEvent)).toEqual({ batchItemFailures: [] });
  for (const { id } of deliveries)
    expect((await loadWebhookDelivery(engine.table, scope, id))?.delivery.status).toBe('succeeded');
  expect(receiver.receipts).toHaveLength(3);
  for (const { body, headers } of receiver.receipts)
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({ a: 1 });
  const context = JSON.stringify({ purpose: 'webhook-endpoint', ...scope, endpointId });
  expect(kms.asked).toEqual([`Encrypt ${context}`, `Decrypt ${context}`]);
});
