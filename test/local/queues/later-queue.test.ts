import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQueueTools, type QueueTools } from '../../faults/stack/queue-tools.ts';
import { type SpawnedHost, spawnHost } from '../../support/processes/host.ts';
import { until } from '../../support/time/until.ts';

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
let queues: QueueTools;
beforeAll(async () => {
  host = await spawnHost({ adminKey: 'admin', items: [event] });
  queues = createQueueTools(() => host);
});
afterAll(async () => {
  await host?.stop();
});

test('an event that only a newer release knows waits in its queue', async () => {
  await until('it waits', async () => (await queues.depth('LATER_QUEUE_URL')) === 1);
  expect(await queues.depth('PARKED_QUEUE_URL')).toBe(0);
});
