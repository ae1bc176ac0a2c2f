import { describe, expect, it } from 'vitest';
import { CLAIM_MS, makeAttempt } from '../../shared/webhooks/attempts/make-attempt.ts';
import { claimAttempt } from '../../shared/webhooks/deliveries/attempt-claim.ts';
import { type AttemptMessage, nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { scaledCount } from '../support/time/patience.ts';
import { START } from '../webhooks/support/fixture.ts';
import { makeAttempts } from '../webhooks/support/messages.ts';
import { pending } from '../webhooks/support/pending.ts';
import { engine, fixture, receiver, useFixture } from '../webhooks/support/setting.ts';

useFixture();

describe('a message that comes again', () => {
  it('makes no second request when all copies come at the same time', async () => {
    const delivery = await pending();
    const message = nextAttemptMessage(delivery, START);
    await Promise.all(Array.from({ length: scaledCount(20) }, () => makeAttempt(fixture.services, message)));
    await fixture.drain();
    expect(receiver.receipts).toHaveLength(1);
    const { attempts } = await fixture.onlyDelivery();
    expect(attempts).toMatchObject([{ number: 1, status: 200 }]);
  });

  it('makes no second request after the attempt was stored', async () => {
    const delivery = await pending();
    await fixture.drain();
    await fixture.ask(delivery);
    await fixture.drain();
    expect(receiver.receipts).toHaveLength(1);
  });

  it('asks for the next attempt, which a run may have died before', async () => {
    const delivery = await pending();
    receiver.answer = (response) => {
      response.statusCode = receiver.receipts.length === 1 ? 500 : 200;
      response.end();
    };
    const lost = { ...fixture.services, queues: { send: async () => {} } };
    await makeAttempt(lost, nextAttemptMessage(delivery, START));
    await makeAttempt(fixture.services, nextAttemptMessage(delivery, START));
    await fixture.drain();
    const { attempts } = await fixture.onlyDelivery();
    expect(attempts.map(({ number, status }) => [number, status])).toEqual([
      [1, 500],
      [2, 200],
    ]);
    expect(receiver.receipts).toHaveLength(2);
  });

  it('looks again after the end of another worker’s claim, and makes the attempt if it was not made', async () => {
    const delivery = await pending();
    const message = nextAttemptMessage(delivery, START);
    const until = new Date(START.getTime() + 60_000);
    await claimAttempt(engine.table, message, { id: 'dead', until: until.toISOString() }, START);
    await fixture.drain();
    expect(fixture.queue.delays).toEqual([0, 61]);
    const { attempts } = await fixture.onlyDelivery();
    expect(attempts).toMatchObject([{ number: 1, status: 200, startedAt: '2026-03-17T21:01:02.000Z' }]);
  });

  it('is one message again while another worker has a claim, however many come and whoever dies', async () => {
    const delivery = await pending();
    const message = nextAttemptMessage(delivery, START);
    const claim = async (id: string, now: Date) => {
      const until = new Date(now.getTime() + CLAIM_MS);
      await claimAttempt(engine.table, message, { id, until: until.toISOString() }, now);
    };
    await claim('dead', START);
    for (let copy = 0; copy < 5; copy++) await makeAttempt(fixture.services, message);
    expect(fixture.queue.delays).toEqual([0, 61]);
    await fixture.queue.sleep(CLAIM_MS - 5_000);
    await makeAttempt(fixture.services, message);
    expect(fixture.queue.delays).toEqual([0, 61, 6]);
    await fixture.queue.sleep(5_000);
    await claim('dead too', fixture.queue.now());
    for (let copy = 0; copy < 5; copy++) await makeAttempt(fixture.services, message);
    expect(fixture.queue.delays).toEqual([0, 61, 6, 61]);
    await fixture.drain();
    expect(receiver.receipts).toHaveLength(1);
    expect((await fixture.onlyDelivery()).delivery).toMatchObject({ status: 'succeeded', attempts: 1 });
  });

  it('finds its own claim when the answer to it was lost and the SDK asked again', async () => {
    const delivery = await pending();
    const table: typeof engine.table = {
      ...engine.table,
      async update(...write) {
        await engine.table.update(...write);
        return engine.table.update(...write);
      },
    };
    await makeAttempt({ ...fixture.services, table }, nextAttemptMessage(delivery, START));
    expect(receiver.receipts).toHaveLength(1);
    expect((await fixture.onlyDelivery()).delivery).toMatchObject({ status: 'succeeded', attempts: 1 });
  });

  it('undoes nothing that came between its record and the SDK’s repeat of that', async () => {
    const delivery = await pending();
    const asked = { status: 'pending', nextAttemptAt: '2026-03-17T21:05:00.000Z' } as const;
    let updates = 0;
    const table: typeof engine.table = {
      ...engine.table,
      async update(...write) {
        const stored = await engine.table.update(...write);
        if (++updates === 1) return stored;
        // Its owner asks for it again at that moment.
        await fixture.change(delivery, asked);
        return engine.table.update(...write);
      },
    };
    await makeAttempt({ ...fixture.services, table }, nextAttemptMessage(delivery, START));
    expect(updates).toBe(2);
    expect((await fixture.onlyDelivery()).delivery).toMatchObject({ ...asked, attempts: 1 });
  });

  it('is left alone for a minute, which is longer than an invocation lives', () => {
    expect(CLAIM_MS).toBe(60_000);
  });

  it('leaves the record to the worker that took over an expired claim', async () => {
    const delivery = await pending();
    const message = nextAttemptMessage(delivery, START);
    const post: typeof fixture.services.post = async (request) => {
      const later = new Date(START.getTime() + CLAIM_MS);
      await claimAttempt(
        engine.table,
        message,
        { id: 'successor', until: '2026-03-17T21:02:01.000Z' },
        later,
      );
      return fixture.services.post(request);
    };
    await makeAttempt({ ...fixture.services, post }, message);
    const found = await fixture.onlyDelivery();
    expect(found.delivery).toMatchObject({ status: 'pending', attempts: 0 });
    expect(found.attempts).toEqual([]);
    expect(found.item.claimId).toBe('successor');
  });

  it('too early hops, and makes no attempt', async () => {
    const delivery = await pending();
    await fixture.drain();
    receiver.receipts.length = 0;
    const now = fixture.queue.now();
    const notBefore = new Date(now.getTime() + 1_800_000).toISOString();
    const message: AttemptMessage = { ...nextAttemptMessage(delivery, now), attempt: 2, notBefore };
    fixture.queue.delays.length = 0;
    await makeAttempt(fixture.services, message);
    expect(fixture.queue.delays).toEqual([900]);
    expect(receiver.receipts).toEqual([]);
  });

  it('asks for nothing of a delivery that does not exist', async () => {
    const message = { ...fixture.scope, deliveryId: 'whd_none', endpointId: 'whe_none', attempt: 1 } as const;
    await makeAttempt(fixture.services, message);
    expect(fixture.queue.delays).toEqual([]);
  });
});

describe('a batch', () => {
  it('reports only messages that failed on our side', async () => {
    const delivery = await pending({ url: 'http://127.0.0.1:1/' });
    const good = JSON.stringify(nextAttemptMessage(delivery, START));
    const again = await makeAttempts(fixture.services, [
      { messageId: 'good', body: good },
      { messageId: 'no-json', body: '{' },
      { messageId: 'no-message', body: '{"deliveryId":1}' },
      { messageId: 'no-time', body: JSON.stringify({ ...JSON.parse(good), notBefore: 'soon' }) },
    ]);
    expect(again).toEqual(['no-json', 'no-message', 'no-time']);
    const { attempts } = await fixture.onlyDelivery();
    expect(attempts).toMatchObject([{ number: 1, failureClass: 'refused' }]);
  });

  it('makes its attempts at the same time', async () => {
    let waiting: (() => void)[] = [];
    receiver.answer = (response) => {
      waiting.push(() => response.end());
      if (waiting.length < 10) return;
      for (const answer of waiting) answer();
      waiting = [];
    };
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    const records = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const eventId = `evt_${index}`;
        const delivery = await fixture.addDelivery({ endpointId, eventId });
        return { messageId: eventId, body: JSON.stringify(nextAttemptMessage(delivery, START)) };
      }),
    );
    expect(await makeAttempts(fixture.services, records)).toEqual([]);
    expect(receiver.receipts).toHaveLength(10);
  });
});
