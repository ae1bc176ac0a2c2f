import { beforeEach, describe, expect, it } from 'vitest';
import { listShard } from '../../../shared/adapters/dynamo/lists/list-partitions.ts';
import { expiryAt, expiryOf, isExpired } from '../../../shared/webhooks/deliveries/retention.ts';
import { retryWebhookDelivery } from '../../../shared/webhooks/deliveries/retry-webhook-delivery.ts';
import { held, newWebhookDelivery, retried } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { createFixture } from '../support/fixture.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let receiver: Receiver;
useTable();
beforeEach(async () => {
  receiver = await startReceiver();
  return () => receiver.stop();
});

const day = (n: number) => new Date(Date.UTC(2026, 2, 1 + n, 12));
const epoch = (date: Date) => date.getTime() / 1000;

const delivery = newWebhookDelivery({
  ...{ tenantId: 'tnt_1', mode: 'live', endpointId: 'whe_1', eventId: 'evt_1', body: '{}' },
  event: 'call.outcome_final',
  at: day(0).toISOString(),
  retentionDays: 20,
});

describe('a delivery', () => {
  it.each([
    ['pending', undefined],
    ['succeeded', 20],
    ['failed', 20],
    ['held', 14],
  ] as const)('that is %s is deleted so many days after its event: %s', (status, days) => {
    const expected = days === undefined ? undefined : epoch(day(days));
    expect(expiryOf({ ...delivery, status })).toBe(expected);
  });

  it('that is held with a history is deleted with it: a retry was requested for what is older than what is held', () => {
    const again = retried({ ...delivery, status: 'succeeded', attempts: 1 }, false, day(18));
    expect(expiryOf(held({ ...delivery, ...again }))).toBe(epoch(day(25)));
  });

  it('is kept for 30 days by default', () => {
    const { keptUntil } = newWebhookDelivery({
      ...{ tenantId: 'tnt_1', mode: 'live', endpointId: 'whe_1', eventId: 'evt_1', body: '{}' },
      event: 'ping',
      at: day(0).toISOString(),
    });
    expect(keptUntil).toBe(day(30).toISOString());
  });

  it('is gone from the instant on that the table may delete it', () => {
    const failed = { ...delivery, status: 'failed' } as const;
    expect(isExpired(failed, new Date(day(20).getTime() - 1))).toBe(false);
    expect(isExpired(failed, day(20))).toBe(true);
    expect(isExpired(delivery, day(5000))).toBe(false);
  });

  it('that is retried is kept for at least another week, to see the result', () => {
    const failed = { ...delivery, status: 'failed' } as const;
    expect(retried(failed, false, day(1))?.keptUntil).toBe(day(20).toISOString());
    expect(retried(failed, false, day(19))?.keptUntil).toBe(day(26).toISOString());
  });
});

describe('the item of a delivery', () => {
  it('may be deleted once its delivery has ended and not before, and is on the sparse index while it failed', async () => {
    const fixture = createFixture(engine.table);
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    const { id, keptUntil } = await fixture.addDelivery({ endpointId, event: 'ping', orderId: 'ord_1' });
    const scope = `${fixture.scope.tenantId}#${fixture.scope.mode}`;
    const expiry = expiryAt(keptUntil);
    const stored = async () => {
      const { items } = await engine.table.query({ pk: `DELIVERY#${scope}#${id}` });
      const undelivered = {
        pk: listShard(`UNDELIVERED#${scope}#${endpointId}`, id),
        index: 'sparse',
        countOnly: true,
      } as const;
      const expiries = items.map(({ entity, expiresAt }) => [entity, expiresAt]);
      return { expiries, undelivered: (await engine.table.query(undelivered)).count };
    };
    expect(await stored()).toEqual({ expiries: [['webhook-delivery', undefined]], undelivered: 0 });

    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end();
    };
    await fixture.ask(await fixture.onlyDelivery().then(({ delivery: standing }) => standing));
    await fixture.drain();
    expect(await stored()).toEqual({
      expiries: [['webhook-delivery', expiry]],
      undelivered: 1,
    });

    await retryWebhookDelivery(engine.table, fixture.scope, id, fixture.queue.now(), () => []);
    expect(await stored()).toEqual({
      expiries: [
        ['webhook-delivery', undefined],
        ['event', expiry],
      ],
      undelivered: 0,
    });

    receiver.answer = (response) => response.end();
    await fixture.ask((await fixture.onlyDelivery()).delivery);
    await fixture.drain();
    expect(await stored()).toEqual({
      expiries: [
        ['webhook-attempt', expiry],
        ['webhook-delivery', expiry],
        ['event', expiry],
      ],
      undelivered: 0,
    });
  });
});
