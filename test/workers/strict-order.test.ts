import { describe, expect, it } from 'vitest';
import { dueToItem } from '../../shared/adapters/due/due.ts';
import { newId } from '../../shared/base/ids.ts';
import { insertEvent } from '../../shared/deliveries/delivery/delivery-store.ts';
import type { OrderEvent } from '../../shared/events/event.ts';
import { relay } from '../../shared/relay/relay.ts';
import { makeAttempt } from '../../shared/webhooks/attempts/make-attempt.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { payloadOf } from '../../shared/webhooks/deliveries/payload.ts';
import { retryWebhookDelivery } from '../../shared/webhooks/deliveries/retry-webhook-delivery.ts';
import type { WebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { webhookDeliveryToItem } from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { updateEndpoint } from '../../shared/webhooks/endpoints/endpoint.ts';
import type { CompleteEvent } from '../../shared/webhooks/kinds/complete-event.ts';
import { takePlace } from '../../shared/webhooks/throttle/throttle.ts';
import { changeThrottle, placeInLine } from '../../shared/webhooks/throttle/throttle-store.ts';
import { type CrashPoint, dyingAfterEachStep } from '../support/crash.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';
import {
  completeOutcome,
  eventRecord,
  eventToItem,
  orderEvent,
  recordOf,
} from '../webhooks/support/factories.ts';
import { createFixture, START } from '../webhooks/support/fixture.ts';
import { handleMessage } from '../webhooks/support/messages.ts';
import { type Receiver, withReceiver } from '../webhooks/support/receiver.ts';
import { engine, receiver, useFixture } from '../webhooks/support/setting.ts';
import {
  deliveryOf,
  receivedSequences,
  refuseSequences,
  relayAll,
  storeEvents,
  strictFixture,
  time,
} from '../webhooks/support/strict-order.ts';

useFixture();

describe('an endpoint that asks for strict order', () => {
  it('gets an order’s events in sequence when the relay brings them reversed', async () => {
    const { fixture } = await strictFixture();
    const [first, second, third] = (await storeEvents(fixture, 3)) as [OrderEvent, OrderEvent, OrderEvent];
    await relayAll(fixture, third);
    await relayAll(fixture, second);
    let late = true;
    await fixture.queue.drain(async (body) => {
      await handleMessage(fixture.services, JSON.stringify(body));
      if (late && fixture.queue.now() > new Date(time(5))) {
        late = false;
        expect(receivedSequences()).toEqual([]);
        await relayAll(fixture, first);
      }
    });
    expect(receivedSequences()).toEqual([1, 2, 3]);
    expect(fixture.queue.delays.length).toBeLessThan(25);
  });

  it('gets what the relay has overlooked, a minute later and still before what follows', async () => {
    const { fixture, endpoint } = await strictFixture();
    const [first, second] = (await storeEvents(fixture, 2)) as [OrderEvent, OrderEvent];
    await relayAll(fixture, second);
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 2]);
    expect((await deliveryOf(fixture, endpoint, first)).status).toBe('succeeded');
    await relayAll(fixture, first);
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 2]);
  });

  it('gets later events only after the first has failed for good, each at its first attempt', async () => {
    const { fixture, endpoint } = await strictFixture();
    const events = await storeEvents(fixture, 4);
    refuseSequences(1);
    await relayAll(fixture, ...events);
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 1, 1, 1, 2, 3, 4]);
    const ends = await Promise.all(events.map((event) => deliveryOf(fixture, endpoint, event)));
    expect(ends.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['failed', 4],
      ['succeeded', 1],
      ['succeeded', 1],
      ['succeeded', 1],
    ]);
    expect(Math.max(...fixture.queue.delays)).toBeLessThanOrEqual(900);
    // Each of the three that wait looks again once for each attempt of the first, and hops where it waits.
    expect(fixture.queue.delays.length).toBeLessThan(60);
  });

  it('gets everything once and in order wherever the relay or a deliverer dies', async () => {
    const run = async (by: Receiver, point: CrashPoint, step: number) => {
      const { fixture } = await strictFixture(point, by);
      const events = await storeEvents(fixture, 2);
      const records = events.toReversed().map(eventRecord);
      const again = await relay(fixture.services, records).catch(() => ['all']);
      if (again.length > 0 || point.stepsLeft === 0) {
        point.stepsLeft = undefined;
        expect(await relay(fixture.services, records)).toEqual([]);
      }
      await fixture.drain();
      // A death between a request and its record repeats it; nothing that follows comes before.
      const all = receivedSequences(by);
      expect([[...new Set(all)], all], `died after step ${step}`).toEqual([[1, 2], all.toSorted()]);
      expect(all.length).toBeLessThanOrEqual(3);
      return point.stepsLeft === undefined;
    };
    const steps = await dyingAfterEachStep((point, step) => withReceiver((by) => run(by, point, step)));
    expect(steps).toBeGreaterThan(20);
  });

  it('does not wait for what happened before it was made, nor for what it does not subscribe to', async () => {
    const fixture = createFixture(engine.table);
    await storeEvents(fixture, 2, { at: time(-10) });
    const endpoint = await fixture.addEndpoint({
      url: receiver.url,
      strictOrder: true,
      events: ['call.outcome_final'],
    });
    const other = orderEvent(fixture.scope, { sequence: 3, type: 'order.noted', at: time(1) });
    const own = orderEvent(fixture.scope, { sequence: 4, at: time(1) });
    for (const event of [other, own]) await engine.table.put(eventToItem(event));
    await relayAll(fixture, own);
    await makeAttempt(fixture.services, nextAttemptMessage(await deliveryOf(fixture, endpoint, own), START));
    expect(receivedSequences()).toEqual([4]);
  });

  it('does not wait for what it did not subscribe to then, nor to be asked', async () => {
    const { fixture, endpoint } = await strictFixture();
    await storeEvents(fixture, 1, { type: 'order.status_changed' });
    await fixture.queue.sleep(10_000);
    await updateEndpoint(
      engine.table,
      fixture.scope,
      endpoint.id,
      { events: ['call.outcome_final', 'order.status_changed'] },
      fixture.queue.now(),
    );
    const next = orderEvent(fixture.scope, { sequence: 2, at: time(11) });
    await engine.table.put(eventToItem(next));
    await relayAll(fixture, next);
    await makeAttempt(
      fixture.services,
      nextAttemptMessage(await deliveryOf(fixture, endpoint, next), fixture.queue.now()),
    );
    expect(receivedSequences()).toEqual([2]);
  });

  it('waits also at the instant at which the claim of a worker that died ends', async () => {
    const { fixture, endpoint } = await strictFixture();
    const [first, second] = (await storeEvents(fixture, 2)) as [OrderEvent, OrderEvent];
    await relayAll(fixture, first, second);
    const later = await deliveryOf(fixture, endpoint, second);
    await fixture.change(later, { claimId: 'dead', claimUntil: fixture.queue.now().toISOString() });
    await makeAttempt(fixture.services, nextAttemptMessage(later, START));
    expect(receivedSequences()).toEqual([]);
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 2]);
  });

  it('does not wait for what is held', async () => {
    const { fixture, endpoint } = await strictFixture();
    const [first, second] = (await storeEvents(fixture, 2)) as [OrderEvent, OrderEvent];
    await relayAll(fixture, first, second);
    const held = {
      ...(await deliveryOf(fixture, endpoint, first)),
      status: 'held',
      nextAttemptAt: undefined,
    } as const;
    await engine.table.put(webhookDeliveryToItem(held));
    await makeAttempt(
      fixture.services,
      nextAttemptMessage(await deliveryOf(fixture, endpoint, second), START),
    );
    expect(receivedSequences()).toEqual([2]);
  });

  it('waits for an older one that was requested again', async () => {
    const { fixture, endpoint } = await strictFixture();
    const [first, second] = (await storeEvents(fixture, 2)) as [OrderEvent, OrderEvent];
    refuseSequences(1);
    await relayAll(fixture, first);
    await fixture.drain();
    const failed = await deliveryOf(fixture, endpoint, first);
    expect(failed.status).toBe('failed');
    refuseSequences();
    receiver.receipts.length = 0;
    const retried = await retryWebhookDelivery(
      engine.table,
      fixture.scope,
      failed.id,
      fixture.queue.now(),
      () => [],
    );
    await relayAll(fixture, second);
    const message = nextAttemptMessage(await deliveryOf(fixture, endpoint, second), fixture.queue.now());
    await makeAttempt(fixture.services, message);
    expect(receivedSequences()).toEqual([]);
    await fixture.ask(retried as WebhookDelivery);
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 2]);
  });

  it('leaves its place to others when it came out of the line and has to wait for an older one after all', async () => {
    const fixture = createFixture(engine.table);
    const endpoint = await fixture.addEndpoint({ url: receiver.url, strictOrder: true, maxConcurrency: 1 });
    const [first, second] = (await storeEvents(fixture, 2)) as [OrderEvent, OrderEvent];
    await relayAll(fixture, first, second);
    const message = nextAttemptMessage(await deliveryOf(fixture, endpoint, second), START);
    const owner = { ...fixture.scope, endpointId: endpoint.id };
    const limits = { places: 1, perSecond: Number.POSITIVE_INFINITY };
    const { permit } = await changeThrottle(engine.table, owner, fixture.queue.now, (throttle) => {
      const took = takePlace(throttle, limits, placeInLine(message), START);
      return { throttle: took?.throttle, permit: took?.permit };
    });
    await makeAttempt(fixture.services, { ...message, ...(permit && { turn: permit }) });
    await makeAttempt(
      fixture.services,
      nextAttemptMessage(await deliveryOf(fixture, endpoint, first), START),
    );
    expect(receivedSequences()).toEqual([1]);
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 2]);
  });

  it('keeps a concurrency limit beside it', async () => {
    const fixture = createFixture(engine.table);
    await fixture.addEndpoint({ url: receiver.url, strictOrder: true, maxConcurrency: 1 });
    await relayAll(fixture, ...(await storeEvents(fixture, 4)).toReversed());
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 2, 3, 4]);
  });

  it('gets a delivery’s events in sequence, too', async () => {
    const fixture = createFixture(engine.table);
    const events = ['ORDER.STATUS_UPDATED'] as const;
    await fixture.addEndpoint({ url: receiver.url, strictOrder: true, events });
    const items = [1, 2, 3].map((sequence) => {
      const write = insertEvent({
        ...fixture.scope,
        id: newId('event', START),
        type: 'delivery.status_changed',
        deliveryId: 'IN2603170000001',
        sequence,
        at: time(1),
        data: {
          deliveryId: 'IN2603170000001',
          merchantReference: '#1',
          temporaryOrderId: null,
          step: 'accepted',
          status: 'accepted',
          details: { agent: { name: 'John Doe', phone: '12345678990' } },
        },
      });
      return 'put' in write ? write.put : undefined;
    });
    for (const item of items) if (item) await engine.table.put(item);
    for (const item of items.toReversed())
      expect(await relay(fixture.services, [recordOf(item ?? {})])).toEqual([]);
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 2, 3]);
    expect(receiver.receipts.map(({ body }) => JSON.parse(body).event)).toEqual(
      Array(3).fill('ORDER.STATUS_UPDATED'),
    );
  });

  it('keeps a wait of more than an hour as due work', async () => {
    const { fixture, endpoint } = await strictFixture();
    const [first, second] = (await storeEvents(fixture, 2)) as [OrderEvent, OrderEvent];
    await relayAll(fixture, first, second);
    const far = { ...(await deliveryOf(fixture, endpoint, first)), nextAttemptAt: time(7200) };
    await engine.table.put(webhookDeliveryToItem(far));
    const delivery = await deliveryOf(fixture, endpoint, second);
    const message = nextAttemptMessage(delivery, START);
    fixture.queue.delays.length = 0;
    await makeAttempt(fixture.services, message);
    await makeAttempt(fixture.services, message);
    expect(fixture.queue.delays).toEqual([]);
    const due = dueToItem({
      id: `order#${delivery.id}#1#000000001`,
      dueAt: time(7201),
      queue: 'webhooks',
      body: { ...message, notBefore: time(7201), look: `000000001#${time(7201)}` },
      group: endpoint.id,
    });
    const { items } = await engine.table.query({ pk: due.pk, prefix: due.sk });
    expect(items).toEqual([due]);
    expect((await deliveryOf(fixture, endpoint, second)).attempts).toBe(0);
  });
});

it('an endpoint that does not ask for it gets events as they come, at no extra cost', async () => {
  const fixture = createFixture(engine.table);
  const endpoint = await fixture.addEndpoint({ url: receiver.url });
  const [, second] = (await storeEvents(fixture, 2)) as [OrderEvent, OrderEvent];
  await relayAll(fixture, second);
  const payload = payloadOf('call.outcome_final', { ...second, data: completeOutcome } as CompleteEvent);
  const message = nextAttemptMessage(await deliveryOf(fixture, endpoint, second), START, payload);
  const trips = await roundTripsOf(() => makeAttempt(fixture.services, message));
  expect(trips.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem', 'UpdateItem']);
  expect(receivedSequences()).toEqual([2]);
});
