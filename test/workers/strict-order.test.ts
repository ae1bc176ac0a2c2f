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
import { takePlace } from '../../shared/webhooks/turns/turns.ts';
import { changeTurns, placeInLine } from '../../shared/webhooks/turns/turns-store.ts';
import { type CrashPoint, dyingAfterEachStep } from '../support/crash.ts';
import { roundTripsOf } from '../support/round-trips.ts';
import {
  completeOutcome,
  eventRecord,
  eventToItem,
  orderEvent,
  recordOf,
} from '../webhooks/support/factories.ts';
import { handleMessage } from '../webhooks/support/messages.ts';
import { type Receiver, withReceiver } from '../webhooks/support/receiver.ts';
import { engine, receiver, useWorld } from '../webhooks/support/setting.ts';
import {
  deliveryOf,
  happen,
  heard,
  refusing,
  relayed,
  strictWorld,
  time,
} from '../webhooks/support/strict-order.ts';
import { createWorld, START } from '../webhooks/support/world.ts';

useWorld();

describe('an endpoint that asks for strict order', () => {
  it('gets an order’s events in sequence when the relay brings them reversed', async () => {
    const { world } = await strictWorld();
    const [first, second, third] = (await happen(world, 3)) as [OrderEvent, OrderEvent, OrderEvent];
    await relayed(world, third);
    await relayed(world, second);
    let late = true;
    await world.queue.drain(async (body) => {
      await handleMessage(world.services, JSON.stringify(body));
      if (late && world.queue.now() > new Date(time(5))) {
        late = false;
        expect(heard()).toEqual([]);
        await relayed(world, first);
      }
    });
    expect(heard()).toEqual([1, 2, 3]);
    expect(world.queue.delays.length).toBeLessThan(25);
  });

  it('gets what the relay has overlooked, a minute later and still before what follows', async () => {
    const { world, endpoint } = await strictWorld();
    const [first, second] = (await happen(world, 2)) as [OrderEvent, OrderEvent];
    await relayed(world, second);
    await world.drain();
    expect(heard()).toEqual([1, 2]);
    expect((await deliveryOf(world, endpoint, first)).status).toBe('succeeded');
    await relayed(world, first);
    await world.drain();
    expect(heard()).toEqual([1, 2]);
  });

  it('gets later events only after the first has failed for good, each at its first attempt', async () => {
    const { world, endpoint } = await strictWorld();
    const events = await happen(world, 4);
    refusing(1);
    await relayed(world, ...events);
    await world.drain();
    expect(heard()).toEqual([1, 1, 1, 1, 2, 3, 4]);
    const ends = await Promise.all(events.map((event) => deliveryOf(world, endpoint, event)));
    expect(ends.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['failed', 4],
      ['succeeded', 1],
      ['succeeded', 1],
      ['succeeded', 1],
    ]);
    expect(Math.max(...world.queue.delays)).toBeLessThanOrEqual(900);
    // Each of the three that wait looks again once for each attempt of the first, and hops where it waits.
    expect(world.queue.delays.length).toBeLessThan(60);
  });

  it('gets everything once and in order wherever the relay or a deliverer dies', async () => {
    const run = async (by: Receiver, point: CrashPoint, step: number) => {
      const { world } = await strictWorld(point, by);
      const events = await happen(world, 2);
      const records = events.toReversed().map(eventRecord);
      const again = await relay(world.services, records).catch(() => ['all']);
      if (again.length > 0 || point.stepsLeft === 0) {
        point.stepsLeft = undefined;
        expect(await relay(world.services, records)).toEqual([]);
      }
      await world.queue.drain(async (body) => {
        try {
          await handleMessage(world.services, JSON.stringify(body));
        } catch (error) {
          point.stepsLeft = undefined;
          throw error;
        }
      });
      // A death between a request and its record repeats it; nothing that follows comes before.
      const all = heard(by);
      expect([[...new Set(all)], all], `died after step ${step}`).toEqual([[1, 2], all.toSorted()]);
      expect(all.length).toBeLessThanOrEqual(3);
      return point.stepsLeft === undefined;
    };
    const steps = await dyingAfterEachStep((point, step) => withReceiver((by) => run(by, point, step)));
    expect(steps).toBeGreaterThan(20);
  });

  it('does not wait for what happened before it was made, nor for what it does not subscribe to', async () => {
    const world = createWorld(engine.table);
    await happen(world, 2, { at: time(-10) });
    const endpoint = await world.addEndpoint({
      url: receiver.url,
      strictOrder: true,
      events: ['call.outcome_final'],
    });
    const other = orderEvent(world.scope, { sequence: 3, type: 'order.noted', at: time(1) });
    const own = orderEvent(world.scope, { sequence: 4, at: time(1) });
    for (const event of [other, own]) await engine.table.put(eventToItem(event));
    await relayed(world, own);
    await makeAttempt(world.services, nextAttemptMessage(await deliveryOf(world, endpoint, own), START));
    expect(heard()).toEqual([4]);
  });

  it('does not wait for what it did not subscribe to then, nor to be asked', async () => {
    const { world, endpoint } = await strictWorld();
    await happen(world, 1, { type: 'order.status_changed' });
    await world.queue.sleep(10_000);
    await updateEndpoint(
      engine.table,
      world.scope,
      endpoint.id,
      { events: ['call.outcome_final', 'order.status_changed'] },
      world.queue.now(),
    );
    const next = orderEvent(world.scope, { sequence: 2, at: time(11) });
    await engine.table.put(eventToItem(next));
    await relayed(world, next);
    await makeAttempt(
      world.services,
      nextAttemptMessage(await deliveryOf(world, endpoint, next), world.queue.now()),
    );
    expect(heard()).toEqual([2]);
  });

  it('waits also at the instant at which the claim of a worker that died ends', async () => {
    const { world, endpoint } = await strictWorld();
    const [first, second] = (await happen(world, 2)) as [OrderEvent, OrderEvent];
    await relayed(world, first, second);
    const later = await deliveryOf(world, endpoint, second);
    await world.change(later, { claimId: 'dead', claimUntil: world.queue.now().toISOString() });
    await makeAttempt(world.services, nextAttemptMessage(later, START));
    expect(heard()).toEqual([]);
    await world.drain();
    expect(heard()).toEqual([1, 2]);
  });

  it('does not wait for what is held', async () => {
    const { world, endpoint } = await strictWorld();
    const [first, second] = (await happen(world, 2)) as [OrderEvent, OrderEvent];
    await relayed(world, first, second);
    const held = {
      ...(await deliveryOf(world, endpoint, first)),
      status: 'held',
      nextAttemptAt: undefined,
    } as const;
    await engine.table.put(webhookDeliveryToItem(held));
    await makeAttempt(world.services, nextAttemptMessage(await deliveryOf(world, endpoint, second), START));
    expect(heard()).toEqual([2]);
  });

  it('waits for an older one that was requested again', async () => {
    const { world, endpoint } = await strictWorld();
    const [first, second] = (await happen(world, 2)) as [OrderEvent, OrderEvent];
    refusing(1);
    await relayed(world, first);
    await world.drain();
    const failed = await deliveryOf(world, endpoint, first);
    expect(failed.status).toBe('failed');
    refusing();
    receiver.receipts.length = 0;
    const retried = await retryWebhookDelivery(
      engine.table,
      world.scope,
      failed.id,
      world.queue.now(),
      () => [],
    );
    await relayed(world, second);
    const message = nextAttemptMessage(await deliveryOf(world, endpoint, second), world.queue.now());
    await makeAttempt(world.services, message);
    expect(heard()).toEqual([]);
    await world.ask(retried as WebhookDelivery);
    await world.drain();
    expect(heard()).toEqual([1, 2]);
  });

  it('leaves its place to others when it came out of the line and has to wait for an older one after all', async () => {
    const world = createWorld(engine.table);
    const endpoint = await world.addEndpoint({ url: receiver.url, strictOrder: true, maxConcurrency: 1 });
    const [first, second] = (await happen(world, 2)) as [OrderEvent, OrderEvent];
    await relayed(world, first, second);
    const message = nextAttemptMessage(await deliveryOf(world, endpoint, second), START);
    const owner = { ...world.scope, endpointId: endpoint.id };
    const limits = { places: 1, perSecond: Number.POSITIVE_INFINITY };
    const { turn } = await changeTurns(engine.table, owner, world.queue.now, (turns) => {
      const took = takePlace(turns, limits, placeInLine(message), START);
      return { turns: took?.turns, turn: took?.turn };
    });
    await makeAttempt(world.services, { ...message, ...(turn && { turn }) });
    await makeAttempt(world.services, nextAttemptMessage(await deliveryOf(world, endpoint, first), START));
    expect(heard()).toEqual([1]);
    await world.drain();
    expect(heard()).toEqual([1, 2]);
  });

  it('keeps a concurrency limit beside it', async () => {
    const world = createWorld(engine.table);
    await world.addEndpoint({ url: receiver.url, strictOrder: true, maxConcurrency: 1 });
    await relayed(world, ...(await happen(world, 4)).toReversed());
    await world.drain();
    expect(heard()).toEqual([1, 2, 3, 4]);
  });

  it('gets a delivery’s events in sequence, too', async () => {
    const world = createWorld(engine.table);
    const events = ['ORDER.STATUS_UPDATED'] as const;
    await world.addEndpoint({ url: receiver.url, strictOrder: true, events });
    const items = [1, 2, 3].map((sequence) => {
      const write = insertEvent({
        ...world.scope,
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
      expect(await relay(world.services, [recordOf(item ?? {})])).toEqual([]);
    await world.drain();
    expect(heard()).toEqual([1, 2, 3]);
    expect(receiver.receipts.map(({ body }) => JSON.parse(body).event)).toEqual(
      Array(3).fill('ORDER.STATUS_UPDATED'),
    );
  });

  it('keeps a wait of more than an hour as due work', async () => {
    const { world, endpoint } = await strictWorld();
    const [first, second] = (await happen(world, 2)) as [OrderEvent, OrderEvent];
    await relayed(world, first, second);
    const far = { ...(await deliveryOf(world, endpoint, first)), nextAttemptAt: time(7200) };
    await engine.table.put(webhookDeliveryToItem(far));
    const delivery = await deliveryOf(world, endpoint, second);
    const message = nextAttemptMessage(delivery, START);
    world.queue.delays.length = 0;
    await makeAttempt(world.services, message);
    await makeAttempt(world.services, message);
    expect(world.queue.delays).toEqual([]);
    const due = dueToItem({
      id: `order#${delivery.id}#1#000000001`,
      dueAt: time(7201),
      queue: 'webhooks',
      body: { ...message, notBefore: time(7201), look: `000000001#${time(7201)}` },
      group: endpoint.id,
    });
    const { items } = await engine.table.query({ pk: due.pk, prefix: due.sk });
    expect(items).toEqual([due]);
    expect((await deliveryOf(world, endpoint, second)).attempts).toBe(0);
  });
});

it('an endpoint that does not ask for it gets events as they come, at no extra cost', async () => {
  const world = createWorld(engine.table);
  const endpoint = await world.addEndpoint({ url: receiver.url });
  const [, second] = (await happen(world, 2)) as [OrderEvent, OrderEvent];
  await relayed(world, second);
  const payload = payloadOf('call.outcome_final', { ...second, data: completeOutcome } as CompleteEvent);
  const message = nextAttemptMessage(await deliveryOf(world, endpoint, second), START, payload);
  const trips = await roundTripsOf(() => makeAttempt(world.services, message));
  expect(trips.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem', 'UpdateItem']);
  expect(heard()).toEqual([2]);
});
