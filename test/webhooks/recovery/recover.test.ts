import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../shared/base/in-parallel.ts';
import { updateEndpoint } from '../../../shared/webhooks/endpoints/endpoint.ts';
import { cancelRecovery } from '../../../shared/webhooks/recovery/cancel-recovery.ts';
import { recover } from '../../../shared/webhooks/recovery/recover.ts';
import type { RecoveryCounts } from '../../../shared/webhooks/recovery/recovery.ts';
import { type CrashPoint, dyingAfterEachStep } from '../../support/crash.ts';
import { crowd } from '../../support/patience.ts';
import { roundTripsOf } from '../../support/round-trips.ts';
import { type Receiver, withReceiver } from '../support/receiver.ts';
import { engine, receiver, useWorld } from '../support/setting.ts';
import { createRecoveryWorld, type RecoveryWorld } from './recovery-world.ts';

useWorld();

const heard = (by = receiver) => by.receipts.map(({ headers }) => headers['webhook-id']);

const tallyOf = ({ looked, matched, sent, skipped }: RecoveryCounts): RecoveryCounts => ({
  looked,
  matched,
  sent,
  skipped,
});

/** An endpoint with so many failures, the oldest first, and as many successes between them. */
async function failures(world: RecoveryWorld, count: number, by = receiver) {
  const { id: endpointId } = await world.addEndpoint({ url: by.url });
  const pairs = Array.from({ length: count }, (_, n) => [
    world.stand(200 - 2 * n, { endpointId }),
    world.stand(199 - 2 * n, { endpointId, status: 'succeeded', attempts: 1 }),
  ]);
  const stored = await Promise.all(pairs.map((pair) => Promise.all(pair)));
  const failed = stored.flatMap(([one]) => one ?? []);
  return { endpointId, failed, eventIds: failed.map(({ eventId }) => eventId) };
}

describe('a recovery', () => {
  it('sends what failed again, oldest first, over as many pages as it takes', async () => {
    const world = createRecoveryWorld(engine.table);
    const { endpointId, failed, eventIds } = await failures(world, 8);
    const recovery = await world.begin({ endpointId });
    expect(recovery).toMatchObject({ status: 'running', version: 1, page: [] });
    await world.work();
    const done = await world.standing(recovery);
    expect(done).toMatchObject({ status: 'finished', looked: 8, matched: 8, sent: 8, skipped: 0, page: [] });
    expect([done.position, done.finishedAt]).toEqual([failed[7]?.id, world.queue.now().toISOString()]);
    await world.drain();
    expect(heard()).toEqual(eventIds);
    expect(receiver.receipts.map(({ body }) => body)).toEqual(failed.map(({ body }) => body));
    for (const { id } of failed)
      expect(await world.delivery(id)).toMatchObject({ status: 'succeeded', attempts: 5 });
  });

  it('gives a failure one attempt and leaves it failed when that fails, without meeting it again', async () => {
    const world = createRecoveryWorld(engine.table);
    const { endpointId, failed } = await failures(world, 4);
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end();
    };
    const recovery = await world.begin({ endpointId });
    while (world.waiting.length > 0) {
      const [message] = world.waiting;
      if (message) await recover(world.recovering, message);
      world.waiting.shift();
      await world.drain();
    }
    expect(await world.standing(recovery)).toMatchObject({ status: 'finished', matched: 4, sent: 4 });
    expect(heard()).toHaveLength(4);
    expect(await world.delivery(failed[0]?.id ?? '')).toMatchObject({ status: 'failed', attempts: 5 });
  });

  it('of what succeeded is a replay under the same ids, with the same bytes', async () => {
    const world = createRecoveryWorld(engine.table);
    const { endpointId } = await failures(world, 4);
    const recovery = await world.begin({ endpointId, statuses: ['succeeded'] });
    await world.work();
    await world.drain();
    expect(await world.standing(recovery)).toMatchObject({ looked: 8, matched: 4, sent: 4 });
    expect(heard()).toEqual(['evt_2', 'evt_4', 'evt_6', 'evt_8']);
  });

  it('waits a second after each page that sends, so that the receiver is not flooded', async () => {
    const world = createRecoveryWorld(engine.table);
    const { endpointId } = await failures(world, 7);
    const pauses: (number | undefined)[] = [];
    const { queues } = world.recovering;
    const send: typeof queues.send = async (queue, messages) => {
      if (queue === 'recoveries') pauses.push(...messages.map(({ delaySeconds }) => delaySeconds));
      await queues.send(queue, messages);
    };
    await world.begin({ endpointId });
    while (world.waiting[0]) {
      await recover({ ...world.recovering, queues: { send } }, world.waiting[0]);
      world.waiting.shift();
    }
    expect(pauses).toEqual([1, 1]);
  });

  it('that runs out of time continues with another message', async () => {
    const world = createRecoveryWorld(engine.table);
    const { endpointId } = await failures(world, 7);
    const recovery = await world.begin({ endpointId, statuses: ['succeeded', 'failed'] });
    const hurried = { ...world.recovering, remaining: () => 0 };
    let messages = 0;
    while (world.waiting[0]) {
      await recover(hurried, world.waiting[0]);
      world.waiting.shift();
      messages++;
    }
    // One to find the first page, and one for each of five.
    expect(messages).toBe(6);
    expect(await world.standing(recovery)).toMatchObject({ status: 'finished', sent: 14 });
  });

  it('finds ten failures beside many successes without looking at those', async () => {
    const world = createRecoveryWorld(engine.table);
    const { id: endpointId } = await world.addEndpoint({ url: receiver.url });
    const minutes = Array.from({ length: 150 }, (_, n) => 100 + n);
    await inParallel(minutes, crowd(40), (n) =>
      world.stand(n, { endpointId, status: 'succeeded', attempts: 1 }),
    );
    for (let n = 0; n < 10; n++) await world.stand(n + 1, { endpointId });
    const recovery = await world.begin({ endpointId });
    const wide = { ...world.recovering, pageSize: 100 };
    const trips = await roundTripsOf(() => recover(wide, { ...world.scope, recoveryId: recovery.id }));
    expect(await world.standing(recovery)).toMatchObject({ status: 'finished', looked: 10, sent: 10 });
    const read = trips.reduce((sum, { readUnits }) => sum + readUnits, 0);
    // The job and the endpoint twice, ten deliveries, and half a unit for each partition before and after them.
    expect(read).toBeLessThanOrEqual(4 + 10 + 5);
    const writes = trips.filter(({ operation }) => operation === 'UpdateItem');
    expect(writes).toHaveLength(10 + 2);
  });
});

/** A recovery of four failures; its worker dies after this many steps, and comes back. */
async function dying(point: CrashPoint, step: number, by: Receiver) {
  point.stepsLeft = undefined;
  const world = createRecoveryWorld(engine.table, { point });
  const setting = await failures(world, 4, by);
  const recovery = await world.begin({ endpointId: setting.endpointId });
  Object.assign(point, { stepsLeft: step, taken: 0 });
  const died = await world.work().then(
    () => false,
    () => true,
  );
  point.stepsLeft = undefined;
  return { world, ...setting, recovery, died };
}

describe('a recovery that is worked on wherever its worker dies', () => {
  it.each([
    ['before what it sent was delivered', false],
    ['after what it sent was delivered', true],
  ])('and again %s, sends each event once and counts each once', async (_when, delivered) => {
    const run = async (by: Receiver, point: CrashPoint, step: number) => {
      const { world, eventIds, recovery, died } = await dying(point, step, by);
      if (delivered) await world.drain();
      await world.work();
      await world.drain();
      expect(tallyOf(await world.standing(recovery)), `died after step ${step}`).toEqual({
        looked: 4,
        matched: 4,
        sent: 4,
        skipped: 0,
      });
      expect((await world.standing(recovery)).status).toBe('finished');
      expect(heard(by).toSorted()).toEqual(eventIds.toSorted());
      return died;
    };
    const steps = await dyingAfterEachStep((point, step) => withReceiver((by) => run(by, point, step)));
    // Two pages, each of three trips, a write a delivery, and sending; and the trips between them.
    expect(steps).toBeGreaterThan(15);
  });
});

describe('a recovery that is cancelled wherever its worker dies', () => {
  it('leaves nothing asked for without a message, and nothing uncounted', async () => {
    const run = async (by: Receiver, point: CrashPoint, step: number) => {
      const { world, failed, recovery, died } = await dying(point, step, by);
      if (!died) return false;
      const cancelled = await cancelRecovery(
        engine.table,
        world.scope,
        recovery.id,
        world.queue.now(),
        () => [],
      ).then(
        () => true,
        () => false,
      );
      await world.work();
      await world.drain();
      const statuses = await Promise.all(failed.map(async ({ id }) => (await world.delivery(id)).status));
      const succeeded = statuses.filter((status) => status === 'succeeded').length;
      expect(
        statuses.filter((status) => status === 'pending'),
        `died after step ${step}`,
      ).toEqual([]);
      const { sent, matched, status } = await world.standing(recovery);
      expect([sent, matched, heard(by).length]).toEqual([succeeded, succeeded, succeeded]);
      expect(status).toBe(cancelled ? 'cancelled' : 'finished');
      return true;
    };
    const steps = await dyingAfterEachStep((point, step) => withReceiver((by) => run(by, point, step)));
    expect(steps).toBeGreaterThan(12);
  });
});

describe('two workers with the same recovery', () => {
  it('send each event once, count each once, and end', async () => {
    const world = createRecoveryWorld(engine.table);
    const { endpointId, eventIds } = await failures(world, 10);
    const recovery = await world.begin({ endpointId });
    world.waiting.push(...world.waiting);
    const worker = async () => {
      for (let message = world.waiting.shift(); message; message = world.waiting.shift())
        await recover(world.recovering, message);
    };
    await Promise.all([worker(), worker(), worker()]);
    await worker();
    expect(tallyOf(await world.standing(recovery))).toEqual({
      looked: 10,
      matched: 10,
      sent: 10,
      skipped: 0,
    });
    await world.drain();
    expect(heard().toSorted()).toEqual(eventIds.toSorted());
  });

  it('lose nothing when the one that stored the page was not the one that was to send', async () => {
    const world = createRecoveryWorld(engine.table);
    const { endpointId, eventIds } = await failures(world, 3);
    const recovery = await world.begin({ endpointId });
    const message = { ...world.scope, recoveryId: recovery.id };
    // The first asks for the attempts and dies before it sends a message.
    const dying = { send: () => Promise.reject(new Error('dead')) };
    await expect(recover({ ...world.recovering, queues: dying }, message)).rejects.toThrow('dead');
    await recover(world.recovering, message);
    await world.work();
    await world.drain();
    expect(tallyOf(await world.standing(recovery))).toEqual({ looked: 3, matched: 3, sent: 3, skipped: 0 });
    expect(heard().toSorted()).toEqual(eventIds.toSorted());
  });
});

describe('a recovery ends before its time', () => {
  /** Works on the first page of seven, and then does something. */
  async function interrupted(meanwhile: (world: RecoveryWorld, endpointId: string, id: string) => unknown) {
    const world = createRecoveryWorld(engine.table);
    const { endpointId } = await failures(world, 7);
    const recovery = await world.begin({ endpointId });
    const [message] = world.waiting.splice(0);
    if (message) await recover(world.recovering, message);
    await meanwhile(world, endpointId, recovery.id);
    await world.work();
    return world.standing(recovery);
  }

  it('with the page it is at when it is cancelled', async () => {
    const standing = await interrupted((world, _endpointId, id) =>
      cancelRecovery(engine.table, world.scope, id, world.queue.now(), () => []),
    );
    expect(standing).toMatchObject({ status: 'cancelled', cancelReason: 'requested', looked: 3, sent: 3 });
  });

  it('when its endpoint is disabled, because everything would be held again', async () => {
    const standing = await interrupted((world, endpointId) =>
      updateEndpoint(engine.table, world.scope, endpointId, { enabled: false }, world.queue.now()),
    );
    expect(standing).toMatchObject({ status: 'cancelled', cancelReason: 'endpoint_disabled', sent: 3 });
  });

  it('when its endpoint is gone', async () => {
    const standing = await interrupted((world, endpointId) =>
      engine.table.delete({
        pk: `ENDPOINTS#${world.scope.tenantId}#${world.scope.mode}`,
        sk: endpointId,
      }),
    );
    expect(standing).toMatchObject({ status: 'cancelled', cancelReason: 'endpoint_deleted', sent: 3 });
  });

  it.each([2, 7])(
    'and counts what its last page of %i sent although it was cancelled meanwhile',
    async (count) => {
      const world = createRecoveryWorld(engine.table);
      const { endpointId } = await failures(world, count);
      const recovery = await world.begin({ endpointId });
      const { queues } = world.recovering;
      const cancelling: typeof queues = {
        async send(queue, messages) {
          const now = world.queue.now();
          if (messages.length > 0)
            await cancelRecovery(engine.table, world.scope, recovery.id, now, () => []);
          await queues.send(queue, messages);
        },
      };
      const [message] = world.waiting.splice(0);
      if (message) await recover({ ...world.recovering, queues: cancelling }, message);
      await world.work();
      const sent = Math.min(count, 3);
      expect(await world.standing(recovery)).toMatchObject({ status: 'cancelled', looked: sent, sent });
    },
  );
});

describe('a message', () => {
  it('of a recovery that is not there, or has ended, is let go', async () => {
    const world = createRecoveryWorld(engine.table);
    const { endpointId } = await failures(world, 1);
    const recovery = await world.begin({ endpointId });
    const [message] = world.waiting;
    await world.work();
    if (message) await recover(world.recovering, message);
    await recover(world.recovering, { ...world.scope, recoveryId: 'whr_none' });
    await recover(world.recovering, { ...world.scope, mode: 'live', recoveryId: recovery.id });
    expect(world.waiting).toEqual([]);
    expect(tallyOf(await world.standing(recovery))).toEqual({ looked: 1, matched: 1, sent: 1, skipped: 0 });
  });
});
