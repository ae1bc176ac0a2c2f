import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../shared/base/async/in-parallel.ts';
import { updateEndpoint } from '../../../shared/webhooks/endpoints/endpoint.ts';
import { cancelRecovery } from '../../../shared/webhooks/recovery/cancel-recovery.ts';
import { recover } from '../../../shared/webhooks/recovery/recover.ts';
import type { RecoveryCounts } from '../../../shared/webhooks/recovery/recovery.ts';
import { type CrashPoint, dyingAfterEachStep } from '../../support/crash.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { scaledCount } from '../../support/time/patience.ts';
import { type Receiver, withReceiver } from '../support/receiver.ts';
import { engine, receiver, useFixture } from '../support/setting.ts';
import { createRecoveryFixture, type RecoveryFixture } from './recovery-fixture.ts';

useFixture();

const heard = (by = receiver) => by.receipts.map(({ headers }) => headers['webhook-id']);

const tallyOf = ({ looked, matched, sent, skipped }: RecoveryCounts): RecoveryCounts => ({
  looked,
  matched,
  sent,
  skipped,
});

/** An endpoint with so many failures, the oldest first, and as many successes between them. */
async function failures(fixture: RecoveryFixture, count: number, by = receiver) {
  const { id: endpointId } = await fixture.addEndpoint({ url: by.url });
  const pairs = Array.from({ length: count }, (_, n) => [
    fixture.stand(200 - 2 * n, { endpointId }),
    fixture.stand(199 - 2 * n, { endpointId, status: 'succeeded', attempts: 1 }),
  ]);
  const stored = await Promise.all(pairs.map((pair) => Promise.all(pair)));
  const failed = stored.flatMap(([one]) => one ?? []);
  return { endpointId, failed, eventIds: failed.map(({ eventId }) => eventId) };
}

describe('a recovery', () => {
  it('sends what failed again, oldest first, over as many pages as it takes', async () => {
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId, failed, eventIds } = await failures(fixture, 8);
    const recovery = await fixture.begin({ endpointId });
    expect(recovery).toMatchObject({ status: 'running', version: 1, page: [] });
    await fixture.work();
    const done = await fixture.standing(recovery);
    expect(done).toMatchObject({ status: 'finished', looked: 8, matched: 8, sent: 8, skipped: 0, page: [] });
    expect([done.position, done.finishedAt]).toEqual([failed[7]?.id, fixture.queue.now().toISOString()]);
    await fixture.drain();
    expect(heard()).toEqual(eventIds);
    expect(receiver.receipts.map(({ body }) => body)).toEqual(failed.map(({ body }) => body));
    for (const { id } of failed)
      expect(await fixture.delivery(id)).toMatchObject({ status: 'succeeded', attempts: 5 });
  });

  it('gives a failure one attempt and leaves it failed when that fails, without meeting it again', async () => {
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId, failed } = await failures(fixture, 4);
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end();
    };
    const recovery = await fixture.begin({ endpointId });
    while (fixture.waiting.length > 0) {
      const [message] = fixture.waiting;
      if (message) await recover(fixture.recovering, message);
      fixture.waiting.shift();
      await fixture.drain();
    }
    expect(await fixture.standing(recovery)).toMatchObject({ status: 'finished', matched: 4, sent: 4 });
    expect(heard()).toHaveLength(4);
    expect(await fixture.delivery(failed[0]?.id ?? '')).toMatchObject({ status: 'failed', attempts: 5 });
  });

  it('of what succeeded is a replay under the same ids, with the same bytes', async () => {
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId } = await failures(fixture, 4);
    const recovery = await fixture.begin({ endpointId, statuses: ['succeeded'] });
    await fixture.work();
    await fixture.drain();
    expect(await fixture.standing(recovery)).toMatchObject({ looked: 8, matched: 4, sent: 4 });
    expect(heard()).toEqual(['evt_2', 'evt_4', 'evt_6', 'evt_8']);
  });

  it('waits a second after each page that sends, so that the receiver is not flooded', async () => {
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId } = await failures(fixture, 7);
    const pauses: (number | undefined)[] = [];
    const { queues } = fixture.recovering;
    const send: typeof queues.send = async (queue, messages) => {
      if (queue === 'recoveries') pauses.push(...messages.map(({ delaySeconds }) => delaySeconds));
      await queues.send(queue, messages);
    };
    await fixture.begin({ endpointId });
    while (fixture.waiting[0]) {
      await recover({ ...fixture.recovering, queues: { send } }, fixture.waiting[0]);
      fixture.waiting.shift();
    }
    expect(pauses).toEqual([1, 1]);
  });

  it('that runs out of time continues with another message', async () => {
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId } = await failures(fixture, 7);
    const recovery = await fixture.begin({ endpointId, statuses: ['succeeded', 'failed'] });
    const hurried = { ...fixture.recovering, remaining: () => 0 };
    let messages = 0;
    while (fixture.waiting[0]) {
      await recover(hurried, fixture.waiting[0]);
      fixture.waiting.shift();
      messages++;
    }
    // One to find the first page, and one for each of five.
    expect(messages).toBe(6);
    expect(await fixture.standing(recovery)).toMatchObject({ status: 'finished', sent: 14 });
  });

  it('finds ten failures beside many successes without looking at those', async () => {
    const fixture = createRecoveryFixture(engine.table);
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    const minutes = Array.from({ length: 150 }, (_, n) => 100 + n);
    await inParallel(minutes, scaledCount(40), (n) =>
      fixture.stand(n, { endpointId, status: 'succeeded', attempts: 1 }),
    );
    for (let n = 0; n < 10; n++) await fixture.stand(n + 1, { endpointId });
    const recovery = await fixture.begin({ endpointId });
    const wide = { ...fixture.recovering, pageSize: 100 };
    const trips = await roundTripsOf(() => recover(wide, { ...fixture.scope, recoveryId: recovery.id }));
    expect(await fixture.standing(recovery)).toMatchObject({ status: 'finished', looked: 10, sent: 10 });
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
  const fixture = createRecoveryFixture(engine.table, { point });
  const setting = await failures(fixture, 4, by);
  const recovery = await fixture.begin({ endpointId: setting.endpointId });
  Object.assign(point, { stepsLeft: step, taken: 0 });
  const died = await fixture.work().then(
    () => false,
    () => true,
  );
  point.stepsLeft = undefined;
  return { fixture, ...setting, recovery, died };
}

describe('a recovery that is worked on wherever its worker dies', () => {
  it.each([
    ['before what it sent was delivered', false],
    ['after what it sent was delivered', true],
  ])('and again %s, sends each event once and counts each once', async (_when, delivered) => {
    const run = async (by: Receiver, point: CrashPoint, step: number) => {
      const { fixture, eventIds, recovery, died } = await dying(point, step, by);
      if (delivered) await fixture.drain();
      await fixture.work();
      await fixture.drain();
      expect(tallyOf(await fixture.standing(recovery)), `died after step ${step}`).toEqual({
        looked: 4,
        matched: 4,
        sent: 4,
        skipped: 0,
      });
      expect((await fixture.standing(recovery)).status).toBe('finished');
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
      const { fixture, failed, recovery, died } = await dying(point, step, by);
      if (!died) return false;
      const cancelled = await cancelRecovery(
        engine.table,
        fixture.scope,
        recovery.id,
        fixture.queue.now(),
        () => [],
      ).then(
        () => true,
        () => false,
      );
      await fixture.work();
      await fixture.drain();
      const statuses = await Promise.all(failed.map(async ({ id }) => (await fixture.delivery(id)).status));
      const succeeded = statuses.filter((status) => status === 'succeeded').length;
      expect(
        statuses.filter((status) => status === 'pending'),
        `died after step ${step}`,
      ).toEqual([]);
      const { sent, matched, status } = await fixture.standing(recovery);
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
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId, eventIds } = await failures(fixture, 10);
    const recovery = await fixture.begin({ endpointId });
    fixture.waiting.push(...fixture.waiting);
    const worker = async () => {
      for (let message = fixture.waiting.shift(); message; message = fixture.waiting.shift())
        await recover(fixture.recovering, message);
    };
    await Promise.all([worker(), worker(), worker()]);
    await worker();
    expect(tallyOf(await fixture.standing(recovery))).toEqual({
      looked: 10,
      matched: 10,
      sent: 10,
      skipped: 0,
    });
    await fixture.drain();
    expect(heard().toSorted()).toEqual(eventIds.toSorted());
  });

  it('lose nothing when the one that stored the page was not the one that was to send', async () => {
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId, eventIds } = await failures(fixture, 3);
    const recovery = await fixture.begin({ endpointId });
    const message = { ...fixture.scope, recoveryId: recovery.id };
    // The first asks for the attempts and dies before it sends a message.
    const dying = { send: () => Promise.reject(new Error('dead')) };
    await expect(recover({ ...fixture.recovering, queues: dying }, message)).rejects.toThrow('dead');
    await recover(fixture.recovering, message);
    await fixture.work();
    await fixture.drain();
    expect(tallyOf(await fixture.standing(recovery))).toEqual({ looked: 3, matched: 3, sent: 3, skipped: 0 });
    expect(heard().toSorted()).toEqual(eventIds.toSorted());
  });
});

describe('a recovery ends before its time', () => {
  /** Works on the first page of seven, and then does something. */
  async function interrupted(
    meanwhile: (fixture: RecoveryFixture, endpointId: string, id: string) => unknown,
  ) {
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId } = await failures(fixture, 7);
    const recovery = await fixture.begin({ endpointId });
    const [message] = fixture.waiting.splice(0);
    if (message) await recover(fixture.recovering, message);
    await meanwhile(fixture, endpointId, recovery.id);
    await fixture.work();
    return fixture.standing(recovery);
  }

  it('with the page it is at when it is cancelled', async () => {
    const standing = await interrupted((fixture, _endpointId, id) =>
      cancelRecovery(engine.table, fixture.scope, id, fixture.queue.now(), () => []),
    );
    expect(standing).toMatchObject({ status: 'cancelled', cancelReason: 'requested', looked: 3, sent: 3 });
  });

  it('when its endpoint is disabled, because everything would be held again', async () => {
    const standing = await interrupted((fixture, endpointId) =>
      updateEndpoint(engine.table, fixture.scope, endpointId, { enabled: false }, fixture.queue.now()),
    );
    expect(standing).toMatchObject({ status: 'cancelled', cancelReason: 'endpoint_disabled', sent: 3 });
  });

  it('when its endpoint is gone', async () => {
    const standing = await interrupted((fixture, endpointId) =>
      engine.table.delete({
        pk: `ENDPOINTS#${fixture.scope.tenantId}#${fixture.scope.mode}`,
        sk: endpointId,
      }),
    );
    expect(standing).toMatchObject({ status: 'cancelled', cancelReason: 'endpoint_deleted', sent: 3 });
  });

  it.each([2, 7])(
    'and counts what its last page of %i sent although it was cancelled meanwhile',
    async (count) => {
      const fixture = createRecoveryFixture(engine.table);
      const { endpointId } = await failures(fixture, count);
      const recovery = await fixture.begin({ endpointId });
      const { queues } = fixture.recovering;
      const cancelling: typeof queues = {
        async send(queue, messages) {
          const now = fixture.queue.now();
          if (messages.length > 0)
            await cancelRecovery(engine.table, fixture.scope, recovery.id, now, () => []);
          await queues.send(queue, messages);
        },
      };
      const [message] = fixture.waiting.splice(0);
      if (message) await recover({ ...fixture.recovering, queues: cancelling }, message);
      await fixture.work();
      const sent = Math.min(count, 3);
      expect(await fixture.standing(recovery)).toMatchObject({ status: 'cancelled', looked: sent, sent });
    },
  );
});

describe('a message', () => {
  it('of a recovery that is not there, or has ended, is let go', async () => {
    const fixture = createRecoveryFixture(engine.table);
    const { endpointId } = await failures(fixture, 1);
    const recovery = await fixture.begin({ endpointId });
    const [message] = fixture.waiting;
    await fixture.work();
    if (message) await recover(fixture.recovering, message);
    await recover(fixture.recovering, { ...fixture.scope, recoveryId: 'whr_none' });
    await recover(fixture.recovering, { ...fixture.scope, mode: 'live', recoveryId: recovery.id });
    expect(fixture.waiting).toEqual([]);
    expect(tallyOf(await fixture.standing(recovery))).toEqual({ looked: 1, matched: 1, sent: 1, skipped: 0 });
  });
});
