import { describe, expect, it } from 'vitest';
import { ConditionFailed } from '../../shared/adapters/dynamo/errors.ts';
import type { HttpResult } from '../../shared/adapters/outbound/http-result.ts';
import { inParallel } from '../../shared/base/async/in-parallel.ts';
import { makeAttempt } from '../../shared/webhooks/attempts/make-attempt.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import type { WebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { loadWebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import {
  deleteEndpoint,
  type EndpointChanges,
  loadEndpoint,
  updateEndpoint,
  type WebhookEndpoint,
} from '../../shared/webhooks/endpoints/endpoint.ts';
import { joinLine } from '../../shared/webhooks/throttle/line.ts';
import { retakePlace, takePlace } from '../../shared/webhooks/throttle/throttle.ts';
import { changeThrottle, placeInLine } from '../../shared/webhooks/throttle/throttle-store.ts';
import { type CrashPoint, dyingAfterEachStep } from '../support/crash.ts';
import { liveQueue } from '../support/queues/live-queue.ts';
import { createSimulation } from '../support/queues/simulation.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';
import { patience, scaledCount } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';
import { createFixture, type Fixture, START } from '../webhooks/support/fixture.ts';
import { handleMessage } from '../webhooks/support/messages.ts';
import { type Receiver, withReceiver } from '../webhooks/support/receiver.ts';
import { engine, receiver, useFixture } from '../webhooks/support/setting.ts';

useFixture();

async function addDeliveries(
  fixture: Fixture,
  endpoint: WebhookEndpoint,
  count: number,
): Promise<WebhookDelivery[]> {
  const made = await inParallel(Array.from({ length: count }), scaledCount(40), () =>
    fixture.addDelivery({ endpointId: endpoint.id }),
  );
  return made.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

const statusesOf = (fixture: Fixture, deliveries: readonly WebhookDelivery[]) =>
  Promise.all(
    deliveries.map(async ({ id }) => {
      const found = await loadWebhookDelivery(engine.table, fixture.scope, id);
      return `${found?.delivery.status} after ${found?.attempts.length}`;
    }),
  );

const startsOf = async (fixture: Fixture, deliveries: readonly WebhookDelivery[]): Promise<number[]> => {
  const found = await Promise.all(
    deliveries.map(({ id }) => loadWebhookDelivery(engine.table, fixture.scope, id)),
  );
  const attempts = found.flatMap((one) => one?.attempts ?? []);
  return attempts.map(({ startedAt }) => Date.parse(startedAt)).sort((a, b) => a - b);
};

/** Another process with the same table: it shares nothing in memory with the first. */
const another = ({ services }: Fixture) => ({ ...services, table: { ...services.table } });

/** A receiver that hangs, in virtual time. */
const hanging = (fixture: Fixture) => async (): Promise<HttpResult> => {
  await fixture.queue.sleep(15_000);
  return { ok: false, failure: 'timeout', status: null, body: null, durationMs: 15_000 };
};

describe('an endpoint with a concurrency limit', () => {
  it.each([
    ['once', 1],
    ['twice', 2],
  ])(
    'never gets more requests at once, from whatever number of processes, when each message comes %s',
    async (_, copies) => {
      const fixture = createFixture(engine.table);
      const queue = liveQueue('webhooks', copies);
      let open = 0;
      let most = 0;
      const held: (() => void)[] = [];
      receiver.answer = (response) => {
        most = Math.max(most, ++open);
        held.push(() => {
          open--;
          response.end();
        });
        // However slow the engine is, the first requests wait for as many as there may be.
        if (most < 3) return;
        for (const end of held.splice(0)) setTimeout(end, patience(20));
      };
      const endpoint = await fixture.addEndpoint({ url: receiver.url, maxConcurrency: 3 });
      const count = Math.max(12, scaledCount(20));
      const deliveries = await addDeliveries(fixture, endpoint, count);
      const real = { queues: queue, clock: () => new Date(), sleep: undefined };
      const processes = Array.from({ length: 4 }, () => {
        const { sleep: _virtual, ...services } = { ...another(fixture), ...real };
        return (body: string) => handleMessage(services, body);
      });
      queue.serve(processes);
      await queue.send(
        'webhooks',
        deliveries.map((delivery) => ({ body: nextAttemptMessage(delivery, new Date()) })),
      );
      await until('all have come', () => receiver.receipts.length >= count && open === 0, { within: 30_000 });
      await until('all are stored', async () =>
        (await statusesOf(fixture, deliveries)).every((one) => one === 'succeeded after 1'),
      );
      queue.stop();
      expect(most).toBe(3);
      expect(new Set(receiver.receipts.map(({ headers }) => headers['webhook-id'])).size).toBe(count);
      expect(receiver.receipts).toHaveLength(count);
      // Each message once, once more out of the line, and the looks at the line.
      expect(queue.sent).toBeLessThan(2 * count + patience(40));
    },
  );

  it('delivers everything once wherever a process dies', async () => {
    const run = async (receiver: Receiver, point: CrashPoint, step: number) => {
      const fixture = createFixture(engine.table, point);
      const endpoint = await fixture.addEndpoint({ url: receiver.url, maxConcurrency: 1 });
      const deliveries = await addDeliveries(fixture, endpoint, 2);
      // Somebody has the only place for a while: all of them wait in line.
      const owner = { ...fixture.scope, endpointId: endpoint.id };
      const limits = { places: 1, perSecond: Number.POSITIVE_INFINITY };
      await changeThrottle(engine.table, owner, fixture.queue.now, (throttle) => ({
        throttle: takePlace(throttle, limits, 'somebody', new Date(START.getTime() - 55_000))?.throttle,
      }));
      for (const delivery of deliveries) fixture.queue.due(nextAttemptMessage(delivery, START), START);
      await fixture.drain();
      expect(await statusesOf(fixture, deliveries), `died after step ${step}`).toEqual(
        Array(2).fill('succeeded after 1'),
      );
      expect(new Set(receiver.receipts.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
      return point.stepsLeft === undefined;
    };
    const steps = await dyingAfterEachStep((point, step) =>
      withReceiver((receiver) => run(receiver, point, step)),
    );
    expect(steps).toBeGreaterThan(20);
  });

  it('has a message that meets too many others come again later', async () => {
    const fixture = createFixture(engine.table);
    const endpoint = await fixture.addEndpoint({ url: receiver.url, maxConcurrency: 1 });
    const [delivery] = (await addDeliveries(fixture, endpoint, 1)) as [WebhookDelivery];
    const overtaken = () => Promise.reject(new ConditionFailed(undefined));
    const table = { ...engine.table, put: overtaken, update: overtaken };
    await makeAttempt({ ...fixture.services, table }, nextAttemptMessage(delivery, START));
    expect(fixture.queue.delays).toEqual([expect.any(Number)]);
    expect(Math.min(...fixture.queue.delays)).toBeGreaterThanOrEqual(1);
    await fixture.drain();
    expect(await statusesOf(fixture, [delivery])).toEqual(['succeeded after 1']);
  });

  it('lets those in line come to their end when it is deleted', async () => {
    const fixture = createFixture(engine.table);
    const endpoint = await fixture.addEndpoint({ url: receiver.url, maxConcurrency: 1 });
    const deliveries = await addDeliveries(fixture, endpoint, 3);
    const post = async () => {
      for (const delivery of deliveries.slice(1))
        await makeAttempt(fixture.services, nextAttemptMessage(delivery, START));
      await deleteEndpoint(engine.table, fixture.scope, endpoint.id);
      return hanging(fixture)();
    };
    await makeAttempt(
      { ...fixture.services, post },
      nextAttemptMessage(deliveries[0] as WebhookDelivery, START),
    );
    await fixture.drain();
    const found = await Promise.all(
      deliveries.map(({ id }) => loadWebhookDelivery(engine.table, fixture.scope, id)),
    );
    expect(found.slice(1).flatMap((one) => one?.attempts.map(({ failureClass }) => failureClass))).toEqual([
      'endpoint_deleted',
      'endpoint_deleted',
    ]);
    expect(receiver.receipts).toEqual([]);
  });
});

describe('an endpoint that is disabled while attempts wait in line', () => {
  const disabled = { enabled: false } as const;
  const inLine = async (count: number) => {
    const fixture = createFixture(engine.table);
    const endpoint = await fixture.addEndpoint({ url: receiver.url, maxConcurrency: 1 });
    const deliveries = await addDeliveries(fixture, endpoint, count + 1);
    const [first, ...waiting] = deliveries as [WebhookDelivery, ...WebhookDelivery[]];
    const change = (changes: EndpointChanges) =>
      updateEndpoint(engine.table, fixture.scope, endpoint.id, changes, fixture.queue.now());
    const post = async (): Promise<HttpResult> => {
      for (const delivery of waiting)
        await makeAttempt(fixture.services, nextAttemptMessage(delivery, START));
      await change(disabled);
      return { ok: true, status: 200, body: '', durationMs: 10 };
    };
    await makeAttempt({ ...fixture.services, post }, nextAttemptMessage(first, START));
    return { fixture, endpoint, waiting, change };
  };

  it('holds all of them as soon as the line is read', async () => {
    const { fixture, waiting } = await inLine(6);
    await fixture.drain();
    expect(await statusesOf(fixture, waiting)).toEqual(Array(6).fill('held after 0'));
    expect(fixture.queue.now().getTime() - START.getTime()).toBeLessThanOrEqual(2_000);
    expect(receiver.receipts).toEqual([]);
  });

  it('has the place free again that one of them had got', async () => {
    const { fixture, endpoint, waiting, change } = await inLine(1);
    const [delivery] = waiting as [WebhookDelivery];
    await change({ enabled: true });
    const owner = { ...fixture.scope, endpointId: endpoint.id };
    const limits = { places: 1, perSecond: Number.POSITIVE_INFINITY };
    const place = placeInLine(nextAttemptMessage(delivery, START));
    const { permit } = await changeThrottle(engine.table, owner, fixture.queue.now, (throttle) => {
      const took = retakePlace(throttle, limits, place, fixture.queue.now());
      return { throttle: took?.throttle, permit: took?.permit };
    });
    await change(disabled);
    await makeAttempt(fixture.services, {
      ...nextAttemptMessage(delivery, START),
      ...(permit && { turn: permit }),
    });
    expect(await statusesOf(fixture, waiting)).toEqual(['held after 0']);
    const { throttle } = await changeThrottle(engine.table, owner, fixture.queue.now, (throttle) => ({
      throttle,
    }));
    expect(throttle?.places).toEqual({});
  });
});

describe('an endpoint with a rate', () => {
  it.each([
    ['answers at once', 0, null, 5],
    ['takes a second, with three at a time', 1000, 3, 7],
    ['answers soon, with one at a time', 50, 1, 5],
  ])(
    'that %s gets its attempts at that distance, each message once out of the line',
    async (_, ms, maxConcurrency, most) => {
      const fixture = createFixture(engine.table);
      const endpoint = await fixture.addEndpoint({ url: receiver.url, rateLimit: 4, maxConcurrency });
      const deliveries = await addDeliveries(fixture, endpoint, 14);
      const simulation = createSimulation(START, 'webhooks');
      let open = 0;
      let together = 0;
      const post = async (): Promise<HttpResult> => {
        together = Math.max(together, ++open);
        await simulation.sleep(ms);
        open--;
        return { ok: true, status: 200, body: '', durationMs: ms };
      };
      const { now: clock, sleep } = simulation;
      const services = { ...fixture.services, queues: simulation, clock, sleep, post };
      await simulation.send(
        'webhooks',
        deliveries.map((delivery) => ({ body: nextAttemptMessage(delivery, START) })),
      );
      await simulation.run((body) => handleMessage(services, body));
      expect(await statusesOf(fixture, deliveries)).toEqual(Array(14).fill('succeeded after 1'));
      const starts = await startsOf(fixture, deliveries);
      const distances = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
      expect(Math.min(...distances)).toBeGreaterThanOrEqual(249);
      expect(together).toBeLessThanOrEqual(maxConcurrency ?? 14);
      const seconds = (clock().getTime() - START.getTime()) / 1000;
      expect(seconds).toBeLessThan(most);
      // One message each, one more out of the line, and a look each second.
      expect(simulation.sent).toBeLessThan(14 + 14 + seconds + 5);
    },
  );
});

it('a rate lets a hundred out of the line at once, and keeps no places for them', async () => {
  const fixture = createFixture(engine.table);
  const endpoint = await fixture.addEndpoint({ url: receiver.url, rateLimit: 1000 });
  const deliveries = await addDeliveries(fixture, endpoint, 100);
  await Promise.all(
    deliveries.map((delivery) => joinLine(fixture.services, nextAttemptMessage(delivery, START))),
  );
  const post = async () => ({ ok: true, status: 200, body: '', durationMs: 1 }) as const;
  await fixture.queue.drain((body) => handleMessage({ ...fixture.services, post }, JSON.stringify(body)));
  expect(await statusesOf(fixture, deliveries)).toEqual(Array(100).fill('succeeded after 1'));
  // Each out of the line, the look that let them out, and the one that found nobody left.
  expect(fixture.queue.delays).toHaveLength(102);
  const owner = { ...fixture.scope, endpointId: endpoint.id };
  const { throttle } = await changeThrottle(engine.table, owner, fixture.queue.now, (throttle) => ({
    throttle,
  }));
  expect(throttle?.places).toEqual({});
});

describe('an endpoint that hangs', () => {
  it('gets five places, and the more messages wait the more are sent, not the longer they wait', async () => {
    const fixture = createFixture(engine.table);
    const endpoint = await fixture.addEndpoint({ url: receiver.url });
    const deliveries = await addDeliveries(fixture, endpoint, 16);
    const simulation = createSimulation(START, 'webhooks');
    const { now: clock, sleep } = simulation;
    const endOfFirst = new Date(START.getTime() + 75_000);
    let open = 0;
    let most = 0;
    const post = async (): Promise<HttpResult> => {
      open++;
      // Later it is tried again after minutes in which nothing said that it is slow.
      if (clock() < endOfFirst) most = Math.max(most, open);
      await simulation.sleep(15_000);
      open--;
      return { ok: false, failure: 'timeout', status: null, body: null, durationMs: 15_000 };
    };
    const services = { ...fixture.services, queues: simulation, clock, sleep, post };
    const handle = (body: string) => handleMessage(services, body);
    const [first, ...rest] = deliveries.map((delivery) => ({ body: nextAttemptMessage(delivery, START) }));
    await simulation.send('webhooks', first ? [first] : []);
    await simulation.send(
      'webhooks',
      rest.map((message) => ({ ...message, delaySeconds: 16 })),
    );
    await simulation.run(handle);
    expect(await statusesOf(fixture, deliveries)).toEqual(Array(16).fill('failed after 4'));
    expect(most).toBe(5);
    const attempts = 16 * 4;
    const seconds = (clock().getTime() - START.getTime()) / 1000;
    // Each attempt's own message, one more for the hop of half an hour, one out of the line, and a look each 5 s.
    expect(simulation.sent).toBeLessThan(attempts + 16 + attempts + seconds / 5);
    // The waits of the schedule, and at worst the time that five places take for all.
    expect(seconds).toBeLessThan(36 * 60 + (attempts * 15) / 5 + 60);
  });

  it('is marked as slow for a minute by one that hangs', async () => {
    const fixture = createFixture(engine.table);
    const endpoint = await fixture.addEndpoint({ url: receiver.url });
    const [delivery] = (await addDeliveries(fixture, endpoint, 1)) as [WebhookDelivery];
    await makeAttempt({ ...fixture.services, post: hanging(fixture) }, nextAttemptMessage(delivery, START));
    const marked = await loadEndpoint(engine.table, fixture.scope, endpoint.id);
    expect(marked).toMatchObject({ version: 1 });
    expect(Date.parse(marked?.slowUntil ?? '')).toBe(fixture.queue.now().getTime() + 60_000);
  });

  it('gets what waited when it answers again, without any limit', async () => {
    const fixture = createFixture(engine.table);
    const endpoint = await fixture.addEndpoint({ url: receiver.url });
    const deliveries = await addDeliveries(fixture, endpoint, 12);
    const [first, ...rest] = deliveries as [WebhookDelivery, ...WebhookDelivery[]];
    await makeAttempt({ ...fixture.services, post: hanging(fixture) }, nextAttemptMessage(first, START));
    // Five take the places and die; the rest wait in line.
    const dead = { ...fixture.services, post: () => Promise.reject(new Error('The process is dead')) };
    const ends = await Promise.allSettled(
      rest.map((one) => makeAttempt(dead, nextAttemptMessage(one, START))),
    );
    const begun = rest.filter((_, index) => ends[index]?.status === 'rejected');
    expect(begun).toHaveLength(5);
    for (const delivery of begun) await fixture.ask(delivery);
    await fixture.drain();
    expect(await statusesOf(fixture, rest)).toEqual(Array(11).fill('succeeded after 1'));
    expect(receiver.receipts).toHaveLength(12);
  });

  it('slows down no other, and a healthy one costs three round trips an attempt', async () => {
    const fixture = createFixture(engine.table);
    await fixture.addEndpoint({ url: receiver.url, maxConcurrency: 1 });
    const endpoint = await fixture.addEndpoint({ url: receiver.url });
    const [delivery] = await addDeliveries(fixture, endpoint, 1);
    const trips = await roundTripsOf(() =>
      makeAttempt(fixture.services, nextAttemptMessage(delivery as WebhookDelivery, START)),
    );
    expect(trips.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem', 'UpdateItem']);
  });
});
