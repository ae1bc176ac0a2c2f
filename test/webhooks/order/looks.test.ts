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
import { roundTripsOf } from '../../support/round-trips.ts';
import { handleMessage } from '../support/messages.ts';
import { engine, useWorld } from '../support/setting.ts';
import { deliveryOf, happen, heard, refusing, relayed, strictWorld } from '../support/strict-order.ts';
import type { World } from '../support/world.ts';

useWorld();

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
async function drainTwice(world: World, die: (world: World, body: object) => Promise<void>): Promise<void> {
  const died = new WeakSet<object>();
  await world.queue.drain(async (body) => {
    if (died.has(body)) return handleMessage(world.services, JSON.stringify(body));
    died.add(body);
    await die(world, body);
    throw new Crash('Before it was acknowledged');
  });
}

const afterAll = ({ services }: World, body: object) => handleMessage(services, JSON.stringify(body));

const afterSending = ({ services }: World, body: object) =>
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
    const { world, endpoint } = await strictWorld();
    const events = await happen(world, 11);
    refusing(1);
    await relayed(world, ...events.toReversed());
    await drainTwice(world, die);
    expect(heard()).toEqual([1, 1, 1, 1, ...Array.from({ length: 10 }, (__, index) => index + 2)]);
    const ends = await Promise.all(events.map((event) => deliveryOf(world, endpoint, event)));
    expect(ends.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['failed', 4],
      ...Array(10).fill(['succeeded', 1]),
    ]);
    // Two for each look, as each is handled twice, and no more with each further look.
    expect(world.queue.delays.length).toBeLessThan(200);
  });
});

/** The second of two, which waits for the first, and the message that asks for it. */
async function waiting(): Promise<{ world: World; message: AttemptMessage; looks: () => Promise<Looks> }> {
  const { world, endpoint } = await strictWorld();
  const [first, second] = await happen(world, 2);
  if (!first || !second) throw new Error('Nothing happened');
  await relayed(world, first, second);
  const { id } = await deliveryOf(world, endpoint, second);
  const message = nextAttemptMessage(await deliveryOf(world, endpoint, second), world.queue.now());
  const sent: AttemptMessage[] = [];
  const send = world.queue.send;
  world.services.queues.send = async (queue, messages) => {
    sent.push(...messages.map(({ body }) => body as AttemptMessage));
    await send(queue, messages);
  };
  const looks = async () => {
    const found = await loadWebhookDelivery(engine.table, world.scope, id);
    return { sent: sent.splice(0), noted: found?.item.look };
  };
  return { world, message, looks };
}

interface Looks {
  sent: AttemptMessage[];
  noted: unknown;
}

/** Handles a message when its time has come. */
const makeLook = async ({ services, queue }: World, message: AttemptMessage | undefined) => {
  if (message === undefined) throw new Error('There is no such message');
  const at = new Date(message.notBefore ?? 0).getTime();
  await queue.sleep(Math.max(0, at - queue.now().getTime()));
  await makeAttempt(services, message);
};

describe('a look', () => {
  it('costs a write from the second on', async () => {
    const { world, message, looks } = await waiting();
    const reads = ['GetItem', 'GetItem', 'Query', 'BatchGetItem'];
    const first = await roundTripsOf(() => makeLook(world, message));
    expect(first.map(({ operation }) => operation)).toEqual(reads);
    const { sent } = await looks();
    const second = await roundTripsOf(() => makeLook(world, sent[0]));
    expect(second.map(({ operation }) => operation)).toEqual([...reads, 'UpdateItem']);
    expect(second.reduce((sum, { writeUnits }) => sum + writeUnits, 0)).toBe(1);
    const stale = await roundTripsOf(() => makeLook(world, sent[0]));
    expect(stale.map(({ operation }) => operation)).toEqual(['GetItem', 'GetItem']);
  });

  it('is one again after the second of several first ones', async () => {
    const { world, message, looks } = await waiting();
    for (let copy = 0; copy < 3; copy++) await makeLook(world, message);
    const { sent: copies } = await looks();
    expect(copies).toHaveLength(3);
    for (const copy of [...copies, ...copies]) await makeLook(world, copy);
    const { sent, noted } = await looks();
    expect(sent.map(({ look }) => look)).toEqual([noted]);
  });

  it('is taken over by a message that is none, as one of 0.2.0, an end or a person sends it', async () => {
    const { world, message, looks } = await waiting();
    await makeLook(world, message);
    await makeLook(world, (await looks()).sent[0]);
    const before = await looks();
    await makeLook(world, message);
    const after = await looks();
    expect(after.sent.map(({ look }) => look)).toEqual([after.noted]);
    await makeLook(world, before.sent[0]);
    expect(before.sent).toHaveLength(1);
    expect(await looks()).toEqual({ sent: [], noted: after.noted });
  });

  it('goes on from one message when the worker dies before it is noted, or its message lay among the dead letters', async () => {
    const { world, message, looks } = await waiting();
    await makeLook(world, message);
    await makeLook(world, (await looks()).sent[0]);
    const current = (await looks()).sent[0];
    const dying: Table = {
      ...engine.table,
      update: () => Promise.reject(new Crash('Before it was noted')),
    };
    const dead = makeAttempt({ ...world.services, table: dying }, current as AttemptMessage);
    await expect(dead).rejects.toThrow(Crash);
    const lost = await looks();
    expect(lost.noted).toBe(current?.look);
    await makeLook(world, lost.sent[0]);
    const { sent, noted } = await looks();
    expect(sent.map(({ look }) => look)).toEqual([noted]);
    await makeLook(world, current);
    expect(await looks()).toEqual({ sent: [], noted });
  });

  it.each([1, 2])(
    'goes on when its sender stalls before noting it, and it comes before that: look %i',
    async (looked) => {
      const { world, message, looks } = await waiting();
      let current: AttemptMessage | undefined = message;
      for (let look = 0; look < looked; look++) {
        await makeLook(world, current);
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
            await makeLook(world, next);
            [after] = (await looks()).sent;
          }
          return engine.table.update(...given);
        },
      };
      const services = { ...world.services, table: stalling };
      await makeLook({ ...world, services }, current);
      expect(after?.look).toMatch(new RegExp(`^00000000${looked + 2}#`));
      expect((await looks()).noted).toBe(after?.look);
      await makeLook(world, after);
      const { sent, noted } = await looks();
      expect(sent.map(({ look }) => look)).toEqual([noted]);
    },
  );

  it('is not noted for an attempt that was made meanwhile', async () => {
    const { world, message, looks } = await waiting();
    await makeLook(world, message);
    const [second] = (await looks()).sent;
    const send = world.services.queues.send;
    world.services.queues.send = async (...given) => {
      await send(...given);
      const found = await loadWebhookDelivery(engine.table, world.scope, message.deliveryId);
      if (found) await world.change(found.delivery, { attempts: 1 });
    };
    await makeLook(world, second);
    expect((await looks()).noted).toBeUndefined();
  });

  it('is forgotten with the attempt', async () => {
    const { world, message, looks } = await waiting();
    await makeLook(world, message);
    await makeLook(world, (await looks()).sent[0]);
    expect((await looks()).noted).toBeDefined();
    await world.drain();
    expect(heard()).toEqual([1, 2]);
    expect((await looks()).noted).toBeUndefined();
  });
});
