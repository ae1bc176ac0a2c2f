import { describe, expect, it, test } from 'vitest';
import { concludeCall } from '../../../shared/calls/outcomes/conclude-call.ts';
import { endingOf } from '../../../shared/calls/outcomes/end-call.ts';
import { api, useDeliveryApi } from '../../deliveries/api.ts';
import { openShop } from '../../dispatch/shop.ts';
import { kettleOrder, postOrder } from '../../support/api/post-order.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';

useDeliveryApi();

interface Listed {
  id: string;
  status: string;
  outcome: string | null;
  transcript: string | null;
  isTranscriptCut: boolean;
  waits: { until: string | null; reason: string } | null;
  order: { id: string };
}

async function newShop() {
  const shop = await openShop(api, { autoDispatch: false, postpaid: { enabled: true, limit: 100_000 } });
  const ask = async (request: string, body?: unknown) => {
    const answered = await api.engine.ask(request, { key: shop.key, ...(body !== undefined && { body }) });
    expect([answered.status, answered.body]).toEqual([200, expect.anything()]);
    return answered.body;
  };
  return {
    ...shop,
    ask,
    async called(changes: object = {}): Promise<{ orderId: string; callId: string }> {
      const orderId = await postOrder(api.engine, shop.key, { ...kettleOrder, ...changes });
      const acted = await ask(`POST /platform/v1/orders/${orderId}/actions`, { action: 'call-again' });
      return { orderId, callId: (acted as { callId: string }).callId };
    },
    end: (
      { orderId, callId }: { orderId: string; callId: string },
      outcome: 'confirmed' | 'no_answer' | 'cancelled',
      transcript: string | null = null,
    ) =>
      concludeCall(
        { table: api.table, clock: () => new Date(), speed: 1, publicUrl: 'https://api.test' },
        { tenantId: shop.tenantId, mode: 'test', orderId, callId },
        { ...endingOf(outcome), transcript },
      ),
    calls: async (query = '') => (await ask(`GET /platform/v1/calls${query}`)) as Page<'calls', Listed>,
    deliveries: async (query = '') =>
      (await ask(`GET /platform/v1/deliveries${query}`)) as Page<
        'deliveries',
        { id: string; status: string }
      >,
  };
}
type Page<Name extends string, Entry> = Record<Name, Entry[]> & { nextCursor: string | null };

describe('the list of calls', () => {
  it('has each with its order, newest first', async () => {
    const shop = await newShop();
    const first = await shop.called({ name: 'Asha' });
    await shop.end(first, 'confirmed', 'Hello, yes');
    const second = await shop.called();
    const { calls, nextCursor } = await shop.calls();
    expect([calls.map(({ id }) => id), nextCursor]).toEqual([[second.callId, first.callId], null]);
    expect(calls[1]).toEqual({
      id: first.callId,
      callType: 'confirmation',
      channel: 'call',
      round: 1,
      attempt: 1,
      status: 'ended',
      outcome: 'confirmed',
      reason: null,
      durationSeconds: null,
      recordingUrl: null,
      transcript: 'Hello, yes',
      isTranscriptCut: false,
      summary: null,
      notBefore: null,
      createdAt: expect.any(String),
      dialedAt: null,
      endedAt: expect.any(String),
      waits: null,
      order: {
        id: first.orderId,
        number: '#1001',
        externalId: null,
        status: 'confirmed',
        customer: { name: 'Asha', phone: '+919812345678' },
      },
    });
  });

  it('is filtered by outcome, type, status, time and what was said', async () => {
    const shop = await newShop();
    const yes = await shop.called();
    await shop.end(yes, 'confirmed', `Sí, señor, mañana. ${'x'.repeat(3000)}`);
    const no = await shop.called();
    await shop.end(no, 'cancelled', 'No, gracias');
    const ids = async (query: string) => (await shop.calls(query)).calls.map(({ id }) => id);
    expect(await ids('?outcome=confirmed')).toEqual([yes.callId]);
    expect(await ids('?outcome=confirmed,cancelled&callType=confirmation')).toEqual([no.callId, yes.callId]);
    expect(await ids('?callType=recovery')).toEqual([]);
    expect(await ids('?status=queued')).toEqual([]);
    expect(await ids('?q=MANANA')).toEqual([yes.callId]);
    expect(await ids('?since=2020-01-01&until=2020-02-01')).toEqual([]);
    const { calls } = await shop.calls('?q=senor');
    expect([calls[0]?.transcript?.length, calls[0]?.isTranscriptCut]).toEqual([1000, true]);
  });

  it('lists planned calls, until when they wait and why', async () => {
    const shop = await newShop();
    const call = await shop.called();
    await shop.called();
    await shop.end(call, 'no_answer');
    const { calls } = await shop.calls('?state=waiting');
    expect(calls.map(({ order, waits }) => [order.id, waits?.reason])).toEqual([
      [expect.any(String), undefined],
      [call.orderId, 'retry'],
    ]);
    expect(calls[1]?.waits?.until).toMatch(/Z$/);
    expect((await shop.calls('?state=running')).calls).toEqual([]);
  });

  it('comes in pages that neither skip nor repeat, though calls come and end', async () => {
    const shop = await newShop();
    const made: { callId: string }[] = [];
    for (let n = 0; n < 7; n++) made.push(await shop.called());
    for (const state of ['', '&state=waiting']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Page<'calls', Listed> = await shop.calls(
          `?limit=3${state}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...page.calls.map(({ id }) => id));
        cursor = page.nextCursor;
        const late = await shop.called();
        await shop.end(late, 'cancelled');
      }
      expect(seen.filter((id) => made.some(({ callId }) => callId === id))).toEqual(
        made.map(({ callId }) => callId).toReversed(),
      );
    }
  });

  it('is of one tenant and mode', async () => {
    const shop = await newShop();
    await shop.called();
    const other = await addTenant(api.table);
    for (const key of [other.testKey, other.liveKey])
      for (const path of ['calls', 'calls?state=waiting', 'deliveries']) {
        const { body } = await api.engine.ask(`GET /platform/v1/${path}`, { key });
        expect(body).toEqual({ [path.replace(/\?.*/, '')]: [], nextCursor: null });
      }
  });
});

describe('the list of deliveries', () => {
  it('is filtered by status, region, order and day, in pages', async () => {
    const shop = await newShop();
    const booked: { orderId: string; deliveryId: string }[] = [];
    for (let n = 0; n < 5; n++) {
      const orderId = await shop.confirmed();
      const acted = await shop.ask(`POST /platform/v1/orders/${orderId}/actions`, {
        action: 'book-delivery',
      });
      booked.push({ orderId, deliveryId: (acted as { deliveryId: string }).deliveryId });
    }
    const [first] = booked;
    await shop.ask(`POST /platform/v1/orders/${first?.orderId}/actions`, { action: 'cancel-delivery' });
    const ids = async (query = '') => (await shop.deliveries(query)).deliveries.map(({ id }) => id);
    const all = booked.map(({ deliveryId }) => deliveryId).toReversed();
    expect((await ids()).toSorted()).toEqual(all.toSorted());
    expect(await ids('?status=cancelled')).toEqual([first?.deliveryId]);
    expect(await ids('?status=NEW&region=BLR')).toHaveLength(4);
    expect(await ids('?status=wh%20drop,%20New')).toHaveLength(4);
    expect(await ids('?region=MDE')).toEqual([]);
    expect(await ids(`?orderId=${first?.orderId}`)).toEqual([first?.deliveryId]);
    expect(await ids('?until=2020-01-01')).toEqual([]);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<'deliveries', { id: string }> = await shop.deliveries(
        `?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.deliveries.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(await ids());
  });

  it.each([
    ['deliveries?status=late', 'status'],
    ['calls?outcome=late', 'outcome'],
    ['calls?state=late', 'state'],
    ['calls?since=late', 'since'],
  ])('refuses %s', async (path, field) => {
    const { testKey: key } = await addTenant(api.table);
    const { status, body } = await api.engine.ask(`GET /platform/v1/${path}`, { key });
    expect([status, body]).toMatchObject([400, { error: { details: { issues: [{ field }] } } }]);
  });

  it('costs its page, as that of calls does', async () => {
    const shop = await newShop();
    const unitsOf = async (path: string) =>
      (await roundTripsOf(() => shop.ask(`GET /platform/v1/${path}?limit=3`))).reduce(
        (sum, { readUnits }) => sum + readUnits,
        0,
      );
    const addTo = async (count: number) => {
      for (let n = 0; n < count; n++) {
        const { orderId } = await shop.called();
        await shop.setStatus(orderId, 'confirmed');
        const location = { lat: 12.9181, lng: 77.6199 };
        await shop.ask(`POST /platform/v1/orders/${orderId}/actions`, {
          action: 'correct-address',
          address: { address1: '12 MG Road' },
          location,
        });
        await shop.setStatus(orderId, 'confirmed');
        await shop.ask(`POST /platform/v1/orders/${orderId}/actions`, { action: 'book-delivery' });
      }
    };
    await addTo(6);
    const before = { calls: await unitsOf('calls'), deliveries: await unitsOf('deliveries') };
    await addTo(12);
    // A number of one digit more may fill the next half unit.
    expect(await unitsOf('calls')).toBeLessThanOrEqual(before.calls + 0.5);
    expect(await unitsOf('deliveries')).toBeLessThanOrEqual(before.deliveries + 0.5);
  });
});

test('a delivery that is unknown, and one of another tenant, are not found alike', async () => {
  const shop = await newShop();
  const orderId = await shop.confirmed();
  const booked = await shop.ask(`POST /platform/v1/orders/${orderId}/actions`, { action: 'book-delivery' });
  const { deliveryId } = booked as { deliveryId: string };
  expect(await shop.ask(`GET /platform/v1/deliveries/${deliveryId}`)).toMatchObject({ id: deliveryId });
  const other = await addTenant(api.table);
  const asked = [
    { key: shop.key, id: `${deliveryId.slice(0, -1)}${deliveryId.endsWith('0') ? '1' : '0'}` },
    { key: shop.key, id: 'nothing' },
    { key: other.testKey, id: deliveryId },
  ];
  for (const { key, id } of asked) {
    const { status, body } = await api.engine.ask(`GET /platform/v1/deliveries/${id}`, { key });
    expect([status, body]).toEqual([404, { error: { code: 'not_found', message: expect.any(String) } }]);
  }
});
