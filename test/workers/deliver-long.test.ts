import { beforeEach, describe, expect, it } from 'vitest';
import { makeAttempt } from '../../shared/webhooks/attempts/make-attempt.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { retryWebhookDelivery } from '../../shared/webhooks/deliveries/retry-webhook-delivery.ts';
import type { WebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { requireEndpoint } from '../../shared/webhooks/endpoints/endpoint.ts';
import { type CrashPoint, dyingAfterEachStep } from '../support/crash.ts';
import { engine, useTable } from '../support/table/setting.ts';
import { createFixture, dueItems, type Fixture, START } from '../webhooks/support/fixture.ts';
import { relayDeliveryEvents } from '../webhooks/support/outbox.ts';
import { type Receiver, startReceiver, withReceiver } from '../webhooks/support/receiver.ts';

let receiver: Receiver;
let fixture: Fixture;
useTable();
beforeEach(async () => {
  fixture = createFixture(engine.table);
  receiver = await startReceiver();
  receiver.answer = fails;
  return () => receiver.stop();
});

const fails: Receiver['answer'] = (response) => {
  response.statusCode = 500;
  response.end();
};
const HOUR = 3_600_000;
const TEN = Array.from({ length: 10 }, (_, index) => index + 1);

/** A delivery to an endpoint with the long schedule, and the message that asks for its first attempt. */
async function long(into = fixture, { url } = receiver): Promise<WebhookDelivery> {
  const { id: endpointId } = await into.addEndpoint({ url, retrySchedule: 'long' });
  const delivery = await into.addDelivery({ endpointId, retrySchedule: 'long' });
  await into.ask(delivery);
  return delivery;
}

describe('the long schedule', () => {
  it('makes ten attempts over more than 72 hours, the longer waits as due items', async () => {
    const { waits, endpointId } = await long();
    await fixture.drainDue();
    const { delivery, attempts } = await fixture.onlyDelivery();
    expect(delivery).toMatchObject({ status: 'failed', attempts: 10, waits: [] });
    expect(attempts.map(({ number }) => number)).toEqual(TEN);
    const times = attempts.map(({ startedAt }) => Date.parse(startedAt));
    const early = waits.map((wait, index) => {
      const [from = 0, to = 0] = times.slice(index);
      return wait - (to - from) / 1000;
    });
    // A message that hopped may be let through a second early.
    expect(early.filter((seconds) => seconds !== 0 && seconds !== 1)).toEqual([]);
    expect(early).toHaveLength(9);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(72 * HOUR);
    expect(receiver.receipts).toHaveLength(10);
    expect(new Set(receiver.receipts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(Math.max(...fixture.queue.delays)).toBeLessThanOrEqual(900);
    expect(await dueItems(engine.table, fixture.scope)).toEqual([]);
    // By then the endpoint has failed for three days.
    expect(await requireEndpoint(engine.table, fixture.scope, endpointId)).toMatchObject({
      enabled: false,
      disabledReason: 'failing',
      disabledAt: attempts.at(-1)?.startedAt,
    });
  });

  it('loses and doubles nothing wherever the deliverer dies on a long wait', async () => {
    const run = async (by: Receiver, point: CrashPoint, step: number) => {
      const mortal = createFixture(engine.table, point);
      by.answer = (response) => {
        response.statusCode = by.receipts.length < 6 ? 500 : 200;
        response.end();
      };
      await long(mortal, by);
      await mortal.drainDue();
      const { delivery, attempts } = await mortal.onlyDelivery();
      expect(delivery, `died after step ${step}`).toMatchObject({ status: 'succeeded' });
      expect(attempts.map(({ number }) => number)).toEqual(TEN.slice(0, delivery.attempts));
      expect(by.receipts.length - delivery.attempts).toBeLessThanOrEqual(1);
      expect(await dueItems(engine.table, mortal.scope)).toEqual([]);
      return point.stepsLeft === undefined;
    };
    // The waits before are short ones: it dies on the attempt that a long one follows, or later.
    const first = 13;
    const last = await dyingAfterEachStep((point, step) => withReceiver((by) => run(by, point, step)), {
      first,
      atOnce: 1,
    });
    expect(last - first).toBeGreaterThan(7);
  });

  it('asks the queue for nothing when the message before a long wait comes again', async () => {
    const delivery = await long();
    await fixture.drain();
    const messages = fixture.queue.delays.length;
    const now = fixture.queue.now();
    await makeAttempt(fixture.services, nextAttemptMessage({ ...delivery, attempts: 3 }, now));
    expect(fixture.queue.delays).toHaveLength(messages);
    expect(await dueItems(engine.table, fixture.scope)).toHaveLength(1);
  });

  it.each([
    ['succeeds', 200],
    ['fails', 500],
  ])('makes no second attempt of one that was brought forward and %s', async (_what, status) => {
    const { id } = await long();
    await fixture.drain();
    // Four attempts were made; the fifth is two hours away.
    const { delivery: waiting } = await fixture.onlyDelivery();
    expect(waiting).toMatchObject({ status: 'pending', attempts: 4 });
    expect(await dueItems(engine.table, fixture.scope)).toMatchObject([
      { id: `${id}#5`, dueAt: waiting.nextAttemptAt },
    ]);

    receiver.answer = (response) => {
      response.statusCode = status;
      response.end();
    };
    await retryWebhookDelivery(engine.table, fixture.scope, id, fixture.queue.now(), () => []);
    await relayDeliveryEvents(engine.table, fixture, id);
    await fixture.drain();
    expect(receiver.receipts).toHaveLength(5);
    await fixture.drainDue();
    const { delivery, attempts } = await fixture.onlyDelivery();
    const made = status === 200 ? 5 : 10;
    expect(delivery).toMatchObject({ status: status === 200 ? 'succeeded' : 'failed', attempts: made });
    expect(attempts.map(({ number }) => number)).toEqual(TEN.slice(0, made));
    expect(receiver.receipts).toHaveLength(made);
    const forward = Date.parse(attempts[4]?.startedAt ?? '') - Date.parse(attempts[3]?.startedAt ?? '');
    expect(forward).toBe(0);
  });
});

describe('Retry-After', () => {
  const asking =
    (retryAfter: () => string): Receiver['answer'] =>
    (response) => {
      response.statusCode = 503;
      response.setHeader('retry-after', retryAfter());
      response.end();
    };
  const inMs = (ms: number) => () => new Date(fixture.queue.now().getTime() + ms).toUTCString();

  it.each<[string, () => string, waits: number[]]>([
    ['of ten minutes makes the shorter waits longer', () => '600', [600, 600, 1800]],
    ['as a date does the same', inMs(600_000), [600, 600, 1800]],
    ['of a day is granted an hour', () => '86400', [3600, 3600, 3600]],
    ['with more digits than there are seconds is granted an hour', () => '9'.repeat(30), [3600, 3600, 3600]],
    ['of no time leaves the schedule', () => '0', [60, 300, 1800]],
    ['as a date that has passed leaves the schedule', inMs(-600_000), [60, 300, 1800]],
    ['that is negative leaves the schedule', () => '-600', [60, 300, 1800]],
    ['that is no time leaves the schedule', () => 'soon; and often', [60, 300, 1800]],
  ])('%s, and four attempts are made in all', async (_what, header, waits) => {
    receiver.answer = asking(header);
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    await fixture.ask(await fixture.addDelivery({ endpointId }));
    await fixture.drain();
    const { delivery, attempts } = await fixture.onlyDelivery();
    expect(delivery).toMatchObject({ status: 'failed', attempts: 4 });
    const times = attempts.map(({ startedAt }) => Date.parse(startedAt));
    expect(times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 1000)).toEqual(waits);
    expect(attempts.slice(0, -1).map(({ nextAttemptAt }) => nextAttemptAt)).toEqual(
      attempts.slice(1).map(({ startedAt }) => startedAt),
    );
    expect(times[0]).toBe(START.getTime());
  });

  it('of two days is granted half a day on the long schedule, as a due item', async () => {
    receiver.answer = asking(() => '172800');
    await long();
    await fixture.drain();
    const { delivery } = await fixture.onlyDelivery();
    const nextAttemptAt = new Date(START.getTime() + 12 * HOUR).toISOString();
    expect(delivery).toMatchObject({ attempts: 1, nextAttemptAt });
    expect(await dueItems(engine.table, fixture.scope)).toMatchObject([{ dueAt: nextAttemptAt }]);
  });
});
