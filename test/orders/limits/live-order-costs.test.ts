import { expect, it } from 'vitest';
import { createLogger } from '../../../shared/adapters/logging/logger.ts';
import { post } from '../../../shared/adapters/outbound/post.ts';
import type { Message, QueueName } from '../../../shared/adapters/queues/queues.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { CallMessage } from '../../../shared/calls/queue/messages.ts';
import { createSimulator } from '../../../shared/calls/telephony/simulator/simulator.ts';
import { orderPartition, TIMELINE_PREFIX } from '../../../shared/events/event.ts';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { relay } from '../../../shared/relay/relay.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { handleWebhookMessage } from '../../../shared/webhooks/attempts/handle-webhook-message.ts';
import type { AttemptMessage } from '../../../shared/webhooks/deliveries/attempt-message.ts';
import { createEndpoint } from '../../../shared/webhooks/endpoints/create-endpoint.ts';
import { createHealthCounts } from '../../../shared/webhooks/health/health-counts.ts';
import { NESTED } from '../../confirmation/api.ts';
import { anyTime } from '../../simulate/measure.ts';
import { api, useApi } from '../../support/api-setting.ts';
import { byAdmin, cipher } from '../../support/cipher.ts';
import { patience } from '../../support/patience.ts';
import { countsWriteUnits, roundTripsOf } from '../../support/round-trips.ts';
import { addTenant } from '../../support/tenant.ts';
import { recordOf } from '../../webhooks/support/factories.ts';
import { withReceiver } from '../../webhooks/support/receiver.ts';

useApi();

const ORDERS = 3;

const log = createLogger({}, { write: () => {} });

/** What came to a queue, but for what waits minutes for a call that may never be reported. */
function shortQueues() {
  const waiting: { queue: QueueName; body: object }[] = [];
  const send = async (queue: QueueName, messages: readonly Message[]) => {
    for (const { body, delaySeconds = 0 } of messages) if (delaySeconds < 60) waiting.push({ queue, body });
  };
  return { send, next: () => waiting.shift() };
}

/** Works orders off as the stack does, each by itself: from its trigger to its webhook. */
async function liveShop(url: string) {
  const { table } = api;
  const { tenant, liveKey } = await addTenant(table);
  const scope = { tenantId: tenant.id, mode: 'live' } as const;
  await updateTenant(table, tenant.id, { callingHours: anyTime() }, byAdmin());
  const wanted = { url, events: ['call.outcome_final'], enabled: true } as const;
  await createEndpoint({ table, cipher }, scope, wanted, new Date(), () => []);
  const queues = shortQueues();
  const clock = () => new Date();
  const services = { table, queues, clock, speed: 1, log } as const;
  const dialing = {
    ...{ ...services, publicUrl: 'https://api.test', messengerFor: async () => undefined },
    telephonyFor: async () => createSimulator(queues),
  };
  const sleep = async () => {};
  const attempts = { ...services, cipher, post, sleep, allowPrivate: true };

  const relayed = new Set<string>();
  const relayLog = async (orderId: string) => {
    const { items } = await table.query({ pk: orderPartition(scope, orderId), prefix: TIMELINE_PREFIX });
    const fresh = items.filter(({ pk, sk }) => !relayed.has(pk + sk));
    for (const { pk, sk } of fresh) relayed.add(pk + sk);
    expect(await relay(services, fresh.map(recordOf))).toEqual([]);
  };
  /** No other attempt was made in the second before. */
  const attempt = async (message: AttemptMessage) => {
    const counts = createHealthCounts({ table, log });
    await counts.during((counter) => handleWebhookMessage({ ...attempts, counter }, message));
    await counts.stored();
  };
  const workOff = async (orderId: string) => {
    await relayLog(orderId);
    for (let next = queues.next(); next; next = queues.next()) {
      if (next.queue === 'calls') await handleCallMessage(dialing, next.body as CallMessage);
      if (next.queue === 'webhooks') await attempt(next.body as AttemptMessage);
      await relayLog(orderId);
    }
  };
  return {
    scope,
    async confirm(n: number) {
      const { body } = await api.ask('POST /api/v1/calls/trigger', {
        key: liveKey,
        body: {
          ...NESTED,
          customer: { ...NESTED.customer, phone: `+5730012345${10 + n}` },
          order: { ...NESTED.order, externalId: `LIVE-${n}` },
        },
      });
      const { orderId } = body as { orderId: string };
      await workOff(orderId);
      return orderId;
    },
  };
}

it.runIf(countsWriteUnits)(
  'a live order that one call confirms takes 48 write units at most, its webhook and its statistics included',
  { timeout: patience(60_000) },
  () =>
    withReceiver(async ({ url, receipts }) => {
      const shop = await liveShop(url);
      // The first of a tenant's orders make what its later ones find.
      await shop.confirm(0);
      const orderIds: string[] = [];
      const trips = await roundTripsOf(async () => {
        for (let n = 1; n <= ORDERS; n++) orderIds.push(await shop.confirm(n));
      });
      const orders = await Promise.all(orderIds.map((id) => loadOrder(api.table, shop.scope, id)));
      expect(orders.map((order) => order?.status)).toEqual(Array(ORDERS).fill('confirmed'));
      expect(receipts).toHaveLength(1 + ORDERS);
      const units = trips.reduce((sum, { writeUnits }) => sum + writeUnits, 0);
      expect(units / ORDERS).toBeLessThanOrEqual(48);
    }),
);
