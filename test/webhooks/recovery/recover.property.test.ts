import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import { webhookDeliveryStatuses } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import type { RecoveryRequest } from '../../../shared/webhooks/recovery/start-recovery.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { START } from '../support/fixture.ts';
import { createRecoveryFixture } from './recovery-fixture.ts';

useTable();

const some = <T>(...of: T[]) => fc.constantFrom(...of);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const delivery = fc.record({
  ours: fc.boolean(),
  status: some(...webhookDeliveryStatuses),
  event: some('order.created' as const, 'order.updated' as const),
  orderId: some('ord_1', 'ord_2', undefined),
});

/** Of a time in whole and half minutes ago, so that some fall on a delivery. */
const asked = fc.record({
  since: maybe(fc.integer({ min: 0, max: 30 })),
  until: maybe(fc.integer({ min: 0, max: 30 })),
  statuses: fc.subarray(['failed', 'held', 'succeeded'] as const, { minLength: 1 }),
  events: maybe(fc.subarray(['order.created', 'order.updated'] as const, { minLength: 1 })),
  orderId: maybe(some('ord_1', 'ord_2')),
  pageSize: fc.integer({ min: 1, max: 5 }),
});

const ago = (halves: number | undefined) =>
  halves === undefined ? undefined : new Date(START.getTime() - halves * 30_000);

it('a recovery sends what a look through all deliveries finds, and its dry run counts the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { maxLength: 14 }), asked, async (made, given) => {
      const { pageSize, statuses, events, orderId } = given;
      const [since, until] = [ago(given.since), ago(given.until)];
      fc.pre(since === undefined || since < (until ?? START));
      const fixture = createRecoveryFixture(engine.table);
      fixture.recovering.pageSize = pageSize;
      const { id: endpointId } = await fixture.addEndpoint({ url: 'http://127.0.0.1:9/' });
      const other = newId('webhookEndpoint', START);
      const standing = await Promise.all(
        made.map(({ ours, status, event, orderId: about }, n) => {
          const nextAttemptAt = status === 'pending' ? START.toISOString() : undefined;
          const changes = { status, event, orderId: about, nextAttemptAt };
          return fixture.stand(14 - n, { ...changes, endpointId: ours ? endpointId : other });
        }),
      );
      const expected = standing.filter(
        (one) =>
          one.endpointId === endpointId &&
          (since === undefined || Date.parse(one.createdAt) >= since.getTime()) &&
          Date.parse(one.createdAt) < (until ?? START).getTime() &&
          statuses.some((status) => status === one.status) &&
          (events === undefined || events.some((event) => event === one.event)) &&
          (orderId === undefined || one.orderId === orderId),
      );
      const about: Partial<RecoveryRequest> = { since, until, statuses, events, orderId };

      const dry = await fixture.begin({ ...about, endpointId, dryRun: true });
      await fixture.work();
      const recovery = await fixture.begin({ ...about, endpointId });
      await fixture.work();
      const done = await fixture.standing(recovery);
      expect(done).toMatchObject({ status: 'finished', matched: expected.length, sent: expected.length });
      const counted = await fixture.standing(dry);
      expect(counted).toMatchObject({
        status: 'finished',
        matched: done.matched,
        looked: done.looked,
        sent: 0,
      });
      const sent: unknown[] = [];
      await fixture.queue.drain(async (body) => void sent.push((body as { deliveryId: string }).deliveryId));
      expect(sent).toEqual(expected.map(({ id }) => id));
    }),
    { numRuns: 40 },
  );
});
