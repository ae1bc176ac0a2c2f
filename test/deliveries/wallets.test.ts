import { beforeEach, describe, expect, test } from 'vitest';
import { createExample, walletExample } from '../../functions/delivery/bookings/create-body.ts';
import { inParallel } from '../../shared/base/async/in-parallel.ts';
import { settleWaiting } from '../../shared/deliveries/booking/settle-waiting.ts';
import { balanceKey } from '../../shared/deliveries/wallets/account.ts';
import type { Entry } from '../../shared/deliveries/wallets/entry.ts';
import { loadBalance } from '../../shared/deliveries/wallets/ledger-store.ts';
import { ADMIN_KEY } from '../support/api/api.ts';
import type { AddedTenant } from '../support/data/tenant.ts';
import { patience, scaledCount } from '../support/time/patience.ts';
import { addIndian, api, dataOf, refusalOf, useDeliveryApi } from './api.ts';
import { balancesOf, listEntries } from './books.ts';

/** What the reference's order costs in the tests' region: 90 + 10 rupees, and 18 %. */
const PRICE = 118;

let owner: AddedTenant;
let key: string;

useDeliveryApi();

beforeEach(async () => {
  owner = await addIndian(api.table, {
    postpaid: { enabled: true, limit: 1000 },
    promoCodes: [
      { code: 'HALF', percentOff: 50 },
      { code: 'FREE', amountOff: 500 },
      { code: 'OLD', percentOff: 10, validUntil: '2020-01-01T00:00:00Z' },
    ],
  });
  key = owner.testKey;
});

const scope = () => ({ tenantId: owner.tenant.id, mode: 'test' }) as const;
const create = (changes: object = {}) =>
  api.ask('POST /v2/order/create', key, { ...createExample, otps: null, ...changes });
const addMoney = (amount: number, wallet: object = { walletType: 'business' }) =>
  api.ask('POST /v2/test/wallet', key, { amount, ...wallet });
const statusOf = async (id: unknown) =>
  dataOf(await api.ask(`GET /v2/order/payment-status?temporaryOrderID=${id}`, key));
const cancel = (orderID: unknown) => api.ask('POST /v2/order/cancel', key, { orderID, reason: 'any reason' });
const balance = (account: 'wallet:business' | 'postpaid' | 'wallet:user:admin' = 'wallet:business') =>
  loadBalance(api.table, scope(), account, 'INR');

async function ledger(): Promise<Map<string, number>> {
  const entries: Entry[] = [];
  for await (const entry of listEntries(api.table, scope())) entries.push(entry);
  return balancesOf(entries);
}

describe('an order without enough money', () => {
  test('waits, is paid by the next credit, and then has its id', async () => {
    const waiting = await create();
    const { temporaryOrderID: id } = dataOf(waiting);
    expect([waiting.status, dataOf(waiting)]).toEqual([
      200,
      {
        orderID: '',
        pendingPayment: true,
        temporaryOrderID: expect.stringMatching(/^tmp_/),
        trackingLink: '',
      },
    ]);
    expect(await statusOf(id)).toEqual({
      createdAt: expect.stringMatching(/Z$/),
      orderID: '',
      status: 'PENDING',
      temporary_id: id,
      transactionID: '',
    });
    expect(dataOf(await addMoney(PRICE + 2))).toMatchObject({ balance: 2 });
    const paid = await statusOf(id);
    expect(paid).toEqual({
      createdAt: expect.stringMatching(/Z$/),
      orderID: expect.stringMatching(/^IN\d{13}$/),
      status: 'SUCCESS',
      temporary_id: id,
      transactionID: expect.stringMatching(/^txn_/),
    });
    const order = dataOf(await api.ask(`GET /v2/order?orderID=${paid.orderID}`, key));
    expect(order).toMatchObject({ orderStatus: 'NEW', temporaryOrderID: id });
  });

  test('is paid before later ones', async () => {
    const ids: unknown[] = [];
    for (let n = 0; n < 3; n++) ids.push(dataOf(await create()).temporaryOrderID);
    await addMoney(2 * PRICE);
    const statuses = await Promise.all(ids.map(async (id) => (await statusOf(id)).status));
    expect([statuses, await balance()]).toEqual([['SUCCESS', 'SUCCESS', 'PENDING'], 0]);
  });

  test('fails after fifteen minutes, whatever money comes later', async () => {
    const { temporaryOrderID: id } = dataOf(await create());
    const itemKey = { pk: `TEMPORARY#${owner.tenant.id}#test#${id}`, sk: 'TEMPORARY' };
    const item = await api.table.get(itemKey);
    expect(Date.parse(String(item?.deadline)) - Date.parse(String(item?.createdAt))).toBe(15 * 60_000);
    await api.table.update(itemKey, { set: { deadline: new Date().toISOString() } });
    await addMoney(PRICE);
    expect([await statusOf(id), await balance()]).toEqual([
      expect.objectContaining({ status: 'FAILED', orderID: '' }),
      PRICE * 100,
    ]);
  });

  test('is paid once, however many settle concurrently', async () => {
    const { temporaryOrderID: id } = dataOf(await create());
    await api.table.update(balanceKey(scope(), 'wallet:business', 'INR'), {
      add: { balance: PRICE * 300 },
    });
    const services = { table: api.table, clock: () => new Date() };
    const wallet = { ...scope(), account: 'wallet:business', currency: 'INR' } as const;
    await Promise.all(Array.from({ length: scaledCount(8) }, () => settleWaiting(services, wallet)));
    expect([(await statusOf(id)).status, await balance()]).toEqual(['SUCCESS', PRICE * 200]);
  });

  test('is refused by the older endpoint', async () => {
    const answer = await api.ask('POST /v2/order/create/wallet', key, walletExample);
    expect(refusalOf(answer)).toEqual([400, 'E151', 'in_sufficient_wallet_balance']);
  });

  test('is not found by another id', async () => {
    const answer = await api.ask('GET /v2/order/payment-status?temporaryOrderID=tmp_1', key);
    expect(refusalOf(answer)).toEqual([404, 'E109', 'ORDER_TRANSACTION_NOT_FOUND']);
  });
});

test.each([1, 2])('credit pays orders up to its very limit, and not one more: %i', async (count) => {
  const terms = { postpaid: { enabled: true, limit: count * PRICE } };
  owner = await addIndian(api.table, terms);
  key = owner.testKey;
  for (let booked = 0; booked < count; booked++)
    expect((await create({ paymentMode: 'postpaid' })).status).toBe(200);
  const refused = await create({ paymentMode: 'postpaid' });
  expect(refusalOf(refused)).toEqual([400, 'E142', 'postpaid_limit_exceeded']);
  expect(await balance('postpaid')).toBe(count * PRICE * 100);
});

describe('cancelling', () => {
  test('refunds a wallet what was paid, once', async () => {
    await addMoney(PRICE);
    const { orderID } = dataOf(await create());
    expect(await balance()).toBe(0);
    const cancelled = await cancel(orderID);
    expect([cancelled.status, dataOf(cancelled)]).toEqual([
      200,
      { message: 'Order cancelled successfully', orderID },
    ]);
    expect(refusalOf(await cancel(orderID))).toEqual([400, 'E102', 'order_already_cancelled']);
    expect(await balance()).toBe(PRICE * 100);
    expect(dataOf(await api.ask(`GET /v2/order?orderID=${orderID}`, key)).orderStatus).toBe('CANCELLED');
    expect(Object.fromEntries(await ledger())).toEqual({
      'test-money INR': PRICE * 100,
      'wallet:business INR': PRICE * 100,
      'delivery-revenue INR': 0,
      'tax INR': 0,
    });
  });

  test('lowers the debt of a postpaid order', async () => {
    const { orderID } = dataOf(await create({ paymentMode: 'postpaid' }));
    expect(await balance('postpaid')).toBe(PRICE * 100);
    await cancel(orderID);
    expect(await balance('postpaid')).toBe(0);
  });

  test('of one order by many concurrently refunds it once', async () => {
    await addMoney(PRICE);
    const { orderID } = dataOf(await create());
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(orderID)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await balance()).toBe(PRICE * 100);
  });

  test('is refused when the package is on its way, when it is unknown, and when nothing takes the refund', async () => {
    await addMoney(PRICE);
    const { orderID } = dataOf(await create());
    const itemKey = { pk: `PARCEL#${owner.tenant.id}#test#${orderID}`, sk: 'PARCEL' };
    await api.table.update(itemKey, { set: { status: 'picked_up' } });
    expect(refusalOf(await cancel(orderID))).toEqual([
      400,
      'E110',
      'An order that is PICKUPCOMPLETED cannot be cancelled any more',
    ]);
    expect(refusalOf(await cancel('IN0000000000000'))[1]).toBe('E101');
    expect(refusalOf(await cancel(''))[1]).toBe('E116');
    await api.table.update(itemKey, { set: { status: 'accepted' } });
    await api.table.delete(balanceKey(scope(), 'wallet:business', 'INR'));
    expect(refusalOf(await cancel(orderID)).slice(0, 2)).toEqual([400, 'E111']);
    expect(dataOf(await api.ask(`GET /v2/order?orderID=${orderID}`, key)).orderStatus).toBe('STARTED');
  });
});

test('a promo code lowers what is paid, and the ledger says who pays the rest', async () => {
  await addMoney(PRICE);
  await create({ promoCode: 'half' });
  expect(await balance()).toBe((PRICE * 100) / 2);
  expect((await ledger()).get('promotions INR')).toBe((PRICE * 100) / 2);
  expect(dataOf(await create({ promoCode: 'FREE' })).pendingPayment).toBe(false);
  expect(await balance()).toBe((PRICE * 100) / 2);
  expect(refusalOf(await create({ promoCode: 'OLD' })).slice(0, 2)).toEqual([400, 'E114']);
});

test('a user pays from their own wallet', async () => {
  const made = await api.engine.ask('POST /platform/v1/users', { key, body: { name: 'Ana' } });
  const { id: userID } = made.body as { id: string };
  expect(dataOf(await addMoney(PRICE, { walletType: 'user', userID }))).toEqual({
    balance: PRICE,
    currency: 'INR',
    transactionID: expect.stringMatching(/^txn_/),
    userID,
    walletType: 'user',
  });
  expect(dataOf(await create({ walletType: 'user' })).pendingPayment).toBe(true);
  const { orderID } = dataOf(await create({ walletType: 'user', userID }));
  expect(dataOf(await api.ask(`GET /v2/order?orderID=${orderID}`, key)).userID).toBe(userID);
});

test('money sent ten times under one Idempotency-Key comes in once, and pays the order that waits for it', async () => {
  await create();
  const body = { walletType: 'business', amount: PRICE + 2 };
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const pay = () => api.ask('POST /v2/test/wallet', key, body, headers);
  const first = await pay();
  expect(dataOf(first)).toMatchObject({ balance: 2 });
  expect((await pay()).body).toEqual(first.body);
  headers['idempotency-key'] = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 10 }, pay));
  expect(new Set(answers.map((answer) => dataOf(answer).transactionID)).size).toBe(1);
  expect(await balance()).toBe((PRICE + 4) * 100);
});

test('a promo code is unique among the codes of a tenant, whatever its case', async () => {
  const promoCodes = [
    { code: 'Half', percentOff: 50 },
    { code: 'HALF', amountOff: 5 },
  ];
  const answer = await api.engine.ask(`PATCH /platform/v1/tenants/${owner.tenant.id}`, {
    key: ADMIN_KEY,
    body: { promoCodes },
  });
  expect([answer.status, answer.body]).toMatchObject([
    400,
    {
      error: {
        details: {
          issues: [{ field: 'promoCodes', expected: 'must have each code once, whatever its case' }],
        },
      },
    },
  ]);
});

test('money comes in only as it should', async () => {
  const body = { walletType: 'business', amount: 5 };
  const live = await api.ask('POST /v2/test/wallet', owner.liveKey, body);
  expect(refusalOf(live)).toEqual([401, 'E005', 'endpoint_only_for_testing']);
  const empty = await api.ask('POST /v2/test/wallet', owner.liveKey, {});
  expect(refusalOf(empty)).toEqual([401, 'E005', 'endpoint_only_for_testing']);
  expect(refusalOf(await addMoney(5, { walletType: 'user', userID: 'usr_1' }))[1]).toBe('E201');
  expect((await addMoney(5, { walletType: 'user', userID: 'x'.repeat(1100) })).status).toBe(400);
  expect(refusalOf(await addMoney(5, { walletType: 'savings' }))[1]).toBe('E152');
  expect(refusalOf(await addMoney(0.001))[1]).toBe('E003');
  expect(refusalOf(await addMoney(-5))[1]).toBe('E003');
  const credit = (by: string, more: object = {}) =>
    api.engine.ask('POST /platform/v1/wallets/credits', { key: by, body: { ...body, ...more } });
  expect((await credit(owner.liveKey)).status).toBe(403);
  expect((await credit(key, { mode: 'live' })).status).toBe(403);
  expect((await credit(ADMIN_KEY)).status).toBe(400);
  const { tenantId } = scope();
  const made = await credit(ADMIN_KEY, { tenantId, mode: 'live' });
  expect([made.status, made.body]).toEqual([
    201,
    {
      id: expect.stringMatching(/^txn_/),
      tenantId,
      mode: 'live',
      walletType: 'business',
      userID: null,
      amount: 5,
      currency: 'INR',
      createdAt: expect.any(String),
    },
  ]);
  const booked = await loadBalance(api.table, { tenantId, mode: 'live' }, 'wallet:business', 'INR');
  expect([booked, await balance()]).toEqual([500, 0]);
  expect((await credit(key)).status).toBe(201);
  expect(await balance()).toBe(500);
});

test('a credit that is sent twice under one Idempotency-Key counts once', async () => {
  const send = () =>
    api.engine.ask('POST /platform/v1/wallets/credits', {
      key,
      body: { walletType: 'business', amount: 5 },
      headers: { 'idempotency-key': 'once' },
    });
  const answers = await Promise.all([send(), send(), send()]);
  expect([answers.map(({ status }) => status), await balance()]).toEqual([[201, 201, 201], 500]);
});

test('concurrent bookings on one wallet book exactly what it can pay for', {
  timeout: patience(60_000),
}, async () => {
  const affordable = scaledCount(37);
  const asked = scaledCount(100);
  await addMoney(affordable * PRICE + 50);
  const bookings = Array.from({ length: asked }, (_, n) => n);
  const results = await inParallel(bookings, asked, () =>
    api.ask('POST /v2/order/create/wallet', key, walletExample),
  );
  const answers = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  const booked = answers.filter((answer) => answer?.status === 200);
  const poor = answers.filter((answer) => answer && refusalOf(answer)[1] === 'E151');
  expect([booked.length, poor.length]).toEqual([affordable, asked - affordable]);
  expect(await balance()).toBe(50_00);
  expect(Object.fromEntries(await ledger())).toEqual({
    'test-money INR': (affordable * PRICE + 50) * 100,
    'wallet:business INR': 50_00,
    'delivery-revenue INR': affordable * 100_00,
    'tax INR': affordable * 18_00,
  });
});
