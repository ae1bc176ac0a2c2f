import { describe, expect, it } from 'vitest';
import { relay } from '../../shared/relay/relay.ts';
import { CLAIM_MS, makeAttempt } from '../../shared/webhooks/attempts/make-attempt.ts';
import { AttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { loadPayload } from '../../shared/webhooks/deliveries/payload.ts';
import { type CrashPoint, dyingAfterEachStep, neverCrash } from '../support/crash.ts';
import { eventRecord, eventToItem, orderEvent } from '../webhooks/support/factories.ts';
import { createFixture, type Fixture } from '../webhooks/support/fixture.ts';
import { type Receipt, type Receiver, withReceiver } from '../webhooks/support/receiver.ts';
import { engine, receiver, useFixture } from '../webhooks/support/setting.ts';

useFixture();

/** Restarts the process that died. */
const clearCrash = (point: CrashPoint) => {
  point.stepsLeft = undefined;
};

/** What a receiver that fails so many times saw of one event, and what is stored of it. */
async function run(failures: number, point: CrashPoint, fixture: Fixture, receiver: Receiver, copies = 1) {
  // By attempt, not by request: the repetition of one must not count as the next.
  receiver.answer = async (response) => {
    const { attempts } = await fixture.onlyDelivery();
    response.statusCode = attempts.length < failures ? 500 : 200;
    response.end();
  };
  await fixture.addEndpoint({ url: receiver.url });
  const event = orderEvent(fixture.scope);
  await engine.table.put(eventToItem(event));
  const record = eventRecord(event);
  const relayOnce = () => relay(fixture.services, [record]);
  const again = await relayOnce();
  if (again.length > 0 || point.stepsLeft === 0) {
    clearCrash(point);
    expect(await relayOnce()).toEqual([]);
  }
  await fixture.queue.drain(async (body) => {
    const message = AttemptMessage.parse(body);
    try {
      await Promise.all(Array.from({ length: copies }, () => makeAttempt(fixture.services, message)));
    } catch (error) {
      clearCrash(point);
      throw error;
    }
  });
  return { ...(await fixture.onlyDelivery()), receipts: [...receiver.receipts], eventId: event.id };
}

const secondsOf = ({ headers }: Receipt) => Number(headers['webhook-timestamp']);

describe.each([
  ['takes it at once', 0],
  ['takes it on the second attempt', 1],
  ['never takes it', 4],
])('an event for a receiver that %s', (_what, failures) => {
  const attempts = Math.min(failures, 3) + 1;
  const status = failures < 4 ? 'succeeded' : 'failed';

  it('is delivered whole wherever the relay or the deliverer dies', async () => {
    let repeated = 0;
    const steps = await dyingAfterEachStep(async (point, step) => {
      const fixture = createFixture(engine.table, point);
      const seen = await withReceiver((by) => run(failures, point, fixture, by));
      expect(seen.delivery, `died after step ${step}`).toMatchObject({ status, attempts });
      expect(seen.attempts.map(({ number }) => number)).toEqual(
        Array.from({ length: attempts }, (_, index) => index + 1),
      );
      expect(new Set(seen.receipts.map(({ headers }) => headers['webhook-id']))).toEqual(
        new Set([seen.eventId]),
      );
      expect(new Set(seen.receipts.map(({ body }) => body))).toEqual(
        new Set([await loadPayload(engine.table, seen.delivery)]),
      );
      expect(Math.max(...fixture.queue.delays)).toBeLessThanOrEqual(900);
      // Only a death between the request and its record makes a second one, and not before the claim has ended.
      const extra = seen.receipts.length - attempts;
      repeated += extra;
      expect(extra).toBeLessThanOrEqual(1);
      for (const [index, receipt] of seen.receipts.entries()) {
        const next = seen.receipts[index + 1];
        if (next) expect(secondsOf(next) - secondsOf(receipt)).toBeGreaterThanOrEqual(CLAIM_MS / 1000);
      }
      return point.stepsLeft === undefined;
    });
    // The relay takes four steps, each attempt four: it died after every one of them.
    expect(steps).toBeGreaterThan(4 + attempts * 4);
    expect(repeated).toBeGreaterThan(0);
  });

  it('makes one request for each attempt when every message comes five times at once', async () => {
    const point = neverCrash();
    const seen = await run(failures, point, createFixture(engine.table, point), receiver, 5);
    expect(seen.delivery).toMatchObject({ status, attempts });
    expect(seen.receipts).toHaveLength(attempts);
  });
});
