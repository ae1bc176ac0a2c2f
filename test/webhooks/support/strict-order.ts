import { expect } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import type { OrderEvent } from '../../../shared/events/event.ts';
import { relay } from '../../../shared/relay/relay.ts';
import { webhookDeliveryIdOf } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { loadWebhookDelivery } from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import type { WebhookEndpoint } from '../../../shared/webhooks/endpoints/endpoint.ts';
import type { CrashPoint } from '../../support/crash.ts';
import { type EventChanges, eventRecord, eventToItem, orderEvent } from './factories.ts';
import { createFixture, type Fixture, START } from './fixture.ts';
import { engine, receiver } from './setting.ts';

export const time = (seconds: number) => new Date(START.getTime() + seconds * 1000).toISOString();

/** Stores an order's events as one transaction would, a second after the start. */
export async function storeEvents(
  fixture: Fixture,
  count: number,
  changes: EventChanges = {},
): Promise<OrderEvent[]> {
  const events = Array.from({ length: count }, (_, index) =>
    orderEvent(fixture.scope, {
      id: newId('event', START),
      sequence: index + 1,
      at: time(1),
      ...changes,
    }),
  );
  for (const event of events) await engine.table.put(eventToItem(event));
  return events;
}

export const relayAll = async (fixture: Fixture, ...events: OrderEvent[]) =>
  expect(await relay(fixture.services, events.map(eventRecord))).toEqual([]);

export const receivedSequences = (by = receiver) =>
  by.receipts.map(({ headers }) => Number(headers['webhook-sequence']));

export const deliveryOf = async (
  fixture: Fixture,
  endpoint: WebhookEndpoint,
  { id: eventId, at }: OrderEvent,
) => {
  const id = webhookDeliveryIdOf({ eventId, endpointId: endpoint.id, at });
  const found = await loadWebhookDelivery(engine.table, fixture.scope, id);
  if (found === undefined) throw new Error(`Event ${eventId} has no delivery`);
  return found.delivery;
};

/** Has the receiver refuse everything of these numbers. */
export const refuseSequences = (...sequences: number[]) => {
  receiver.answer = (response, { headers }) => {
    response.statusCode = sequences.includes(Number(headers['webhook-sequence'])) ? 500 : 200;
    response.end();
  };
};

export async function strictFixture(
  point?: CrashPoint,
  { url } = receiver,
): Promise<{ fixture: Fixture; endpoint: WebhookEndpoint }> {
  const fixture = createFixture(engine.table, point);
  return { fixture, endpoint: await fixture.addEndpoint({ url, strictOrder: true }) };
}
