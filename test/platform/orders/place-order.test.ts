import { beforeAll, describe, expect, it } from 'vitest';
import { placeOrderRoute } from '../../../functions/platform/orders/place/place-order-routes.ts';
import { placeAndCall } from '../../../shared/calls/rounds/place-and-call.ts';
import type { OrderEvent } from '../../../shared/events/event.ts';
import type { Placement } from '../../../shared/orders/changes/place-order.ts';
import { getTimeline } from '../../../shared/orders/changes/timeline.ts';
import { countOrders } from '../../../shared/orders/store/order-count.ts';
import { given } from '../../calls/support/factories.ts';
import { ADMIN_KEY } from '../../support/api/api.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { signIn } from '../../support/api/member.ts';
import { Crash, crashing, dyingAfterAnyStep } from '../../support/crash.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

let shop: AddedTenant;
useApi();
beforeAll(async () => {
  shop = await addTenant(api.table);
});

const LINE = 'POST /platform/v1/orders';
const example = placeOrderRoute.bodyExample;

interface Placed {
  id: string;
  number: string;
  callId: string | null;
  error: { code: string; message: string; details: Record<string, unknown> };
}

let made = 0;
/** Of an external id of its own, unless the changes name one. */
const bodyOf = (changes: object = {}) => ({ ...example, externalId: `WA-${++made}`, ...changes });

async function place(changes: object = {}, { key = shop.testKey, ...headers }: Record<string, string> = {}) {
  const { status, body } = await api.ask(LINE, { key, headers, body: bodyOf(changes) });
  return { status, body: body as Placed };
}

const scopeOf = ({ tenant }: AddedTenant, mode: 'test' | 'live' = 'test') => ({ tenantId: tenant.id, mode });
const stored = () => countOrders(api.table, scopeOf(shop));
const eventsOf = async (orderId: string) =>
  (await getTimeline(api.table, scopeOf(shop), orderId))?.events.map(({ type }) => type);

async function change(of: AddedTenant, body: object): Promise<void> {
  const changed = await api.ask(`PATCH /platform/v1/tenants/${of.tenant.id}`, { key: ADMIN_KEY, body });
  expect(changed.status).toBe(200);
}

describe('an order taken by hand', () => {
  it('is stored with its call, and answered as it is listed', async () => {
    const { status, body } = await place({ externalId: 'WA-own' });
    const { id, number, callId, ...rest } = body;
    const instant = expect.stringMatching(/Z$/);
    expect([status, rest]).toEqual([
      201,
      {
        reference: expect.stringMatching(/^ORD/),
        source: 'whatsapp',
        externalId: 'WA-own',
        version: 2,
        status: 'pending',
        stage: 'calling',
        confirmation: { outcome: 'none', attempts: 0, confirmedAt: null },
        logistics: { status: 'none', trackingNumber: null, carrier: null, deliveryId: null },
        payment: { method: 'cod', status: 'unpaid', due: 98_900, collected: 0 },
        rounds: [
          {
            ...{ callType: 'confirmation', number: 1, attempts: 0, outcome: null },
            ...{ dialAt: null, waitsFor: null, startedAt: instant, finishedAt: null },
          },
        ],
        bookingFailure: null,
        customer: {
          ...{ name: 'Ana Gómez', phone: '+573001234567', isCallable: true },
          ...{ email: null, city: 'Bogotá' },
        },
        products: 'Gel x2, Crema x1',
        total: 98_900,
        currency: 'COP',
        createdAt: instant,
        updatedAt: instant,
      },
    ]);
    expect([id, number, callId]).toEqual([
      expect.stringMatching(/^ord_/),
      expect.stringMatching(/^#1\d{3}$/),
      expect.stringMatching(/^call_/),
    ]);
    expect(await eventsOf(id)).toEqual(['order.created', 'call.queued']);
    const { body: whole } = await api.ask(`GET /platform/v1/orders/${id}`, { key: shop.testKey });
    expect(whole).toMatchObject({
      ...{ id, notes: 'Shipping is 9,000' },
      address: { address1: 'Carrera 7 # 71-21', address2: 'Apto 301', city: 'Bogotá', zip: null },
      items: [
        { name: 'Gel', quantity: 2, price: 32_000, sku: null },
        { name: 'Crema', quantity: 1, price: 25_900, sku: null },
      ],
      calls: [{ id: callId, status: 'queued' }],
    });
  });

  it('needs no more than a customer and a product, and is of the API then', async () => {
    const body = {
      customer: { name: 'Eva', phone: '+573001234568' },
      items: [{ name: 'Gel', price: '32.000,50' }],
    };
    const { status, body: answer } = await api.ask(LINE, { key: shop.testKey, body });
    expect([status, answer]).toMatchObject([
      201,
      { source: 'api', externalId: null, total: 32_000.5, products: 'Gel x1', customer: { email: null } },
    ]);
  });

  it('is not called about where it is not to be', async () => {
    const { status, body } = await place({ call: false });
    expect([status, body]).toMatchObject([201, { callId: null, rounds: [], stage: 'new' }]);
    expect(await eventsOf(body.id)).toEqual(['order.created']);
  });

  it('may be paid already', async () => {
    const { body } = await place({ payment: { method: 'prepaid', status: 'paid' }, call: false });
    expect(body).toMatchObject({
      payment: { method: 'prepaid', status: 'paid', due: 0, collected: 98_900 },
    });
  });

  it('may say where its address is, which deliveries are booked by', async () => {
    const location = { lat: 4.6486, lng: -74.0628 };
    const { body } = await place({ location, call: false });
    const headers = { 'x-tenant-api-key': shop.testKey };
    const { body: shown } = await api.ask(`GET /v1/orders/${body.id}`, { headers });
    expect(shown).toMatchObject({ delivery_details: { location } });
    const unset = await place({ location: { lat: 0, lng: 0 }, call: false });
    const { body: nowhere } = await api.ask(`GET /v1/orders/${unset.body.id}`, { headers });
    expect(nowhere).not.toHaveProperty('delivery_details.location');
  });

  it('is made once under its Idempotency-Key', async () => {
    const body = bodyOf();
    const ask = () => api.ask(LINE, { key: shop.testKey, headers: { 'idempotency-key': 'by-hand-1' }, body });
    const before = await stored();
    const [first, second] = await Promise.all([ask(), ask()]);
    const third = await ask();
    expect(second.body).toEqual(first.body);
    expect([third.status, third.body]).toEqual([201, first.body]);
    expect(await stored()).toBe(before + 1);
    const other = { key: shop.testKey, headers: { 'idempotency-key': 'by-hand-1' }, body: bodyOf() };
    expect((await api.ask(LINE, other)).status).toBe(409);
  });

  it('is for operators and owners', async () => {
    const statuses: number[] = [];
    for (const role of ['viewer', 'operator', 'owner'] as const) {
      const { token } = await signIn(api.table, shop.tenant, role);
      const headers = { origin: 'http://api.test', 'recado-mode': 'test' };
      const cookies = [`recado-session=${token}`];
      statuses.push((await api.ask(LINE, { headers, cookies, body: bodyOf() })).status);
    }
    expect(statuses).toEqual([403, 201, 201]);
    expect((await api.ask(LINE, { body: bodyOf() })).status).toBe(401);
  });
});

describe('an order that is refused', () => {
  /** The refusal, of which nothing is stored. */
  async function refused(changes: object) {
    const before = await stored();
    const { status, body } = await place(changes);
    expect(await stored()).toBe(before);
    return [status, body.error] as const;
  }

  it.each<[string, object]>([
    ['customer.name', { customer: { phone: '3001234567' } }],
    ['customer.phone', { customer: { name: 'Ana', phone: '' } }],
    ['customer.email', { customer: { name: 'Ana', phone: '3001234567', email: 'ana' } }],
    ['address.address1', { address: { city: 'Bogotá' } }],
    ['location.lat', { location: { lat: null, lng: 1.5 } }],
    ['items', { items: [] }],
    ['items.0.name', { items: [{ name: ' ', price: 1 }] }],
    ['items.0.quantity', { items: [{ name: 'Gel', quantity: 0, price: 1 }] }],
    ['items.0.price', { items: [{ name: 'Gel' }] }],
    ['items.1.price', { items: [example.items[0], { name: 'Gel', price: '85.600' }] }],
    ['total', { total: -1 }],
    ['payment.method', { payment: { method: 'barter' } }],
    ['source', { source: '#' }],
    ['call', { call: 'maybe' }],
    ['other', { other: 1 }],
  ])('for a mistake names its field: %s', async (field, changes) => {
    const [status, error] = await refused(changes);
    expect([status, error]).toMatchObject([
      400,
      { code: 'invalid_request', details: { issues: [{ field }] } },
    ]);
  });

  it('for a phone that cannot be called names it', async () => {
    expect(await refused({ customer: { name: 'Ana', phone: '12' } })).toMatchObject([
      400,
      { code: 'invalid_phone', details: { field: 'customer.phone' } },
    ]);
  });

  it('for fractions of coins that a currency does not have names each amount', async () => {
    const chilean = await addTenant(api.table, { country: 'CL', currency: 'CLP' });
    const { status, body } = await place(
      { customer: { name: 'Ana', phone: '+573001234567' }, items: [{ name: 'Gel', price: 1.5 }], total: 2.5 },
      { key: chilean.testKey },
    );
    const fields = (body.error.details.issues as { field: string }[]).map(({ field }) => field);
    expect([status, fields]).toEqual([400, ['items.0.price', 'total']]);
  });

  it('for a number of the shop that is taken names the order that has it, whatever the case of its source', async () => {
    const first = await place({ externalId: 'WA-taken' });
    expect(await refused({ externalId: 'WA-taken', source: 'WhatsApp' })).toEqual([
      409,
      {
        code: 'order_exists',
        message: 'This source has an order with that external id already: externalId',
        details: { orderId: first.body.id, field: 'externalId' },
      },
    ]);
    // Of another source, tenant or mode it is free.
    const stranger = await addTenant(api.table);
    const statuses = [
      await place({ externalId: 'WA-taken', source: 'instagram' }),
      await place({ externalId: 'WA-taken' }, { key: stranger.testKey }),
      await place({ externalId: 'WA-taken', call: false }, { key: shop.liveKey }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([201, 201, 201]);
  });

  it('because its customer may not be called is taken without a call', async () => {
    const body = { phone: '3009990000' };
    expect((await api.ask('POST /platform/v1/opt-outs', { key: shop.testKey, body })).status).toBe(201);
    const customer = { name: 'Ana', phone: '+57 300 999 0000' };
    expect(await refused({ customer })).toMatchObject([
      400,
      { code: 'phone_opted_out', details: { field: 'customer.phone' } },
    ]);
    expect((await place({ customer, call: false })).status).toBe(201);
  });

  it('because no live calls are left is taken without a call, and its number is the next one', async () => {
    const poor = await addTenant(api.table);
    await change(poor, { callCredit: 0 });
    const live = { key: poor.liveKey };
    const { status, body } = await place({}, live);
    expect([status, body.error.code]).toEqual([400, 'credit_exhausted']);
    expect(await countOrders(api.table, scopeOf(poor, 'live'))).toBe(0);
    expect(await place({ call: false }, live)).toMatchObject({ status: 201, body: { number: '#1001' } });
  });
});

describe('a live order taken by hand', () => {
  it('waits for its turn on the phone of its customer', async () => {
    const busy = await addTenant(api.table);
    const live = { key: busy.liveKey };
    await place({}, live);
    const { body } = await place({}, live);
    expect(body).toMatchObject({ rounds: [{ waitsFor: 'turn', outcome: null }] });
  });

  it('is there with its call or not at all, wherever the process dies', async () => {
    const services = { clock: () => new Date(), liveCalls: 'simulator' as const };
    const outcomes: unknown[] = [];
    await dyingAfterAnyStep(async (point, step) => {
      const { tenant } = await addTenant(api.table);
      const scope = { tenantId: tenant.id, mode: 'live' as const };
      const placement: Placement & { given: ReturnType<typeof given> } = {
        given: given(),
        ...{ source: 'console', externalId: 'A-1', number: undefined, reference: undefined },
      };
      const placing = (table: typeof api.table) =>
        placeAndCall({ ...services, table }, { ...scope, timeZone: tenant.timeZone }, placement, () => []);
      await placing(crashing(api.table, point)).catch((error) => {
        if (!(error instanceof Crash)) throw error;
      });
      const isThere = (await countOrders(api.table, scope)) === 1;
      outcomes.push([step === undefined, isThere]);
      // The person tries again.
      const again = await placing(api.table).catch((error) => error.details.orderId as string);
      const orderId = typeof again === 'string' ? again : again.id;
      expect(typeof again === 'string').toBe(isThere);
      expect(await countOrders(api.table, scope)).toBe(1);
      const events = (await getTimeline(api.table, scope, orderId))?.events as OrderEvent[];
      expect(events.map(({ type }) => type)).toEqual(['order.created', 'call.queued']);
    });
    expect(outcomes).toContainEqual([true, true]);
    expect(outcomes).toContainEqual([false, false]);
  });
});
