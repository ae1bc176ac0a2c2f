import { describe, expect, it, test } from 'vitest';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { makeAttempt } from '../../../shared/webhooks/attempts/make-attempt.ts';
import {
  type AttemptMessage,
  nextAttemptMessage,
} from '../../../shared/webhooks/deliveries/attempt-message.ts';
import { isNoted, isSuperseded, nextLook } from '../../../shared/webhooks/deliveries/look.ts';
import { loadWebhookDelivery } from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { Crash } from '../../support/crash.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import type { Fixture } from '../support/fixture.ts';
import { handleMessage } from '../support/messages.ts';
import { engine, useFixture } from '../support/setting.ts';
import {
  deliveryOf,
  receivedSequences,
  refuseSequences,
  relayAll,
  storeEvents,
  strictFixture,
} from '../support/strict-order.ts';

useFixture();

const [FIRST, OTHER_FIRST, SECOND] = ['000000001#a', '000000001#b', '000000002#a'];

test.each([
  // own, noted, superseded, the next one is noted, the next one
  [undefined, undefined, false, false, '000000001#n'],
  [undefined, FIRST, false, true, '000000002#n'],
  [FIRST, undefined, false, true, '000000002#n'],
  [FIRST, FIRST, false, true, '000000002#n'],
  [OTHER_FIRST, FIRST, true, true, '000000002#n'],
  [FIRST, SECOND, true, true, '000000003#n'],
  [SECOND, FIRST, false, true, '000000003#n'],
  [undefined, '000000009#a', false, true, '000000010#n'],
])(
  'a look of %s where %s is noted: superseded is %s, noting the next one is %s, which is %s',
  (own, noted, superseded, notes, next) => {
    const look = { own, noted };
    expect([isSuperseded(look), isNoted(look), nextLook(look, 'n')]).toEqual([superseded, notes, next]);
  },
);

/** Hands each message to a worker that dies, after which it comes again; the second worker lives. */
async function drainTwice(
  fixture: Fixture,
  die: (fixture: Fixture, body: object) => Promise<void>,
): Promise<void> {
  const died = new WeakSet<object>();
  await fixture.queue.drain(async (body) => {
    if (died.has(body)) return handleMessage(fixture.services, JSON.stringify(body));
    died.add(body);
    await die(fixture, body);
    throw new Crash('Before it was acknowledged');
  });
}

const afterAll = ({ services }: Fixture, body: object) => handleMessage(services, JSON.stringify(body));

const afterSending = ({ services }: Fixture, body: object) =>
  handleMessage(
    {
      ...services,
      queues: {
        async send(...given) {
          await services.queues.send(...given);
          throw new Crash('After it was sent');
        },
      },
    },
    JSON.stringify(body),
  ).catch(() => {});

describe('eleven that wait for one another', () => {
  it.each([
    ['every worker dies before it acknowledges', afterAll],
    ['every worker dies right after it sent something', afterSending],
  ])('come once and in order when %s, with no more messages than looks', async (_, die) => {
    const { fixture, endpoint } = await strictFixture();
    const events = await storeEvents(fixture, 11);
    refuseSequences(1);
    await relayAll(fixture, ...events.toReversed());
    await drainTwice(fixture, die);
    expect(receivedSequences()).toEqual([
      1,
      1,
      1,
      1,
      ...Array.from({ length: 10 }, (__, index) => index + 2),
    ]);
    const ends = await Promise.all(events.map((event) => deliveryOf(fixture, endpoint, event)));
    expect(ends.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['failed', 4],
      ...Array(10).fill(['succeeded', 1]),
    ]);
    // Two for each look, as each is handled twice, and no more with each further look.
    expect(fixture.queue.delays.length).toBeLessThan(200);
  });
});

/** The second of two, which waits for the first, and the message that asks for it. */
async function waiting(): Promise<{
  fixture: Fixture;
  message: AttemptMessage;
  looks: () => Promise<Looks>;
}> {
  const { fixture, endpoint } = await strictFixture();
  const [first, second] = await storeEvents(fixture, 2);
  if (!first || !second) throw new Error('Nothing happened');
  await relayAll(fixture, first, second);
  const { id } = await deliveryOf(fixture, endpoint, second);
  const message = nextAttemptMessage(await deliveryOf(fixture, endpoint, second), fixture.queue.now());
  const sent: AttemptMessage[] = [];
  const send = fixture.queue.send;
  fixture.services.queues.send = async (queue, messages) => {
    sent.push(...messages.map(({ body }) => body as AttemptMessage));
    await send(queue, messages);
  };
  const looks = async () => {
    const found = await loadWebhookDelivery(engine.table, fixture.scope, id);
    return { sent: sent.splice(0), noted: found?.item.look };
  };
  return { fixture, message, looks };
}

interface Looks {
  sent: AttemptMessage[];
  noted: unknown;
}

/** Handles a message when its time has come. */
const makeLook = async ({ services, queue }: Fixture, message: AttemptMessage | undefined) => {
  if (message === undefined) throw new Error('There is no such message');
  const at = new Date(message.notBefore ?? 0).getTime();
  await queue.sleep(Math.max(0, at - queue.now().getTime()));
  await makeAttempt(services, message);
};

describe('a look', () => {
  it('costs a write from the second on', async () => {
    const { fixture, message, looks } = await waiting();
    const reads = ['GetItem', 'GetItem', 'Query', 'BatchGetItem'];
    const first = await roundTripsOf(() => makeLook(fixture, message));
    // The first one does not know yet that it waits, and has begun to read its event.
    expect(first.map(({ operation }) => operation).toSorted()).toEqual([...reads, 'Query'].toSorted());
    const { sent } = await looks();
    const second = await roundTripsOf(() => makeLook(fixture, sent[0]));
    expect(second.map(({ operation }) => operation)).toEqual([...reads, 'UpdateItem']);
    expect(second.reduce((sum, { writeUnits }) => sum + writeUnits, 0)).toBe(1);
    const stale = await roundTripsOf(() => makeLook(fixture, sent[0]));
    expect(stale.map(({ operation }) => operation)).toEqual(['GetItem', 'GetItem']);
  });

  it('is one again after the second of several first ones', async () => {
    const { fixture, message, looks } = await waiting();
    for (let copy = 0; copy < 3; copy++) await makeLook(fixture, message);
    const { sent: copies } = await looks();
    expect(copies).toHaveLength(3);
    for (const copy of [...copies, ...copies]) await makeLook(fixture, copy);
    const { sent, noted } = await looks();
    expect(sent.map(({ look }) => look)).toEqual([noted]);
  });

  it('is taken over by a message that is none, as one of 0.2.0, an end or a person sends it', async () => {
    const { fixture, message, looks } = await waiting();
    await makeLook(fixture, message);
    await makeLook(fixture, (await looks()).sent[0]);
    const before = await looks();
    await makeLook(fixture, message);
    const after = await looks();
    expect(after.sent.map(({ look }) => look)).toEqual([after.noted]);
    await makeLook(fixture, before.sent[0]);
    expect(before.sent).toHaveLength(1);
    expect(await looks()).toEqual({ sent: [], noted: after.noted });
  });

  it('goes on from one message when the worker dies before it is noted, or its message lay among the dead letters', async () => {
    const { fixture, message, looks } = await waiting();
    await makeLook(fixture, message);
    await makeLook(fixture, (await looks()).sent[0]);
    const current = (await looks()).sent[0];
    const dying: Table = {
      ...engine.table,
      update: () => Promise.reject(new Crash('Before it was noted')),
    };
    const dead = makeAttempt({ ...fixture.services, table: dying }, current as AttemptMessage);
    await expect(dead).rejects.toThrow(Crash);
    const lost = await looks();
    expect(lost.noted).toBe(current?.look);
    await makeLook(fixture, lost.sent[0]);
    const { sent, noted } = await looks();
    expect(sent.map(({ look }) => look)).toEqual([noted]);
    await makeLook(fixture, current);
    expect(await looks()).toEqual({ sent: [], noted });
  });

  it.each([1, 2])(
    'goes on when its sender stalls before noting it, and it comes before that: look %i',
    async (looked) => {
      const { fixture, message, looks } = await waiting();
      let current: AttemptMessage | undefined = message;
      for (let look = 0; look < looked; look++) {
        await makeLook(fixture, current);
        [current] = (await looks()).sent;
      }
      let after: AttemptMessage | undefined;
      let stalled = false;
      const stalling: Table = {
        ...engine.table,
        update: async (...given) => {
          if (!stalled) {
            stalled = true;
            const [next] = (await looks()).sent;
            await makeLook(fixture, next);
            [after] = (await looks()).sent;
          }
          return engine.table.update(...given);
        },
      };
      const services = { ...fixture.services, table: stalling };
      await makeLook({ ...fixture, services }, current);
      expect(after?.look).toMatch(new RegExp(`^00000000${looked + 2}#`));
      expect((await looks()).noted).toBe(after?.look);
      await makeLook(fixture, after);
      const { sent, noted } = await looks();
      expect(sent.map(({ look }) => look)).toEqual([noted]);
    },
  );

  it('is not noted for an attempt that was made meanwhile', async () => {
    const { fixture, message, looks } = await waiting();
    await makeLook(fixture, message);
    const [second] = (await looks()).sent;
    const send = fixture.services.queues.send;
    fixture.services.queues.send = async (...given) => {
      await send(...given);
      const found = await loadWebhookDelivery(engine.table, fixture.scope, message.deliveryId);
      if (found) await fixture.change(found.delivery, { attempts: 1 });
    };
    await makeLook(fixture, second);
    expect((await looks()).noted).toBeUndefined();
  });

  it('is forgotten with the attempt', async () => {
    const { fixture, message, looks } = await waiting();
    await makeLook(fixture, message);
    await makeLook(fixture, (await looks()).sent[0]);
    expect((await looks()).noted).toBeDefined();
    await fixture.drain();
    expect(receivedSequences()).toEqual([1, 2]);
    expect((await looks()).noted).toBeUndefined();
  });
});
