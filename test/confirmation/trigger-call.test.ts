import { describe, expect, it } from 'vitest';
import { rowsNewestFirst } from '../../shared/orders/rows/order-rows.ts';
import { countOrders } from '../../shared/orders/store/order-count.ts';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import { optOutKey } from '../../shared/tenants/opt-outs.ts';
import { creditKey } from '../../shared/tenants/tenant/tenant.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';
import { scaledCount } from '../support/time/patience.ts';
import { api, FLAT, type Json, NESTED, useConfirmationApi } from './api.ts';

useConfirmationApi();

const tenant = (): Promise<AddedTenant> => addTenant(api.engine.table);
const stored = async ({ tenant }: AddedTenant, mode: 'live' | 'test' = 'test') =>
  countOrders(api.engine.table, { tenantId: tenant.id, mode });
const body = (answered: { body: unknown }) => answered.body as Json;

const QUEUED = {
  success: true,
  orderId: expect.stringMatching(/^ord_/),
  callId: expect.stringMatching(/^call_/),
  status: 'pending',
  message: 'Llamada encolada exitosamente',
  estimatedCallTime: '< 30 segundos',
};

describe('both documented bodies', () => {
  it.each(['flat', 'nested'])('the %s one takes 500 products, as orders do, and no more', async (form) => {
    const owner = await tenant();
    const { testKey } = owner;
    const products = Array.from({ length: 500 }, (_, index) => ({ name: `Gel ${index}`, quantity: 1 }));
    const send = (given: object[]) =>
      api.trigger(
        testKey,
        form === 'flat'
          ? { ...FLAT, products: given }
          : { ...NESTED, order: { ...NESTED.order, products: given } },
      );
    const refused = await send([...products, { name: 'Gel 500', quantity: 1 }]);
    const field = form === 'flat' ? 'products' : 'order.products';
    expect([refused.status, refused.body]).toEqual([
      400,
      { error: `El campo ${field} no puede tener más de 500 elementos` },
    ]);
    expect(await stored(owner)).toBe(0);
    const { orderId } = body(await send(products));
    const order = await loadOrder(
      api.engine.table,
      { tenantId: owner.tenant.id, mode: 'test' },
      String(orderId),
    );
    expect(order?.items?.map(({ name }) => name)).toEqual(products.map(({ name }) => name));
  });

  it('the nested one makes an order with all of its content', async () => {
    const { testKey } = await tenant();
    const answered = await api.trigger(testKey, NESTED);
    expect(answered.status).toBe(200);
    expect(answered.body).toEqual(QUEUED);
    const { orderId, callId } = body(answered);
    expect((await api.getOrder(testKey, String(orderId))).body).toEqual({
      id: orderId,
      shopifyOrderId: null,
      externalId: 'CP-12345',
      orderNumber: '#1001',
      source: 'chateapro',
      status: 'pending',
      customer: { name: 'Juan Perez', phone: '+573001234567', city: 'Bogota', ns: 'contact_123' },
      products: 'Samsung Galaxy S25 x1',
      totalPrice: 85600,
      currency: 'COP',
      address: {
        address1: 'Calle 45 #23-12',
        address2: 'Apto 301',
        city: 'Bogota',
        province: 'Cundinamarca',
        country: null,
        zip: null,
      },
      addressFinal: null,
      metadata: null,
      callAttempts: 0,
      confirmedAt: null,
      logisticStatus: null,
      trackingNumber: null,
      carrier: null,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      calls: [
        {
          id: callId,
          callType: 'confirmation',
          outcome: null,
          durationSeconds: null,
          recordingUrl: null,
          transcript: null,
          summary: null,
          createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      ],
    });
  });

  it('the flat one defaults source, call type, currency and address', async () => {
    const { testKey } = await addTenant(api.engine.table, {
      country: 'MX',
      currency: 'MXN',
      timeZone: 'America/Tijuana',
    });
    const answered = await api.trigger(testKey, FLAT);
    expect(answered.body).toEqual(QUEUED);
    expect(body(await api.getOrder(testKey, String(body(answered).orderId)))).toMatchObject({
      source: 'api',
      externalId: 'mi_orden_123',
      products: 'Producto X x1',
      totalPrice: 85600,
      currency: 'MXN',
      address: null,
      calls: [{ callType: 'confirmation' }],
    });
  });

  it.each([
    ['nested', { ...NESTED, order: { ...NESTED.order, currency: 'USD' } }],
    ['flat', { ...FLAT, currency: 'USD' }],
  ])("the %s one's currency is the order's, whatever the tenant's is", async (_form, sent) => {
    const { testKey } = await tenant();
    const { orderId } = body(await api.trigger(testKey, sent));
    expect(body(await api.getOrder(testKey, String(orderId)))).toMatchObject({ currency: 'USD' });
  });

  it('an order contains nothing of the key that made it', async () => {
    const { testKey, tenant: owner } = await tenant();
    const { orderId } = body(await api.trigger(testKey, NESTED));
    const scope = { tenantId: owner.id, mode: 'test' } as const;
    const order = await loadOrder(api.engine.table, scope, String(orderId));
    expect(order).toHaveProperty('tenantId', owner.id);
    for (const name of ['kind', 'keyId', 'country', 'timeZone']) expect(order).not.toHaveProperty(name);
  });

  it.each([
    ['text', 'Calle 1 #2-3', { address1: 'Calle 1 #2-3', city: null }],
    ['an object', { address1: 'Calle 1 #2-3', city: 'Cali' }, { address1: 'Calle 1 #2-3', city: 'Cali' }],
  ])('shippingAddress may be %s', async (_kind, shippingAddress, address) => {
    const { testKey } = await tenant();
    const { orderId } = body(await api.trigger(testKey, { ...FLAT, shippingAddress }));
    expect(body(await api.getOrder(testKey, String(orderId)))).toMatchObject({ address });
  });

  it('products may be an array in the nested one and text in the flat one, and read back as text', async () => {
    const { testKey } = await tenant();
    const products = [
      { name: 'Gel', quantity: 2 },
      { name: 'Crema', quantity: 1 },
    ];
    const nested = await api.trigger(testKey, { ...NESTED, order: { ...NESTED.order, products } });
    const flat = await api.trigger(testKey, { ...FLAT, products: 'Gel x1' });
    const text = async (answered: typeof flat) =>
      body(await api.getOrder(testKey, String(body(answered).orderId))).products;
    expect([await text(nested), await text(flat)]).toEqual(['Gel x2, Crema x1', 'Gel x1']);
  });

  it('metadata is any JSON up to 8 kB, and comes back as it was', async () => {
    const { testKey } = await tenant();
    const metadata = { big: 1e300, '': [null, { deep: true }], text: 'ñ' };
    const { orderId } = body(await api.trigger(testKey, { ...FLAT, metadata }));
    expect(body(await api.getOrder(testKey, String(orderId))).metadata).toEqual(metadata);
    const large = await api.trigger(testKey, { ...FLAT, externalId: 'large', metadata: 'x'.repeat(8191) });
    expect([large.status, large.body]).toEqual([
      400,
      { error: 'El campo metadata no puede ocupar más de 8192 bytes' },
    ]);
  });

  it('metadata of the nested one may be in its order, like the rest of the order', async () => {
    const { testKey } = await tenant();
    const metadata = { talkTimeSeconds: 3 };
    const inOrder = { ...NESTED, order: { ...NESTED.order, metadata } };
    const { orderId } = body(await api.trigger(testKey, inOrder));
    expect(body(await api.getOrder(testKey, String(orderId))).metadata).toEqual(metadata);
  });

  it('may have parts that a program never set', async () => {
    const { testKey } = await tenant();
    const noAddress = { address1: '', address2: null, city: '', province: '', country: '', zip: '' };
    const empty = { address: noAddress, shippingAddress: {}, metadata: null };
    const flat = await api.trigger(testKey, { ...FLAT, ...empty, order: { externalId: '', products: [] } });
    const nestedOne = { ...NESTED, shippingAddress: noAddress, externalId: '', products: [], totalPrice: '' };
    expect([flat.status, (await api.trigger(testKey, nestedOne)).status]).toEqual([200, 200]);
    const { orderId } = flat.body as { orderId: string };
    const again = await api.trigger(testKey, { orderId, products: [], address: noAddress, order: {} });
    expect(again).toMatchObject({ status: 200, body: { orderId } });
    const { body } = await api.getOrder(testKey, orderId);
    expect(body).toMatchObject({ address: null, externalId: FLAT.externalId });
  });
});

describe('which order is meant', () => {
  it('the same source and external id: the same ids again, and no second call', async () => {
    const { testKey, ...owner } = await tenant();
    const first = body(await api.trigger(testKey, NESTED));
    const again = body(
      await api.trigger(testKey, { ...NESTED, customer: { name: 'Otra', phone: '3019999999' } }),
    );
    expect(again).toEqual({ ...first, message: 'La orden ya tiene una llamada en curso' });
    expect(await stored({ testKey, ...owner })).toBe(1);
    expect(body(await api.getOrder(testKey, String(first.orderId)))).toMatchObject({
      customer: { name: 'Juan Perez' },
    });
  });

  it('our own order id alone is enough, and an external id that only one order has', async () => {
    const { testKey } = await tenant();
    const { orderId, callId } = body(await api.trigger(testKey, NESTED));
    expect(body(await api.trigger(testKey, { orderId }))).toMatchObject({ orderId, callId });
    expect(body(await api.trigger(testKey, { externalId: 'CP-12345' }))).toMatchObject({ orderId, callId });
    const fromElsewhere = { ...NESTED, source: 'dropi' };
    expect(body(await api.trigger(testKey, fromElsewhere))).toMatchObject({ orderId, callId });
  });

  it.each([
    ['Caf\u00e9', 'cafe\u0301'],
    ['दुकान', 'दुकान'],
  ])('a source in letters with marks, %s, is one however they are written', async (source, again) => {
    const { testKey } = await tenant();
    const { orderId } = body(await api.trigger(testKey, { ...NESTED, source }));
    const other = { ...NESTED, customer: { ...NESTED.customer, phone: '+573009998877' } };
    expect(body(await api.trigger(testKey, { ...other, source: again }))).toMatchObject({ orderId });
  });

  it('another call type is a new round of calls on the same order', async () => {
    const { testKey } = await tenant();
    const first = body(await api.trigger(testKey, NESTED));
    const second = body(await api.trigger(testKey, { ...NESTED, callType: 'novelty' }));
    expect(second).toEqual({ ...QUEUED, orderId: first.orderId });
    expect(second.callId).not.toBe(first.callId);
    const { calls } = body(await api.getOrder(testKey, String(first.orderId)));
    expect(calls).toMatchObject([{ callType: 'novelty' }, { callType: 'confirmation' }]);
  });

  it('an unknown order id, or one of another tenant or mode, is not found', async () => {
    const [one, two] = [await tenant(), await tenant()];
    const { orderId } = body(await api.trigger(one.testKey, NESTED));
    for (const key of [two.testKey, one.liveKey])
      expect(await api.trigger(key, { orderId })).toMatchObject({
        status: 404,
        body: { error: 'Orden no encontrada: orderId' },
      });
  });

  it('many identical requests at once make one order and one call', async () => {
    const { testKey, liveKey, tenant: owner } = await addTenant(api.engine.table);
    const answers = await Promise.all(
      Array.from({ length: scaledCount(50) }, () => api.trigger(testKey, NESTED)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map((answer) => `${body(answer).orderId} ${body(answer).callId}`)).size).toBe(1);
    expect(await stored({ testKey, liveKey, tenant: owner })).toBe(1);
    const scope = { tenantId: owner.id, mode: 'test' } as const;
    const found = [];
    for await (const { id } of rowsNewestFirst(api.engine.table, scope, { about: 5 })) found.push(id);
    expect(found).toHaveLength(1);
    const { calls } = body(await api.getOrder(testKey, String(answers[0] && body(answers[0]).orderId)));
    expect(calls).toHaveLength(1);
  });
});

describe('what is refused stores nothing', () => {
  const without = (field: 'customer' | 'address' | 'order', part: string) => {
    const { [part as never]: _left, ...rest } = NESTED[field] as Json;
    return { ...NESTED, [field]: rest };
  };
  const nested = (field: 'customer' | 'order' | 'address', part: Json) => ({
    ...NESTED,
    [field]: { ...NESTED[field], ...part },
  });

  it.each([
    ['source', { ...NESTED, source: undefined }],
    ['callType', { ...NESTED, callType: undefined }],
    ['customer.name', without('customer', 'name')],
    ['customer.phone', without('customer', 'phone')],
    ['order.externalId', without('order', 'externalId')],
    ['order.products', without('order', 'products')],
    ['order.totalPrice', without('order', 'totalPrice')],
    ['order.currency', without('order', 'currency')],
    ['address.address1', { ...NESTED, address: undefined }],
    ['address.address1', without('address', 'address1')],
    ['address.city', without('address', 'city')],
    ['externalId', { ...FLAT, externalId: undefined }],
    ['products', { ...FLAT, products: undefined }],
    ['totalPrice', { ...FLAT, totalPrice: undefined }],
    ['customer.name', { ...FLAT, customer: undefined }],
  ])('%s missing', async (field, sent) => {
    const { testKey, ...owner } = await tenant();
    const { status, body: answer } = await api.trigger(testKey, sent);
    expect(status).toBe(400);
    expect(answer).toEqual({ error: expect.stringContaining(`${field} es obligatorio`) });
    expect(await stored({ testKey, ...owner })).toBe(0);
  });

  it.each([
    ['callType', { ...NESTED, callType: 'hello' }],
    ['source', { ...NESTED, source: 7 }],
    ['source debe ser un texto que empiece con letra o número', { ...NESTED, source: '__proto__' }],
    ['customer', { ...NESTED, customer: 'Juan' }],
    ['customer.name', nested('customer', { name: 12 })],
    ['customer.name', nested('customer', { name: '  ' })],
    ['customer.phone', nested('customer', { phone: 30012 })],
    ['customer.phone', nested('customer', { phone: '12' })],
    ['customer.phone', nested('customer', { phone: 'no es un teléfono' })],
    ['customer.ns', nested('customer', { ns: {} })],
    ['address', { ...NESTED, address: 12 }],
    ['address.city', nested('address', { city: ['Bogota'] })],
    ['order', { ...NESTED, order: ['ORD-1'] }],
    ['externalId', { ...NESTED, order: [] }],
    ['order.externalId', nested('order', { externalId: [12345] })],
    ['order.externalId', nested('order', { externalId: 'x'.repeat(201) })],
    ['order.products', nested('order', { products: {} })],
    ['order.products', nested('order', { products: [] })],
    ['order.products.0.quantity', nested('order', { products: [{ name: 'Gel', quantity: 0 }] })],
    ['order.totalPrice', nested('order', { totalPrice: -1 })],
    ['order.totalPrice', nested('order', { totalPrice: 'gratis' })],
    ['order.totalPrice', nested('order', { totalPrice: null })],
    ['order.currency', nested('order', { currency: 'pesos' })],
    ['order.currency', nested('order', { currency: 'QQQ' })],
    ['totalPrice', { ...FLAT, totalPrice: {} }],
    ['shippingAddress.address1', { ...FLAT, shippingAddress: { city: 'Cali' } }],
    ['metadata no puede ocupar más de 8192 bytes', { ...FLAT, metadata: 'é'.repeat(4096) }],
  ])('%s wrong', async (field, sent) => {
    const { testKey, ...owner } = await tenant();
    const { status, body: answer } = await api.trigger(testKey, sent);
    expect(status).toBe(400);
    expect(answer).toEqual({ error: expect.stringContaining(field) });
    expect(await stored({ testKey, ...owner })).toBe(0);
  });

  it('a price that JSON writes beyond all numbers', async () => {
    const { testKey } = await tenant();
    const sent = JSON.stringify(FLAT).replace('"85600"', '1e999');
    expect(await api.trigger(testKey, sent)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('totalPrice') },
    });
  });

  it('a live call of a tenant that has no calls left, while a test call is free', async () => {
    const owner = await tenant();
    await api.engine.table.put({ ...creditKey(owner.tenant.id), entity: 'credit', remaining: 0 });
    const refused = await api.trigger(owner.liveKey, NESTED);
    expect(refused.status).toBe(400);
    expect(body(refused).error).toContain('saldo de llamadas está agotado');
    expect(await stored(owner, 'live')).toBe(0);
    expect((await api.trigger(owner.testKey, NESTED)).status).toBe(200);
  });

  it('a call to a number that opted out', async () => {
    const owner = await tenant();
    const key = optOutKey({ tenantId: owner.tenant.id, mode: 'test' }, '+573001234567');
    await api.engine.table.put({ ...key, entity: 'opt-out' });
    const refused = await api.trigger(owner.testKey, NESTED);
    expect(refused.status).toBe(400);
    expect(body(refused).error).toContain('no recibir llamadas');
    expect(await stored(owner)).toBe(0);
  });
});

describe('an Idempotency-Key', () => {
  it('replays the first answer to the same body, and refuses another one', async () => {
    const { testKey, ...owner } = await tenant();
    const headers = { 'idempotency-key': 'one' };
    const first = await api.trigger(testKey, NESTED, headers);
    const again = await api.trigger(testKey, NESTED, headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await api.trigger(testKey, { ...NESTED, callType: 'novelty' }, headers);
    expect(other.status).toBe(409);
    expect(body(other).error).toContain('Idempotency-Key');
    expect(await stored({ testKey, ...owner })).toBe(1);
  });

  it('shared by twenty requests at once, has its effect once', async () => {
    const { testKey, ...owner } = await tenant();
    const answers = await Promise.all(
      Array.from({ length: scaledCount(20) }, () =>
        api.trigger(testKey, NESTED, { 'idempotency-key': 'race' }),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await stored({ testKey, ...owner })).toBe(1);
  });
});
