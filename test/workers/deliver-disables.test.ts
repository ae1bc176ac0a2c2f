import { beforeEach, describe, expect, it } from 'vitest';
import { makeAttempt } from '../../shared/webhooks/attempts/make-attempt.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { listWebhookDeliveries } from '../../shared/webhooks/deliveries/list-webhook-deliveries.ts';
import type { WebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { loadWebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import {
  type EndpointChanges,
  requireEndpoint,
  updateEndpoint,
  type WebhookEndpoint,
} from '../../shared/webhooks/endpoints/endpoint.ts';
import { type CrashPoint, dyingAfterEachStep } from '../support/crash.ts';
import { engine, useTable } from '../support/table/setting.ts';
import { scaledCount } from '../support/time/patience.ts';
import { clearCrash, createFixture, type Fixture, START } from '../webhooks/support/fixture.ts';
import { relayEndpointEvents } from '../webhooks/support/outbox.ts';
import { type Receiver, startReceiver, withReceiver } from '../webhooks/support/receiver.ts';

let receiver: Receiver;
/** Hears of endpoints that were disabled. */
let operator: Receiver;
let fixture: Fixture;
useTable();
beforeEach(async () => {
  fixture = createFixture(engine.table);
  receiver = await startReceiver();
  operator = await startReceiver();
  return async () => {
    await receiver.stop();
    await operator.stop();
  };
});

const DAY = 86_400_000;
const answering =
  (status: number): Receiver['answer'] =>
  (response) => {
    response.statusCode = status;
    response.end();
  };

/** The endpoint under test, which would like to hear of itself too, and another one that hears of it. */
async function endpoints(
  into = fixture,
  [itself, other] = [receiver, operator],
): Promise<{ id: string; operatorId: string }> {
  const own = { url: itself.url, events: ['call.outcome_final', 'webhook_endpoint.disabled'] } as const;
  const { id } = await into.addEndpoint(own);
  const operations = { url: other.url, events: ['webhook_endpoint.disabled'] } as const;
  return { id, operatorId: (await into.addEndpoint(operations)).id };
}

/** A delivery whose first attempt comes so long after the start. */
async function comes(endpointId: string, afterMs: number): Promise<WebhookDelivery> {
  const delivery = await fixture.addDelivery({ endpointId });
  fixture.queue.due(nextAttemptMessage(delivery, START), new Date(START.getTime() + afterMs));
  return delivery;
}

const read = (id: string): Promise<WebhookEndpoint> => requireEndpoint(engine.table, fixture.scope, id);
const health = async (id: string) => {
  const { enabled, disabledReason, disabledAt, failingSince } = await read(id);
  return { enabled, disabledReason, disabledAt, failingSince };
};
const well = { enabled: true, disabledReason: undefined, disabledAt: undefined, failingSince: undefined };
const standing = async ({ id }: WebhookDelivery) =>
  (await loadWebhookDelivery(engine.table, fixture.scope, id))?.delivery;

describe('an endpoint', () => {
  it('that answers 410 is disabled at once, and its owner is notified', async () => {
    const { id } = await endpoints();
    receiver.answer = answering(410);
    const delivery = await comes(id, 0);
    await fixture.drain();
    const at = START.toISOString();
    expect(await health(id)).toEqual({
      enabled: false,
      disabledReason: 'gone',
      disabledAt: at,
      failingSince: at,
    });
    expect(await read(id)).toMatchObject({ updatedAt: at, version: 2 });
    expect(receiver.receipts).toHaveLength(1);
    // Its next attempt found it disabled, and is kept.
    expect(await standing(delivery)).toMatchObject({ status: 'held', attempts: 1, waits: [300, 1800] });

    expect(await relayEndpointEvents(engine.table, fixture, id)).toEqual(['webhook_endpoint.disabled']);
    await fixture.drain();
    expect(receiver.receipts).toHaveLength(1);
    const own = await listWebhookDeliveries(
      engine.table,
      fixture.scope,
      { endpointId: id },
      10,
      undefined,
      fixture.queue.now(),
    );
    expect(own.deliveries.map(({ event }) => event)).toEqual(['call.outcome_final']);
    const [told, ...more] = operator.receipts;
    expect(more).toEqual([]);
    expect(JSON.parse(told?.body ?? '')).toEqual({
      event: 'webhook_endpoint.disabled',
      timestamp: '2026-03-17T21:00:01Z',
      webhookEndpoint: {
        id,
        url: receiver.url,
        disabledReason: 'gone',
        disabledAt: at,
        failingSince: at,
      },
      attempt: {
        deliveryId: delivery.id,
        eventId: delivery.eventId,
        event: 'call.outcome_final',
        status: 410,
        failureClass: 'http_status',
      },
    });
  });

  it('is disabled once and reported once by many that answer 410 at the same time', async () => {
    const { id } = await endpoints();
    const many = scaledCount(20);
    const waiting: (() => void)[] = [];
    receiver.answer = (response, receipt) => {
      waiting.push(() => answering(410)(response, receipt));
      if (waiting.length === many) for (const answer of waiting) answer();
    };
    const made = await Promise.all(
      Array.from({ length: many }, () => fixture.addDelivery({ endpointId: id })),
    );
    await Promise.all(
      made.map((delivery) => makeAttempt(fixture.services, nextAttemptMessage(delivery, START))),
    );
    await fixture.drain();
    expect(await read(id)).toMatchObject({ enabled: false, disabledReason: 'gone', version: 2 });
    expect(await relayEndpointEvents(engine.table, fixture, id)).toHaveLength(1);
    await fixture.drain();
    expect(operator.receipts).toHaveLength(1);
    expect(receiver.receipts).toHaveLength(many);
    for (const delivery of made)
      expect(await standing(delivery)).toMatchObject({ status: 'held', attempts: 1 });
  });

  it('that fails for three days is disabled by the first failure after them', async () => {
    const { id } = await endpoints();
    receiver.answer = answering(500);
    for (let hours = 0; hours <= 84; hours += 6) await comes(id, hours * 3_600_000);
    await fixture.drain();
    const disabledAt = new Date(START.getTime() + 3 * DAY).toISOString();
    expect(await health(id)).toEqual({
      enabled: false,
      disabledReason: 'failing',
      disabledAt,
      failingSince: START.toISOString(),
    });
    // Four attempts of each until then; the last one's first, and then nothing.
    expect(receiver.receipts).toHaveLength(12 * 4 + 1);
    expect(await relayEndpointEvents(engine.table, fixture, id)).toHaveLength(1);
    await fixture.drain();
    expect(JSON.parse(operator.receipts[0]?.body ?? '')).toMatchObject({
      webhookEndpoint: { disabledReason: 'failing', failingSince: START.toISOString() },
      attempt: { status: 500 },
    });
  });

  it('with one success among the failures of days is not', async () => {
    const { id } = await endpoints();
    receiver.answer = (response, receipt) =>
      answering(fixture.queue.now().getTime() - START.getTime() === DAY ? 200 : 500)(response, receipt);
    for (let hours = 0; hours <= 84; hours += 12) await comes(id, hours * 3_600_000);
    await fixture.drain();
    const failingSince = new Date(START.getTime() + 36 * 3_600_000).toISOString();
    expect(await health(id)).toEqual({ ...well, failingSince });
  });

  it.each([
    ['since it was made', undefined],
    ['since a success', 200],
  ])('that had nothing to receive for a month %s is not disabled by a failure', async (_what, first) => {
    const { id } = await endpoints();
    if (first !== undefined) await comes(id, 0);
    await comes(id, 30 * DAY);
    receiver.answer = (response, receipt) =>
      answering(fixture.queue.now() > START ? 500 : 200)(response, receipt);
    await fixture.drain();
    const failingSince = new Date(START.getTime() + 30 * DAY).toISOString();
    expect(await health(id)).toEqual({ ...well, failingSince });
  });

  it('is written on a change of its health only', async () => {
    const { id } = await endpoints();
    let writes = 0;
    const table: typeof engine.table = {
      ...engine.table,
      update(key, ...write) {
        if (key.sk === id) writes++;
        return engine.table.update(key, ...write);
      },
    };
    const attempt = async (status: number) => {
      receiver.answer = answering(status);
      const delivery = await fixture.addDelivery({ endpointId: id });
      await makeAttempt({ ...fixture.services, table }, nextAttemptMessage(delivery, START));
      return writes;
    };
    const after: number[] = [];
    for (const status of [200, 200, 500, 500, 503, 200, 200]) after.push(await attempt(status));
    expect(after).toEqual([0, 0, 1, 1, 1, 2, 2]);
  });

  it('whose health cannot be written costs no second request', async () => {
    const { id } = await endpoints();
    receiver.answer = answering(500);
    const delivery = await fixture.addDelivery({ endpointId: id });
    const table: typeof engine.table = {
      ...engine.table,
      async update(key, ...write) {
        if (key.sk === id) throw new Error('The partition is throttled');
        return engine.table.update(key, ...write);
      },
    };
    await makeAttempt({ ...fixture.services, table }, nextAttemptMessage(delivery, START));
    expect(await standing(delivery)).toMatchObject({ status: 'pending', attempts: 1 });
    expect(await health(id)).toEqual(well);
    expect(receiver.receipts).toHaveLength(1);
  });

  it.each<[string, status: number, ...EndpointChanges[]]>([
    ['moved to another URL', 410, { url: 'http://127.0.0.1:1/' }],
    ['disabled and enabled by its owner', 500, { enabled: false }, { enabled: true }],
  ])('that was %s while an old failure came in is judged afresh', async (_what, status, ...changes) => {
    const { id } = await endpoints();
    receiver.answer = answering(500);
    await comes(id, 0);
    await comes(id, 4 * DAY);
    receiver.answer = async (response, receipt) => {
      if (receiver.receipts.length > 4)
        for (const change of changes)
          await updateEndpoint(engine.table, fixture.scope, id, change, fixture.queue.now());
      answering(receiver.receipts.length > 4 ? status : 500)(response, receipt);
    };
    await fixture.drain();
    expect(await read(id)).toMatchObject({ enabled: true });
    expect((await read(id)).failingSince).not.toBe(START.toISOString());
  });

  it('that takes one event while another fails after days is not disabled', async () => {
    const { id } = await endpoints();
    receiver.answer = answering(500);
    await comes(id, 0);
    const last = await comes(id, 4 * DAY);
    const other = await fixture.addDelivery({ endpointId: id });
    let nested = false;
    receiver.answer = async (response, receipt) => {
      if (receipt.headers['webhook-id'] !== last.eventId)
        return answering(receipt.headers['webhook-id'] === other.eventId ? 200 : 500)(response, receipt);
      if (!nested) {
        nested = true;
        await makeAttempt(fixture.services, nextAttemptMessage(other, fixture.queue.now()));
      }
      answering(500)(response, receipt);
    };
    await fixture.drain();
    const failingSince = new Date(START.getTime() + 4 * DAY).toISOString();
    expect(await health(id)).toEqual({ ...well, failingSince });
  });

  it('that was deleted meanwhile is not made again', async () => {
    const { id } = await endpoints();
    const delivery = await comes(id, 0);
    receiver.answer = async (response, receipt) => {
      await engine.table.delete({ pk: `ENDPOINTS#${fixture.scope.tenantId}#test`, sk: id });
      answering(410)(response, receipt);
    };
    await fixture.drain();
    await expect(read(id)).rejects.toThrow();
    expect(await standing(delivery)).toMatchObject({ status: 'failed', attempts: 2 });
  });
});

it('wherever the deliverer or the relay dies, a 410 disables once, is reported, and loses no event', async () => {
  let unrecorded = 0;
  const run = async (receiver: Receiver, operator: Receiver, point: CrashPoint, step: number) => {
    const mortal = createFixture(engine.table, point);
    const { id } = await endpoints(mortal, [receiver, operator]);
    receiver.answer = answering(410);
    const delivery = await mortal.addDelivery({ endpointId: id });
    await mortal.ask(delivery);
    await mortal.drain();
    const relayAll = () => relayEndpointEvents(engine.table, mortal, id);
    const types = await relayAll().catch(clearCrash(point)).catch(relayAll);
    await mortal.drain();

    const at = `died after step ${step}`;
    expect(await requireEndpoint(engine.table, mortal.scope, id), at).toMatchObject({
      enabled: false,
      disabledReason: 'gone',
      version: 2,
    });
    expect(types, at).toEqual(['webhook_endpoint.disabled']);
    const kept = (await loadWebhookDelivery(engine.table, mortal.scope, delivery.id))?.delivery;
    expect(kept, at).toMatchObject({ status: 'held' });
    // Only a death between the disabling and its attempt's record leaves the attempt out of the history.
    if (kept?.attempts === 0) unrecorded++;
    else expect(kept, at).toMatchObject({ attempts: 1, waits: [300, 1800] });
    const ids = operator.receipts.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size, at).toBe(1);
    expect(new Set(operator.receipts.map(({ body }) => body)).size, at).toBe(1);
    return point.stepsLeft === undefined;
  };
  const steps = await dyingAfterEachStep((point, step) =>
    withReceiver((one) => withReceiver((other) => run(one, other, point, step))),
  );
  expect(steps).toBeGreaterThan(10);
  expect(unrecorded).toBe(1);
});
