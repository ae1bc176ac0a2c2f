import { expect } from 'vitest';
import { createLogger } from '../../../shared/adapters/logging/logger.ts';
import { post } from '../../../shared/adapters/outbound/post.ts';
import type { Message, QueueName } from '../../../shared/adapters/queues/queues.ts';
import type { Clock } from '../../../shared/base/clock.ts';
import { scopeKey } from '../../../shared/base/scope.ts';
import { messengerPerTenant } from '../../../shared/calls/chat/messenger-per-tenant.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { CallMessage } from '../../../shared/calls/queue/messages.ts';
import { telephonyPerTenant } from '../../../shared/calls/telephony/telephony-per-tenant.ts';
import { orderPartition, TIMELINE_PREFIX } from '../../../shared/events/event.ts';
import type { Services } from '../../../shared/http/exchange.ts';
import { relay } from '../../../shared/relay/relay.ts';
import type { TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { handleWebhookMessage } from '../../../shared/webhooks/attempts/handle-webhook-message.ts';
import type { AttemptMessage } from '../../../shared/webhooks/deliveries/attempt-message.ts';
import { createEndpoint } from '../../../shared/webhooks/endpoints/create-endpoint.ts';
import { createHealthCounts } from '../../../shared/webhooks/health/health-counts.ts';
import { NESTED } from '../../confirmation/api.ts';
import { anyTime } from '../../simulate/measure.ts';
import { api } from '../../support/api/api-setting.ts';
import { byAdmin, cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { recordOf } from '../../webhooks/support/factories.ts';

/** Whatever takes a part in an order, and writes for it. */
export type Part = 'trigger' | 'calls' | 'reports' | 'relay' | 'webhooks';

/** How customers are reached. */
export interface Reach {
  settings: TenantChanges;
  /** Customers do what they do, and what their provider says of it comes. */
  happen: () => Promise<void>;
}

const log = createLogger({}, { write: () => {} });

/** What came to a queue, but for what waits minutes for a call that may never be reported. */
function shortQueues() {
  const waiting: { queue: QueueName; body: object }[] = [];
  const send = async (queue: QueueName, messages: readonly Message[]) => {
    for (const { body, delaySeconds = 0 } of messages) if (delaySeconds < 60) waiting.push({ queue, body });
  };
  return { send, take: () => waiting.splice(0) };
}

/**
 * Works live orders off as the stack does.
 * @param url of the receiver
 * @param reach the simulator's customers unless it is given
 */
export async function openLiveShop(
  url: string,
  reach?: (services: Services, tenantId: string) => Promise<Reach>,
) {
  const { table } = api;
  const { tenant, liveKey } = await addTenant(table);
  const scope = { tenantId: tenant.id, mode: 'live' } as const;
  const clock: Clock = () => new Date();
  const { settings, happen } = (await reach?.({ table, clock }, tenant.id)) ?? {
    settings: {},
    happen: async () => {},
  };
  await updateTenant(table, tenant.id, { callingHours: anyTime(), ...settings }, byAdmin());
  const wanted = { url, events: ['call.outcome_final'], enabled: true } as const;
  await createEndpoint({ table, cipher }, scope, wanted, new Date(), () => []);
  const queues = shortQueues();
  const services = { table, queues, clock, speed: 1, log } as const;
  const places = { cipher, liveCalls: 'simulator' as const, allowPrivate: true };
  const dialing = {
    ...{ ...services, publicUrl: 'https://api.test' },
    messengerFor: messengerPerTenant(services, places),
    telephonyFor: telephonyPerTenant(services, places),
  };
  const sleep = async () => {};
  const attempts = { ...services, cipher, post, sleep, allowPrivate: true };

  const units = new Map<Part, number>();
  const counted = async (part: Part, work: () => Promise<unknown>) => {
    const trips = await roundTripsOf(work);
    const taken = trips.reduce((sum, { writeUnits }) => sum + writeUnits, 0);
    if (taken > 0) units.set(part, (units.get(part) ?? 0) + taken);
  };

  const relayed = new Set<string>();
  const relayLogs = async (made: readonly Triggered[]) => {
    const found = await Promise.all(
      made.flatMap(({ orderId, callId }) => [
        table.query({ pk: orderPartition(scope, orderId), prefix: TIMELINE_PREFIX }),
        table.query({ pk: `FOLLOWUP#${scopeKey(scope)}#${callId}`, prefix: 'EVENT#' }),
      ]),
    );
    const fresh = found.flatMap(({ items }) => items).filter(({ pk, sk }) => !relayed.has(pk + sk));
    for (const { pk, sk } of fresh) relayed.add(pk + sk);
    await counted('relay', async () => expect(await relay(services, fresh.map(recordOf))).toEqual([]));
  };
  const deliver = async (messages: readonly AttemptMessage[]) => {
    const counts = createHealthCounts({ table, log });
    const attempt = (message: AttemptMessage) =>
      counts.during((counter) => handleWebhookMessage({ ...attempts, counter }, message));
    await Promise.all(messages.map(attempt));
    await counts.stored();
  };
  const trigger = async (n: number) => {
    const { body } = await api.ask('POST /api/v1/calls/trigger', {
      key: liveKey,
      body: {
        ...NESTED,
        customer: { ...NESTED.customer, phone: `+573001234${100 + n}` },
        order: { ...NESTED.order, externalId: `LIVE-${n}` },
      },
    });
    return body as Triggered;
  };
  let triggered = 0;
  return {
    scope,
    /** The write units that each part took since this was last asked. */
    taken() {
      const all = Object.fromEntries(units);
      units.clear();
      return all;
    },
    /** So many orders at the same time, from their trigger to their webhook. @returns their ids */
    async confirm(orders: number): Promise<string[]> {
      const made: Triggered[] = [];
      await counted('trigger', async () => {
        for (let one = 0; one < orders; one++) made.push(await trigger(triggered++));
      });
      await relayLogs(made);
      for (let wave = queues.take(); wave.length > 0; wave = queues.take()) {
        const of = (name: QueueName) => wave.filter(({ queue }) => queue === name).map(({ body }) => body);
        await counted('calls', async () => {
          for (const body of of('calls')) await handleCallMessage(dialing, body as CallMessage);
        });
        await counted('reports', happen);
        await counted('webhooks', () => deliver(of('webhooks') as AttemptMessage[]));
        await relayLogs(made);
      }
      return made.map(({ orderId }) => orderId);
    },
  };
}

interface Triggered {
  orderId: string;
  callId: string;
}
