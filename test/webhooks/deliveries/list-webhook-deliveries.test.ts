import { describe, expect, test } from 'vitest';
import { listShard } from '../../../shared/adapters/dynamo/lists/list-partitions.ts';
import { newId } from '../../../shared/base/ids.ts';
import { webhookDeliveryToItem } from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { api, fixture, owner, useApi } from '../support/api-setting.ts';
import { ask, list, PATH } from '../support/deliveries-api.ts';

useApi();

describe('the list of deliveries', () => {
  test('shows each one, newest first', async () => {
    const [older, newer] = [await fixture.addDelivery({ orderId: 'ord_1' }), await fixture.addDelivery()];
    expect(await ask(`GET ${PATH}`)).toMatchObject({
      status: 200,
      body: {
        deliveries: [
          {
            id: newer.id,
            endpointId: 'whe_1',
            event: 'call.outcome_final',
            eventId: newer.eventId,
            orderId: null,
            status: 'pending',
            attemptCount: 0,
            nextAttemptAt: newer.createdAt,
            lastAttemptAt: null,
            createdAt: newer.createdAt,
          },
          { id: older.id, orderId: 'ord_1' },
        ],
        nextCursor: null,
      },
    });
  });

  test.each([
    ['everything', ''],
    ['one endpoint', '&endpointId=whe_1'],
    ['one order', '&orderId=ord_1'],
    ['one status', '&status=pending'],
    ['everything at once', '&endpointId=whe_1&orderId=ord_1&status=pending&event=call.outcome_final'],
  ])('is paged through %s without a gap or a repetition', async (_what, filter) => {
    const made = [];
    for (let count = 0; count < 7; count++) made.push(await fixture.addDelivery({ orderId: 'ord_1' }));
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`?limit=3${filter}${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.ids);
      sizes.push(page.ids.length);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(made.map(({ id }) => id).reverse());
    expect(sizes).toEqual([3, 3, 1]);
  });

  test('lies in four partitions, and so do those of an endpoint', async () => {
    const made = await fixture.addDelivery();
    const ids = Array.from({ length: 200 }, () => newId('webhookDelivery', new Date()));
    const items = ids.map((id) => webhookDeliveryToItem({ ...made, id }));
    for (const name of ['listPk', 'lookupPk']) expect(new Set(items.map((item) => item[name])).size).toBe(4);
    const held = ids.map((id) => webhookDeliveryToItem({ ...made, id, status: 'held' }));
    expect(new Set(held.map(({ sparsePk }) => sparsePk)).size).toBe(4);
  });

  /** So many deliveries, a millisecond after each other, and the instant of the first as it stands in a query. */
  const added = async (count: number) => {
    const made = [];
    for (let n = 0; n < count; n++) made.push(await fixture.addDelivery({ orderId: 'ord_1' }));
    const first = Date.parse(made[0]?.createdAt ?? '');
    return { ids: made.map(({ id }) => id), at: (n: number) => new Date(first + n).toISOString() };
  };

  test.each([
    ['all', ''],
    ['one endpoint’s', '&endpointId=whe_1'],
    ['one order’s', '&orderId=ord_1'],
    ['one status’s', '&status=pending'],
    ['an endpoint’s undelivered', '&endpointId=whe_1&status=held'],
  ])('of %s shows a time from its beginning on and before its end', async (_whose, filter) => {
    const { ids, at } = await added(6);
    // As this release and 0.2.0 list them.
    for (const [n, id] of filter.includes('held') ? ids.entries() : []) {
      const listed = `UNDELIVERED#${owner.tenant.id}#test#whe_1`;
      await api.table.update(
        { pk: `DELIVERY#${owner.tenant.id}#test#${id}`, sk: 'DELIVERY' },
        { set: { status: 'held', sparsePk: n % 2 === 0 ? listShard(listed, id) : listed, sparseSk: id } },
      );
    }
    const newest = ids.toReversed();
    expect((await list(`?since=${at(2)}&until=${at(4)}${filter}`)).ids).toEqual(newest.slice(2, 4));
    expect((await list(`?since=${at(2)}${filter}`)).ids).toEqual(newest.slice(0, 4));
    expect((await list(`?until=${at(2)}${filter}`)).ids).toEqual(newest.slice(4));
    expect((await list(`?since=${at(9)}${filter}`)).ids).toEqual([]);
    const first = await list(`?since=${at(1)}&until=${at(5)}&limit=3${filter}`);
    expect(first.ids).toEqual(newest.slice(1, 4));
    const rest = await list(`?since=${at(1)}&until=${at(5)}&limit=3${filter}&cursor=${first.nextCursor}`);
    expect([rest.ids, rest.nextCursor]).toEqual([newest.slice(4, 5), null]);
  });

  test('takes a time in any offset', async () => {
    const { ids, at } = await added(2);
    const local = new Date(Date.parse(at(1)) - 5 * 3600_000).toISOString().replace('Z', '-05:00');
    expect((await list(`?since=${local}`)).ids).toEqual([ids[1]]);
    const spaced = local.replace('T', ' ').replace('-05:00', '-0500');
    expect((await list(`?since=${encodeURIComponent(spaced)}`)).ids).toEqual([ids[1]]);
    expect((await list('?since=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z')).ids).toHaveLength(2);
  });

  test("takes a day, and a time without an offset, on the tenant's clock", async () => {
    const { ids, at } = await added(2);
    // Bogotá is five hours behind UTC all year.
    const onClock = (instant: string) =>
      new Date(Date.parse(instant) - 5 * 3600_000).toISOString().slice(0, -1);
    expect((await list(`?since=${onClock(at(1))}`)).ids).toEqual([ids[1]]);
    const day = onClock(at(0)).slice(0, 10);
    expect((await list(`?since=${day}&until=${onClock(at(1)).slice(0, 10)}`)).ids.toSorted()).toEqual(ids);
    expect((await list(`?until=${new Date(Date.parse(day) - 1).toISOString().slice(0, 10)}`)).ids).toEqual(
      [],
    );
  });

  test('reads no more for a time than what its page holds', async () => {
    const { at } = await added(40);
    for (const filter of ['', '&endpointId=whe_1', '&orderId=ord_1']) {
      const read = async (query: string) => {
        const trips = await roundTripsOf(() => list(query));
        return trips.reduce((sum, { readUnits }) => sum + readUnits, 0);
      };
      const [all, middle] = [
        await read(`?${filter}`),
        await read(`?since=${at(20)}&until=${at(22)}${filter}`),
      ];
      expect(middle).toBeLessThanOrEqual(5);
      expect(middle).toBeLessThan(all);
    }
  });

  test('refuses a cursor of other filters', async () => {
    const { at } = await added(3);
    const { nextCursor } = await list(`?since=${at(0)}&limit=1`);
    for (const filter of ['', `since=${at(1)}`, `since=${at(0)}&status=pending`]) {
      const { status, body } = await ask(`GET ${PATH}?${filter}&limit=1&cursor=${nextCursor}`);
      expect([status, body]).toMatchObject([
        400,
        {
          error: {
            details: { issues: [{ field: 'cursor', message: expect.stringContaining('other filters') }] },
          },
        },
      ]);
    }
  });

  test('leaves out what has expired, though the table still has it, and so does its own page', async () => {
    const gone = await fixture.addDelivery();
    const key = { pk: `DELIVERY#${owner.tenant.id}#test#${gone.id}`, sk: 'DELIVERY' };
    await api.table.update(key, {
      set: { status: 'succeeded', keptUntil: new Date(Date.now() - 1000).toISOString() },
    });
    const kept = await fixture.addDelivery();
    expect(await list()).toMatchObject({ ids: [kept.id], nextCursor: null });
    expect((await ask(`GET ${PATH}/${gone.id}`)).status).toBe(404);
    expect((await ask(`POST ${PATH}/${gone.id}/retry`)).status).toBe(404);
  });

  test('ends with the page that holds the last one', async () => {
    for (let count = 0; count < 4; count++) await fixture.addDelivery({ orderId: 'ord_1' });
    for (const filter of ['', '&endpointId=whe_1', '&orderId=ord_1', '&status=pending'])
      expect((await list(`?limit=4${filter}`)).nextCursor).toBeNull();
  });

  test('is narrowed by endpoint, order, event and status', async () => {
    const here = await fixture.addDelivery({ endpointId: 'whe_here', orderId: 'ord_here' });
    await fixture.addDelivery({ endpointId: 'whe_here', orderId: 'ord_there' });
    await fixture.addDelivery({ endpointId: 'whe_there', orderId: 'ord_here' });
    expect((await list('?endpointId=whe_here')).ids).toHaveLength(2);
    expect((await list('?orderId=ord_here')).ids).toHaveLength(2);
    expect((await list('?endpointId=whe_here&orderId=ord_here')).ids).toEqual([here.id]);
    expect((await list('?status=failed')).ids).toEqual([]);
    expect((await list('?event=ping')).ids).toEqual([]);
    expect((await list('?event=call.outcome_final&status=pending')).ids).toHaveLength(3);
    expect((await list('?orderId=ord_nowhere')).ids).toEqual([]);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['status=lost', 'status must be one of: pending, succeeded, failed, held, failing'],
    [
      'event=order.teleported',
      'event must be one of: call.outcome_final, order.created, order.updated, order.status_changed, ORDER.CREATED, ORDER.STATUS_UPDATED, webhook_endpoint.disabled, ping',
    ],
    ['endpoint=whe_1', 'endpoint is not known here'],
    ['since=yesterday', 'since must be a valid ISO 8601 date or time'],
    ['since=2026-02-30', 'since must be a valid ISO 8601 date or time'],
    ['until=2026-13-17T21:00:00Z', 'until must be a valid ISO 8601 date or time'],
    ['since=2026-03-17T21:00:00Z&until=2026-03-17T16:00:00-05:00', 'until must be later than since'],
    ['cursor=%25%25', 'cursor must be a valid cursor'],
    [`cursor=${Buffer.from('whd_').toString('base64url')}`, 'cursor must be a valid cursor'],
    [
      `cursor=${Buffer.from('ord_01kkysjb7vw63qtjmaw59j98v9').toString('base64url')}`,
      'cursor must be a valid',
    ],
  ])('refuses %s', async (query, message) => {
    const { status, body } = await ask(`GET ${PATH}?${query}`);
    const { error } = body as { error: { message: string } };
    expect([status, error.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test('shows nothing of another tenant’s, not even by its cursor', async () => {
    for (let count = 0; count < 3; count++) await fixture.addDelivery();
    const { nextCursor } = await list('?limit=1');
    const stranger = await addTenant(api.table);
    for (const key of [stranger.testKey, owner.liveKey])
      for (const query of ['', `?cursor=${nextCursor}`, '?endpointId=whe_1'])
        expect((await ask(`GET ${PATH}${query}`, undefined, key)).body).toEqual({
          deliveries: [],
          nextCursor: null,
        });
  });
});
