import { describe, expect, it } from 'vitest';
import { makeAttempt } from '../../shared/webhooks/attempts/make-attempt.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { expiryOf } from '../../shared/webhooks/deliveries/retention.ts';
import { retryWebhookDelivery } from '../../shared/webhooks/deliveries/retry-webhook-delivery.ts';
import type { WebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { updateEndpoint } from '../../shared/webhooks/endpoints/endpoint.ts';
import { type CrashPoint, dyingAfterEachStep } from '../support/crash.ts';
import { createFixture, START } from '../webhooks/support/fixture.ts';
import { relayDeliveryEvents } from '../webhooks/support/outbox.ts';
import { type Receiver, withReceiver } from '../webhooks/support/receiver.ts';
import { engine, fixture, receiver, useFixture } from '../webhooks/support/setting.ts';

useFixture();

/** A delivery that a message asks for, and what switches its endpoint. */
async function pending(into = fixture, { url } = receiver) {
  const { id } = await into.addEndpoint({ url });
  const delivery = await into.addDelivery({ endpointId: id });
  await into.ask(delivery);
  const enable = (enabled: boolean) =>
    updateEndpoint(engine.table, into.scope, id, { enabled }, into.queue.now());
  return { delivery, enable };
}

const fails: Receiver['answer'] = (response) => {
  response.statusCode = 500;
  response.end();
};

const retry = async ({ id }: WebhookDelivery) => {
  await retryWebhookDelivery(engine.table, fixture.scope, id, fixture.queue.now(), () => []);
  await relayDeliveryEvents(engine.table, fixture, id);
};

describe('an attempt whose endpoint is disabled', () => {
  it('is not made and not used up: the delivery is held for 14 days', async () => {
    const { delivery, enable } = await pending();
    await enable(false);
    await fixture.drain();
    const found = await fixture.onlyDelivery();
    expect(found.delivery).toEqual({ ...delivery, status: 'held', nextAttemptAt: undefined });
    expect([found.attempts, receiver.receipts]).toEqual([[], []]);
    expect(found.item.expiresAt).toBe(Math.ceil(Date.parse(delivery.createdAt) / 1000) + 14 * 86_400);
    expect(found.item).not.toHaveProperty('claimUntil');
  });

  it('keeps what is left of its schedule, which continues when its owner asks', async () => {
    const { delivery, enable } = await pending();
    receiver.answer = async (response, receipt) => {
      if (receiver.receipts.length === 2) await enable(false);
      fails(response, receipt);
    };
    await fixture.drain();
    expect((await fixture.onlyDelivery()).delivery).toMatchObject({
      status: 'held',
      attempts: 2,
      waits: [1800],
    });
    await enable(true);
    const resumed = fixture.queue.now().getTime();
    await retry(delivery);
    expect((await fixture.onlyDelivery()).item).not.toHaveProperty('expiresAt');
    await fixture.drain();
    const found = await fixture.onlyDelivery();
    expect(found.delivery).toMatchObject({ status: 'failed', attempts: 4 });
    expect(found.attempts.slice(2).map(({ startedAt }) => Date.parse(startedAt) - resumed)).toEqual([
      0, 1_800_000,
    ]);
  });

  it('is made after all when the endpoint was enabled just then', async () => {
    const { delivery, enable } = await pending();
    await enable(false);
    const table: typeof engine.table = {
      ...engine.table,
      async update(key, changes, condition) {
        if (changes.set?.status === 'held') await enable(true);
        return engine.table.update(key, changes, condition);
      },
    };
    await makeAttempt({ ...fixture.services, table }, nextAttemptMessage(delivery, START));
    await fixture.drain();
    const found = await fixture.onlyDelivery();
    expect(found.delivery).toMatchObject({ status: 'succeeded', attempts: 1 });
    expect(found.item.expiresAt).toBe(expiryOf(found.delivery));
    expect(receiver.receipts).toHaveLength(1);
  });

  it('stays held while its message comes again', async () => {
    const { delivery, enable } = await pending();
    await enable(false);
    await fixture.drain();
    for (let copies = 0; copies < 3; copies++)
      await makeAttempt(fixture.services, nextAttemptMessage(delivery, START));
    await fixture.drain();
    expect((await fixture.onlyDelivery()).delivery).toMatchObject({ status: 'held', attempts: 0 });
    expect(receiver.receipts).toEqual([]);
  });
});

it('a delivery is held or sent wherever the deliverer dies, and never left alone, when its endpoint is enabled meanwhile', async () => {
  const run = async (by: Receiver, point: CrashPoint, step: number) => {
    const mortal = createFixture(engine.table, point);
    const { enable } = await pending(mortal, by);
    await enable(false);
    // The endpoint is enabled as the delivery is held: it must be sent, whatever happens then.
    const { table } = mortal.services;
    mortal.services.table = {
      ...table,
      async update(key, changes, condition) {
        if (changes.set?.status === 'held') await enable(true);
        return table.update(key, changes, condition);
      },
    };
    await mortal.drain();
    const { delivery, attempts } = await mortal.onlyDelivery();
    expect(delivery, `died after step ${step}`).toMatchObject({ status: 'succeeded', attempts: 1 });
    expect(attempts).toHaveLength(1);
    // Only a death between the request and its record makes a second one.
    expect(by.receipts.length).toBeLessThanOrEqual(2);
    return point.stepsLeft === undefined;
  };
  const steps = await dyingAfterEachStep((point, step) => withReceiver((by) => run(by, point, step)));
  expect(steps).toBeGreaterThan(8);
});
