import { beforeAll, describe, expect, it } from 'vitest';
import { loadTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { api, useDeliveryApi } from '../../deliveries/api.ts';
import { type DispatchShop, openShop } from '../../dispatch/shop.ts';
import { signIn } from '../../support/api/member.ts';
import { inBengaluru, kettleOrder, postOrder } from '../../support/api/post-order.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

let shop: DispatchShop;
let stranger: AddedTenant;
useDeliveryApi();
beforeAll(async () => {
  shop = await openShop(api, {
    autoDispatch: false,
    postpaid: { enabled: true, limit: 100_000 },
  });
  stranger = await addTenant(api.table);
});

interface Shown {
  version: number;
  status: string;
  confirmation: { outcome: string };
  logistics: { status: string; deliveryId: string | null };
  payment: { status: string; due: number; collected: number };
  rounds: { outcome: string | null; number: number }[];
  address: Record<string, unknown>;
  actions: { name: string; allowed: boolean; reason?: string; message?: string }[];
  calls: { id: string; status: string }[];
  deliveries: Record<string, unknown>[];
  timeline: { events: { event: string; description: string; metadata: object }[]; nextCursor: string | null };
  callId: string | null;
  deliveryId: string | null;
}

const authorized = (key: string) => ({ authorization: `Bearer ${key}` });

async function get(orderId: string): Promise<Shown> {
  const answered = await api.engine.ask(`GET /platform/v1/orders/${orderId}`, {
    headers: authorized(shop.key),
  });
  expect(answered.status).toBe(200);
  return answered.body as Shown;
}

async function act(orderId: string, body: object, headers: Record<string, string> = {}) {
  const { status, body: answer } = await api.engine.ask(`POST /platform/v1/orders/${orderId}/actions`, {
    headers: { ...authorized(shop.key), ...headers },
    body,
  });
  return { status, order: answer as Shown, error: (answer as { error?: Refused }).error };
}

interface Refused {
  code: string;
  message: string;
  details?: { reason?: string; version?: number; changes?: { event: string; title: string }[] };
}

/** A pending order for 600 rupees in cash. */
const pending = (changes: object = {}) =>
  postOrder(api.engine, shop.key, { ...kettleOrder, ...inBengaluru, ...changes });

const possible = ({ actions }: Shown) => actions.filter(({ allowed }) => allowed).map(({ name }) => name);
const reasons = ({ actions }: Shown) =>
  Object.fromEntries(actions.flatMap(({ name, reason }) => (reason ? [[name, reason]] : [])));

describe('an order for a screen', () => {
  it('has everything about it', async () => {
    const orderId = await pending({ external_order_id: 'E-1', external_order_source: 'shopify' });
    const order = await get(orderId);
    const { createdAt, updatedAt, reference, number, timeline, ...rest } = order as unknown as Record<
      string,
      unknown
    >;
    expect(rest).toEqual({
      id: orderId,
      source: 'shopify',
      externalId: 'E-1',
      version: 1,
      status: 'pending',
      stage: 'new',
      bookingFailure: null,
      confirmation: { outcome: 'none', attempts: 0, confirmedAt: null },
      logistics: { status: 'none', trackingNumber: null, carrier: null, deliveryId: null },
      payment: { method: 'cod', status: 'unpaid', due: 600, collected: 0 },
      rounds: [],
      customer: { name: 'Asha', phone: '+919812345678', isCallable: true, email: null, city: null },
      products: 'Kettle x1',
      items: [{ name: 'Kettle', quantity: 1, price: 600, sku: null }],
      total: 600,
      currency: 'INR',
      address: {
        address1: '12 MG Road, Bengaluru',
        address2: null,
        city: null,
        province: null,
        country: null,
        zip: null,
      },
      addressFinal: null,
      deliveryMethod: 'Local Delivery',
      deliveryDetails: { location: { lat: 12.9181, lng: 77.6199 } },
      customizations: null,
      notes: null,
      metadata: null,
      actions: [
        { name: 'confirm', allowed: true },
        { name: 'cancel', allowed: true },
        { name: 'reopen', allowed: false, reason: 'not_cancelled', message: 'The order is not cancelled' },
        { name: 'call-again', allowed: true },
        { name: 'correct-address', allowed: true },
        {
          name: 'book-delivery',
          allowed: false,
          reason: 'not_confirmed',
          message: 'The order is not confirmed',
        },
        { name: 'cancel-delivery', allowed: false, reason: 'no_delivery', message: 'No delivery is booked' },
        { name: 'add-note', allowed: true },
        { name: 'mark-paid', allowed: true },
      ],
      calls: [],
      deliveries: [],
      waitingDeliveries: [],
      webhookDeliveryIds: [],
    });
    expect([createdAt, updatedAt, reference, number]).toEqual([
      expect.stringMatching(/Z$/),
      expect.stringMatching(/Z$/),
      expect.stringMatching(/^ORD/),
      expect.stringMatching(/^#\d+$/),
    ]);
    expect(timeline).toEqual({
      events: [
        {
          id: expect.stringMatching(/^evt_/),
          sequence: 1,
          event: 'order.created',
          type: 'info',
          title: 'Order Created',
          description: expect.stringContaining('shopify'),
          metadata: expect.objectContaining({ source: 'shopify', amount: 600 }),
          at: createdAt,
          actor: { kind: 'key', id: expect.stringMatching(/^key_/) },
        },
      ],
      nextCursor: null,
    });
  });

  it('is of its own tenant and mode alone', async () => {
    const orderId = await pending();
    for (const key of [stranger.testKey, stranger.liveKey]) {
      const read = await api.engine.ask(`GET /platform/v1/orders/${orderId}`, { headers: authorized(key) });
      const acted = await api.engine.ask(`POST /platform/v1/orders/${orderId}/actions`, {
        headers: authorized(key),
        body: { action: 'confirm' },
      });
      const timeline = await api.engine.ask(`GET /platform/v1/orders/${orderId}/timeline`, {
        headers: authorized(key),
      });
      expect([read.status, acted.status, timeline.status]).toEqual([404, 404, 404]);
    }
    expect((await get(orderId)).status).toBe('pending');
  });

  it('lists its timeline page by page, newest first', async () => {
    const orderId = await pending();
    for (const note of ['one', 'two', 'three', 'four']) await act(orderId, { action: 'add-note', note });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = new URLSearchParams({ limit: '2', ...(cursor && { cursor }) });
      const { body } = await api.engine.ask(`GET /platform/v1/orders/${orderId}/timeline?${query}`, {
        headers: authorized(shop.key),
      });
      const page = body as Shown['timeline'];
      seen.push(...page.events.map(({ description }) => description));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['four', 'three', 'two', 'one', expect.stringContaining('Order placed')]);
  });
});

describe('what a person does with an order', () => {
  it('confirms it, which ends a running round', async () => {
    const orderId = await pending();
    const called = await act(orderId, { action: 'call-again' });
    expect(called.order).toMatchObject({
      callId: expect.stringMatching(/^call_/),
      rounds: [{ outcome: null, number: 1 }],
    });
    expect(reasons(called.order)).toMatchObject({ 'call-again': 'call_running' });
    const { status, order } = await act(orderId, { action: 'confirm', reason: 'Wrote on WhatsApp' });
    expect([status, order.status, order.rounds]).toMatchObject([
      200,
      'confirmed',
      [{ outcome: 'superseded', number: 1 }],
    ]);
    expect(possible(order)).toEqual(['cancel', 'correct-address', 'book-delivery', 'add-note', 'mark-paid']);
    const { timeline } = await get(orderId);
    expect(timeline.events[0]).toMatchObject({
      event: 'order.status_changed',
      description: 'Order confirmed by merchant: Wrote on WhatsApp',
      metadata: { from: 'pending', to: 'confirmed', cause: 'merchant', reason: 'Wrote on WhatsApp' },
    });
  });

  it('cancels it, which ends a running round', async () => {
    const orderId = await pending();
    await act(orderId, { action: 'call-again', callType: 'recovery' });
    const { status, order } = await act(orderId, { action: 'cancel', reason: 'A double order' });
    expect([status, order.status, order.rounds]).toMatchObject([
      200,
      'cancelled',
      [{ outcome: 'superseded' }],
    ]);
    expect(possible(order)).toEqual(['reopen', 'add-note']);
  });

  it('calls again within the dedupe window, once at a time', async () => {
    const orderId = await pending();
    await act(orderId, { action: 'call-again' });
    const again = await act(orderId, { action: 'call-again' });
    expect([again.status, again.error]).toEqual([
      409,
      {
        code: 'action_not_possible',
        message: 'The order does not allow that action',
        details: {
          action: 'call-again',
          reason: 'call_running',
          message: 'A call to the customer is planned or under way',
        },
      },
    ]);
  });

  it('stores a corrected address without the control characters of what was pasted', async () => {
    const orderId = await pending();
    const address = { address1: '14 MG\tRoad', city: 'Beng\u0000aluru', zip: '560\u0007001' };
    const { order } = await act(orderId, { action: 'correct-address', address });
    expect((await get(orderId)).address).toEqual(order.address);
    expect(order.address).toMatchObject({ address1: '14 MG Road', city: 'Bengaluru', zip: '560001' });
  });

  it('corrects the address, part by part', async () => {
    const orderId = await pending();
    const { order } = await act(orderId, {
      action: 'correct-address',
      address: { address1: '14 MG Road', city: 'Bengaluru', zip: '560001' },
      location: { lat: 12.9182, lng: 77.6198 },
    });
    expect(order).toMatchObject({
      status: 'pending',
      address: { address1: '14 MG Road', city: 'Bengaluru', zip: '560001' },
      deliveryDetails: { location: { lat: 12.9182, lng: 77.6198 } },
    });
    const location = { lat: 0, lng: 0 };
    const removed = await act(orderId, { action: 'correct-address', address: { city: null }, location });
    expect(removed.order).toMatchObject({
      address: { address1: '14 MG Road', city: null, zip: '560001' },
      deliveryDetails: { location: { lat: 12.9182, lng: 77.6198 } },
    });
  });

  it('marks it as paid, whatever amount was noted before', async () => {
    const orderId = await pending({ payment_info: { status: 'pending', amount: 100, method: 'UPI' } });
    const { order } = await act(orderId, { action: 'mark-paid', reason: 'Bank transfer' });
    expect(order.payment).toMatchObject({ status: 'paid', due: 0, collected: 600 });
    expect(reasons(order)).toMatchObject({ 'mark-paid': 'already_paid' });
    expect((await act(orderId, { action: 'mark-paid' })).status).toBe(409);
  });

  it('books and cancels its delivery', async () => {
    const orderId = await pending();
    await act(orderId, { action: 'confirm' });
    const booked = await act(orderId, { action: 'book-delivery' });
    expect([booked.status, booked.order]).toMatchObject([
      200,
      { deliveryId: expect.stringMatching(/^IN/), logistics: { status: 'processing' } },
    ]);
    expect(reasons(booked.order)).toMatchObject({ 'book-delivery': 'already_booked' });
    expect(possible(booked.order)).toContain('cancel-delivery');
    const { deliveries } = await get(orderId);
    expect(deliveries).toMatchObject([
      {
        id: booked.order.deliveryId,
        orderId,
        status: 'NEW',
        price: { total: 129.8, currency: 'INR', account: 'postpaid' },
        collection: { amount: 600, handlingFee: 18 },
        cash: null,
        steps: [{ event: 'ORDER_CREATED' }, { event: 'ORDER_OPENED' }],
      },
    ]);
    const cancelled = await act(orderId, { action: 'cancel-delivery', reason: 'Too late today' });
    expect([cancelled.status, cancelled.order]).toMatchObject([
      200,
      { deliveryId: booked.order.deliveryId, logistics: { status: 'none', deliveryId: null } },
    ]);
    expect(possible(cancelled.order)).toContain('book-delivery');
    const again = await act(orderId, { action: 'book-delivery' });
    expect(again.status).toBe(200);
    const { deliveries: both } = await get(orderId);
    expect(both.map(({ id, status, cancellation }) => ({ id, status, cancellation }))).toEqual([
      {
        id: booked.order.deliveryId,
        status: 'CANCELLED',
        cancellation: { reason: 'Too late today', by: 'user' },
      },
      { id: again.order.deliveryId, status: 'NEW', cancellation: null },
    ]);
  });

  it('says why a delivery that was picked up cannot be cancelled', async () => {
    const orderId = await pending();
    await act(orderId, { action: 'confirm' });
    const { order } = await act(orderId, { action: 'book-delivery' });
    for (const event of ['AGENT_ACCEPTED_ORDER', 'PICK_REACHED', 'PICK_DONE'])
      await api.engine.ask(`POST /platform/v1/deliveries/${order.deliveryId}/events`, {
        headers: authorized(shop.key),
        body: {
          event,
          otpOverrideReason: 'None was given',
          ...(event === 'AGENT_ACCEPTED_ORDER' && { agent: { name: 'Ravi', phone: '+919800000000' } }),
        },
      });
    const seen = await get(orderId);
    expect([seen.status, reasons(seen)]).toMatchObject([
      'shipped',
      {
        confirm: 'already_under_way',
        cancel: 'on_its_way',
        'correct-address': 'on_its_way',
        'book-delivery': 'on_its_way',
        'cancel-delivery': 'picked_up',
      },
    ]);
    const statuses = seen.deliveries.map(({ status, steps }) => [
      status,
      (steps as { event: string }[]).map(({ event }) => event),
    ]);
    expect(statuses).toEqual([
      [
        'PICKUPCOMPLETED',
        ['ORDER_CREATED', 'ORDER_OPENED', 'AGENT_ACCEPTED_ORDER', 'PICK_REACHED', 'PICK_DONE'],
      ],
    ]);
    await api.engine.ask(`POST /platform/v1/deliveries/${order.deliveryId}/events`, {
      headers: authorized(shop.key),
      body: { event: 'RETURN_INITIATED', reasonCode: 'COD_REFUSED' },
    });
    const { deliveries } = await get(orderId);
    const returned = { event: 'RETURN_INITIATED', status: 'RETURN_INITIATED', reasonCode: 'COD_REFUSED' };
    expect(deliveries.map(({ steps }) => (steps as object[]).at(-1))).toMatchObject([returned]);
  });

  it('says why a delivery cannot be booked', async () => {
    const orderId = await pending({ delivery_details: { address: 'Somewhere' } });
    await act(orderId, { action: 'confirm' });
    const { status, error } = await act(orderId, { action: 'book-delivery' });
    expect([status, error]).toMatchObject([
      400,
      {
        code: 'delivery_refused',
        details: { failures: [{ rule: 'drop_area', message: expect.stringContaining('cannot be located') }] },
      },
    ]);
  });
});

describe('two people who change an order at once', () => {
  it('the second is shown what changed, and nothing is overwritten', async () => {
    const orderId = await pending();
    const { version } = await get(orderId);
    const [first, second] = await Promise.all([
      act(orderId, { action: 'confirm', version }),
      act(orderId, { action: 'cancel', version }),
    ]);
    expect([first.status, second.status].toSorted()).toEqual([200, 409]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect(lost.error).toMatchObject({
      code: 'conflict',
      details: { version: won.order.version, changes: [{ event: 'order.status_changed' }] },
    });
    expect((await get(orderId)).status).toBe(won.order.status);
  });

  it.each([
    ['confirm', {}],
    ['cancel', {}],
    ['call-again', {}],
    ['correct-address', { address: { address1: 'Elsewhere' } }],
    ['add-note', { note: 'hello' }],
    ['mark-paid', {}],
    ['reopen', {}],
  ])('%s finds the order as it was seen', async (action, body) => {
    const orderId = await pending();
    if (action === 'reopen') await act(orderId, { action: 'cancel' });
    const { version } = await get(orderId);
    await act(orderId, { action: 'add-note', note: 'Meanwhile' });
    const before = await get(orderId);
    const { status, error } = await act(orderId, { action, version, ...body });
    expect([status, error?.details]).toMatchObject([
      409,
      { version: version + 1, changes: [{ event: 'order.noted', description: 'Meanwhile' }] },
    ]);
    expect(await get(orderId)).toEqual(before);
  });

  it('a dial made meanwhile does not count as a change', async () => {
    const orderId = await pending();
    const { version } = await get(orderId);
    await act(orderId, { action: 'call-again' });
    expect((await get(orderId)).version).toBeGreaterThan(version);
    const { status, order } = await act(orderId, { action: 'confirm', version });
    expect([status, order.status]).toEqual([200, 'confirmed']);
  });

  it.each(['book-delivery', 'cancel-delivery'])('%s finds the order as it was seen', async (action) => {
    const orderId = await pending();
    await act(orderId, { action: 'confirm' });
    if (action === 'cancel-delivery') await act(orderId, { action: 'book-delivery' });
    const { version } = await get(orderId);
    await act(orderId, { action: 'add-note', note: 'Meanwhile' });
    const before = await get(orderId);
    expect((await act(orderId, { action, version })).status).toBe(409);
    expect(await get(orderId)).toEqual(before);
  });

  it('book one delivery', async () => {
    const orderId = await pending();
    await act(orderId, { action: 'confirm' });
    const tries = await Promise.all([1, 2, 3].map(() => act(orderId, { action: 'book-delivery' })));
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await get(orderId)).deliveries).toHaveLength(1);
  });
});

describe('an action', () => {
  it('is for operators and owners', async () => {
    const orderId = await pending();
    const tenant = await loadTenant(api.table, shop.tenantId);
    const statuses: number[] = [];
    for (const role of ['viewer', 'operator', 'owner'] as const) {
      const { token } = await signIn(api.table, tenant, role);
      const headers = { origin: 'https://api.test', 'recado-mode': 'test' };
      const browser = { headers, cookies: [`__Host-recado-session=${token}`] };
      const body = { action: 'add-note', note: `By the ${role}` };
      const path = `/platform/v1/orders/${orderId}`;
      const acted = await api.engine.ask(`POST ${path}/actions`, { ...browser, body });
      const read = await api.engine.ask(`GET ${path}`, browser);
      statuses.push(acted.status, read.status);
    }
    expect(statuses).toEqual([403, 200, 200, 200, 200, 200]);
  });

  it('is carried out once under its Idempotency-Key', async () => {
    const orderId = await pending();
    const asked = { action: 'add-note', note: 'Once' };
    const first = await act(orderId, asked, { 'idempotency-key': 'note-1' });
    const second = await act(orderId, asked, { 'idempotency-key': 'note-1' });
    expect(second).toEqual(first);
    expect((await get(orderId)).version).toBe(2);
  });

  it.each([
    [{}, 'action'],
    [{ action: 'explode' }, 'action'],
    [{ action: 'add-note' }, 'note'],
    [{ action: 'correct-address' }, 'address'],
    [{ action: 'confirm', version: 'x' }, 'version'],
    [{ action: 'confirm', other: 1 }, 'other'],
    [{ action: 'cancel-delivery', deliveryId: 'IN1' }, 'deliveryId'],
  ])('that is not valid names the field: %j', async (body, field) => {
    const orderId = await pending();
    await act(orderId, { action: 'confirm' });
    await act(orderId, { action: 'book-delivery' });
    const { status, error } = await act(orderId, body);
    expect([status, error]).toMatchObject([
      400,
      { code: 'invalid_request', details: { issues: [{ field }] } },
    ]);
  });
});
