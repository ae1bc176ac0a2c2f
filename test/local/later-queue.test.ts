import { afterAll, beforeAll, expect, test } from 'vitest';
import { request } from '../../infra/request.ts';
import { createQueueDesk, type QueueDesk } from '../faults/queue-desk.ts';
import { type SpawnedHost, spawnHost } from '../support/host.ts';
import { until } from '../support/until.ts';
import { recordOf } from '../webhooks/support/factories.ts';

/** As a newer release would write it. */
const event = {
  pk: 'ORDER#tnt_1#live#ord_1',
  sk: 'TIMELINE#00000001',
  entity: 'event',
  id: 'evt_1',
  type: 'order.teleported',
  tenantId: 'tnt_1',
  mode: 'live',
  at: '2026-03-17T21:00:00.123Z',
  data: {},
};

let host: SpawnedHost;
let desk: QueueDesk;
beforeAll(async () => {
  host = await spawnHost({ adminKey: 'admin', items: [event] });
  desk = createQueueDesk(host);
});
afterAll(async () => {
  await host?.stop();
});

test('an event that only a newer release knows waits in its queue', async () => {
  await until('it waits', async () => (await desk.depth('LATER_QUEUE_URL')) === 1);
  expect(await desk.depth('PARKED_QUEUE_URL')).toBe(0);
});

test('what waited for 13 days is parked', async () => {
  const message = { record: recordOf(event), since: new Date(Date.now() - 13 * 86_400_000).toISOString() };
  const input = { QueueUrl: host.environment.LATER_QUEUE_URL, MessageBody: JSON.stringify(message) };
  const { ok } = await request(host.endpoints.sqs, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify(input),
  });
  expect(ok).toBe(true);
  await until('it is parked', async () => (await desk.depth('PARKED_QUEUE_URL')) === 1);
  expect(await desk.depth('LATER_QUEUE_URL')).toBe(1);
});
