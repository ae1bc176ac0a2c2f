import { beforeEach, describe, expect, test } from 'vitest';
import { CreateBody, createExample, toAskedBooking } from '../../functions/delivery/bookings/create-body.ts';
import { bookFromWallet } from '../../shared/deliveries/booking/book-delivery.ts';
import { cancelTemporary } from '../../shared/deliveries/booking/cancel-delivery.ts';
import { settleWaiting } from '../../shared/deliveries/booking/settle-waiting.ts';
import { providersFromEnvironment } from '../../shared/serviceability/providers.ts';
import { Crash, type CrashPoint, crashAfter, crashing, dyingAfterEachStep } from '../support/crash.ts';
import { api, dataOf, refusalOf, useDeliveryApi } from './api.ts';
import { byUser, type DeliveryShop, openDeliveryShop, PRICE } from './shop.ts';

const providers = providersFromEnvironment();

let shop: DeliveryShop;

useDeliveryApi();
beforeEach(async () => {
  shop = await openDeliveryShop(api);
});

/** A delivery of an order that waits for money. @returns its temporary id */
async function wait(orderId: string, changes: object = {}): Promise<string> {
  const waiting = await shop.buy({ businessOrderID: orderId, ...changes });
  expect([waiting.status, dataOf(waiting)]).toMatchObject([200, { pendingPayment: true }]);
  return String(dataOf(waiting).temporaryOrderID);
}

const balance = async () => (await shop.books()).balances.get('wallet:business INR') ?? 0;

const update = async (orderId: string, updates: object) =>
  expect((await shop.update(orderId, updates)).status).toBe(200);

const setLogistics = async (orderId: string, logisticStatus: string) => {
  const path = `PATCH /api/v1/orders/${orderId}/status`;
  const { status } = await api.engine.ask(path, { key: shop.key, body: { logisticStatus } });
  expect(status).toBe(200);
};

describe('when the money comes, a delivery that waited is given up', () => {
  const changed =
    'Items, total or address of the order were changed while its delivery waited for money: book it again';
  const over = (status: string) => `The order is ${status}: nothing is delivered for it any more`;
  test.each<[string, (orderId: string) => Promise<unknown>, string | RegExp]>([
    ['its order was cancelled', (id) => update(id, { status: 'cancelled' }), over('cancelled')],
    ['it was refunded', (id) => update(id, { status: 'refunded' }), over('refunded')],
    ['it was completed', (id) => update(id, { status: 'completed' }), over('completed')],
    ['it was delivered otherwise', (id) => setLogistics(id, 'delivered'), over('delivered')],
    ['it came back otherwise', (id) => setLogistics(id, 'returned'), over('cancelled')],
    ['it was shipped otherwise', (id) => setLogistics(id, 'in_transit'), 'The order is on its way already'],
    [
      'its items were changed',
      (id) => update(id, { product_items: [{ name: 'Pan', quantity: 2, price: 300 }] }),
      changed,
    ],
    [
      'its total was changed',
      (id) => update(id, { product_items: [{ name: 'Kettle', quantity: 1, price: 700 }] }),
      changed,
    ],
    [
      'its address was changed',
      (id) => update(id, { delivery_details: { address: '7 Brigade Road' } }),
      changed,
    ],
    [
      'its coordinates were changed',
      (id) => update(id, { delivery_details: { location: { lat: 12.9, lng: 77.6 } } }),
      changed,
    ],
    [
      'another delivery of it is open',
      (id) => shop.book({ businessOrderID: id, collectionsAmount: 0 }),
      /^IN\d{13} delivers this order already/,
    ],
    [
      'a part is due that is too little to be collected',
      (id) => update(id, { payment_info: { amount: 500 }, payment_status: 'paid' }),
      '100 INR are due now, and between 150 and 10000 INR are collected',
    ],
  ])('because %s', async (_, happen, reason) => {
    const orderId = await shop.order();
    const [mine, named] = [await wait(orderId), await shop.buy({ collectionsAmount: 200 })];
    await happen(orderId);
    const before = (await shop.books()).count('booking');
    await shop.credit(PRICE);
    const { body } = await shop.ask(`GET /v2/order/payment-status?temporaryOrderID=${mine}`);
    expect(body).toMatchObject({
      message: expect.stringMatching(reason),
      data: { status: 'FAILED', orderID: '', transactionID: '' },
    });
    // The money is there for the next one that waits.
    expect(await shop.paymentOf(dataOf(named).temporaryOrderID)).toMatchObject({ status: 'SUCCESS' });
    expect([(await shop.books()).count('booking') - before, await balance()]).toEqual([1, 0]);
    const lines = await shop.lines(orderId, 'Delivery Not Booked');
    expect(lines).toEqual([
      {
        description: expect.stringMatching(reason),
        metadata: {
          temporary_order_id: mine,
          reasons: expect.arrayContaining([
            {
              code: expect.stringMatching(/^E1(08|13)$/),
              rule: expect.any(String),
              message: expect.any(String),
            },
          ]),
        },
      },
    ]);
    await shop.credit(PRICE);
    expect(await shop.paymentOf(mine)).toMatchObject({ status: 'FAILED' });
    expect(await shop.lines(orderId, 'Delivery Not Booked')).toHaveLength(1);
  });
});

describe('when the money comes, a delivery that waited collects what is due then', () => {
  test.each<[string, object, object, number | null]>([
    ['all of it, where nothing happened', {}, {}, 600],
    ['nothing that was paid meanwhile', {}, { payment_status: 'paid' }, null],
    [
      'nothing of an amount that was named for it either',
      { collectionsAmount: 600 },
      { payment_status: 'paid' },
      null,
    ],
    ['what is left', {}, { payment_info: { amount: 400 }, payment_status: 'paid' }, 200],
    [
      'what is left of an amount that was named for it',
      { collectionsAmount: 500 },
      { payment_info: { amount: 200 }, payment_status: 'paid' },
      400,
    ],
    [
      'an amount that was named for it, while that is due',
      { collectionsAmount: 200 },
      { payment_info: { amount: 300 }, payment_status: 'paid' },
      200,
    ],
    ['all of it, where an unrelated thing changed', {}, { notes: 'ring twice' }, 600],
  ])('%s', async (_, asked, updates, collects) => {
    const orderId = await shop.order();
    const id = await wait(orderId, asked);
    if (Object.keys(updates).length > 0) await update(orderId, updates);
    await shop.credit(PRICE);
    const paid = await shop.paymentOf(id);
    expect(paid).toMatchObject({ status: 'SUCCESS' });
    const { collection } = await shop.deliveryAt(paid.orderID);
    expect(collection && collection.amount / 100).toEqual(collects);
  });
});

describe('a second delivery of an order', () => {
  test('is refused while one is open, by every endpoint, and the open one is named', async () => {
    const orderId = await shop.order({ external_order_id: 'K-1' });
    const { orderID } = dataOf(await shop.book({ businessOrderID: 'K-1' }));
    const message = `${orderID} delivers this order already: cancel it first, or send allowDuplicate: true for another delivery of the order`;
    await shop.credit(10 * PRICE);
    for (const answer of [
      await shop.book({ businessOrderID: orderId }),
      await shop.buy({ businessOrderID: 'K-1', collectionsAmount: 0 }),
    ])
      expect(refusalOf(answer)).toEqual([400, 'E108', message]);
    for (const status of ['PICKUPCOMPLETED', 'RETURN_INITIATED']) {
      await shop.walk(orderID, status);
      expect(refusalOf(await shop.book({ businessOrderID: orderId }))[1]).toBe('E108');
    }
    expect((await shop.books()).count('booking')).toBe(1);
    const beside = await shop.book({ businessOrderID: orderId, allowDuplicate: true });
    expect(beside.status).toBe(200);
    await shop.walk(dataOf(beside).orderID, 'CANCELLED');
    await shop.walk(orderID, 'RETURNED');
    expect((await shop.book({ businessOrderID: orderId })).status).toBe(200);
  });

  test('is booked for the same reference where no order of ours has it', async () => {
    for (let n = 0; n < 2; n++) expect((await shop.book({ businessOrderID: 'elsewhere' })).status).toBe(200);
  });

  test('is booked once out of five that wait, and the next one when that is cancelled in time', async () => {
    const orderId = await shop.order();
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push(await wait(orderId));
    await shop.credit(5 * PRICE);
    const payments = await Promise.all(ids.map(shop.paymentOf));
    expect(payments.map(({ status }) => status)).toEqual(['SUCCESS', ...Array(4).fill('FAILED')]);
    expect([(await shop.books()).count('booking'), await balance()]).toEqual([1, 4 * PRICE * 100]);
    expect((await shop.deliveryAt(payments[0]?.orderID)).collection?.amount).toBe(600_00);
  });

  test('that waited and is allowed as a second one collects what the first leaves', async () => {
    const orderId = await shop.order();
    const first = await wait(orderId, { collectionsAmount: 200 });
    const second = await wait(orderId, { allowDuplicate: true });
    await shop.credit(2 * PRICE);
    const amounts = [];
    for (const id of [first, second]) {
      const { orderID } = await shop.paymentOf(id);
      amounts.push((await shop.deliveryAt(orderID)).collection?.amount);
    }
    expect(amounts).toEqual([200_00, 400_00]);
  });

  test('is booked once by ten concurrent requests, and those that wait are given up with it', async () => {
    const orderId = await shop.order();
    await shop.credit(PRICE);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? shop.buy : shop.book)({ businessOrderID: orderId })),
    );
    const booked = answers.filter(
      ({ status, body }) => status === 200 && dataOf({ status, body } as never).orderID,
    );
    expect(booked).toHaveLength(1);
    await shop.credit(10 * PRICE);
    expect((await shop.books()).count('booking')).toBe(1);
  });
});

test('a direct booking of an order that is final collects nothing', async () => {
  for (const status of ['cancelled', 'refunded', 'completed', 'delivered']) {
    const orderId = await shop.order();
    await update(orderId, { status });
    const { orderID } = dataOf(await shop.book({ businessOrderID: orderId }));
    expect([status, (await shop.deliveryAt(orderID)).collection]).toEqual([status, null]);
  }
  const orderId = await shop.order();
  await update(orderId, { status: 'cancelled' });
  const id = await wait(orderId);
  await shop.credit(PRICE);
  const { status, orderID } = await shop.paymentOf(id);
  expect([status, (await shop.deliveryAt(orderID)).collection]).toEqual(['SUCCESS', null]);
});

describe('a temporaryOrderID is cancelled', () => {
  const cancel = (body: object) => shop.ask('POST /v2/order/cancel', { reason: 'any reason', ...body });

  test('while it waits, and is never charged', async () => {
    const orderId = await shop.order();
    const id = await wait(orderId);
    const cancelled = await cancel({ orderID: '', temporaryOrderID: id });
    expect([cancelled.status, dataOf(cancelled)]).toEqual([
      200,
      { message: 'Order cancelled successfully', orderID: '', temporaryOrderID: id },
    ]);
    await shop.credit(PRICE);
    const status = await shop.ask(`GET /v2/order/payment-status?temporaryOrderID=${id}`);
    expect(status.body).toMatchObject({ message: 'any reason', data: { status: 'FAILED', orderID: '' } });
    expect([(await shop.books()).count('booking'), await balance()]).toEqual([0, PRICE * 100]);
    expect(refusalOf(await cancel({ orderID: id }))).toEqual([400, 'E102', 'order_already_cancelled']);
    expect((await shop.book({ businessOrderID: orderId, collectionsAmount: 600 })).status).toBe(200);
  });

  test('when it is booked already, with a refund', async () => {
    const id = await wait(await shop.order());
    await shop.credit(PRICE);
    const { orderID } = await shop.paymentOf(id);
    const cancelled = await cancel({ orderID: id });
    expect([cancelled.status, dataOf(cancelled)]).toEqual([
      200,
      { message: 'Order cancelled successfully', orderID, temporaryOrderID: id },
    ]);
    expect(await balance()).toBe(PRICE * 100);
    expect(refusalOf(await cancel({ temporaryOrderID: id }))[1]).toBe('E102');
  });

  test('not when it failed, is unknown, or was not named', async () => {
    const orderId = await shop.order();
    const id = await wait(orderId);
    await update(orderId, { status: 'cancelled' });
    await shop.credit(PRICE);
    const over = 'The order is cancelled: nothing is delivered for it any more';
    expect(refusalOf(await cancel({ temporaryOrderID: id }))).toEqual([400, 'E110', over]);
    expect(refusalOf(await cancel({ temporaryOrderID: 'tmp_1' })).slice(0, 2)).toEqual([404, 'E109']);
    const other = await openDeliveryShop(api);
    const foreign = await other.ask('POST /v2/order/cancel', { temporaryOrderID: id, reason: 'any' });
    expect(refusalOf(foreign).slice(0, 2)).toEqual([404, 'E109']);
    expect(refusalOf(await cancel({ orderID: '' }))[1]).toBe('E116');
    expect((await cancel({})).body).toMatchObject({ errors: { orderID: "'orderID' is required property" } });
  });

  test('as its money arrives, and is never cancelled without a refund', async () => {
    for (let n = 0; n < 5; n++) {
      const id = await wait(await shop.order());
      const before = await balance();
      const [cancelled] = await Promise.all([cancel({ temporaryOrderID: id }), shop.credit(PRICE)]);
      expect(cancelled.status).toBe(200);
      expect((await balance()) - before).toBe(PRICE * 100);
      expect((await shop.books()).count('booking')).toBe((await shop.books()).count('refund'));
      // The next round begins with an empty wallet.
      shop = await openDeliveryShop(api);
    }
  });
});

test('a waiting order is booked or given up once, wherever settling dies', async () => {
  const services = (table: typeof api.table) => ({ table, clock: () => new Date() });
  const run = async (point: CrashPoint, steps: number) => {
    const one = await openDeliveryShop(api);
    const bad = await one.order();
    const ids = [dataOf(await one.buy({ businessOrderID: bad })).temporaryOrderID];
    ids.push(dataOf(await one.buy({ businessOrderID: await one.order() })).temporaryOrderID);
    await one.update(bad, { status: 'cancelled' });
    const wallet = {
      tenantId: one.tenantId,
      mode: 'test',
      account: 'wallet:business',
      currency: 'INR',
    } as const;
    await api.table.update(
      { pk: `BALANCE#${one.tenantId}#test#wallet:business`, sk: 'INR' },
      { add: { balance: PRICE * 100 } },
    );
    const died = await settleWaiting(services(crashing(api.table, point)), wallet).then(
      () => false,
      (error) => {
        if (!(error instanceof Crash)) throw error;
        return true;
      },
    );
    await Promise.all([
      settleWaiting(services(api.table), wallet),
      settleWaiting(services(api.table), wallet),
    ]);
    const payments = [];
    for (const id of ids) payments.push((await one.paymentOf(id)).status);
    expect([steps, payments]).toEqual([steps, ['FAILED', 'SUCCESS']]);
    expect(await one.lines(bad, 'Delivery Not Booked')).toHaveLength(1);
    expect((await api.table.query({ pk: `LEDGER#${one.tenantId}#test` })).count).toBe(1);
    return died;
  };
  expect(await dyingAfterEachStep(run)).toBeGreaterThan(15);
});

test('an order lists its waiting delivery, and no money is lost, wherever a request or a cancellation dies', async () => {
  const one = await openDeliveryShop(api);
  const scope = { tenantId: one.tenantId, mode: 'test' } as const;
  const booking = toAskedBooking(
    CreateBody.parse({ ...createExample, otps: null, collectionsAmount: null, allowDuplicate: true }),
  );
  const dies = async (work: (table: typeof api.table) => Promise<unknown>, steps: number) =>
    work(crashing(api.table, crashAfter(steps))).then(
      () => false,
      (error) => {
        if (!(error instanceof Crash)) throw error;
        return true;
      },
    );
  const pk = `WAITING#${one.tenantId}#test#wallet:business#INR`;
  const waiting = async () => (await api.table.query({ pk })).items.map(({ sk }) => String(sk));
  const orderId = await one.order();
  const asked = { ...booking, merchantReference: orderId };
  const purchase = { asked, walletType: 'business', mayWait: true } as const;
  for (let steps = 1; ; steps++) {
    const services = (table: typeof api.table) => ({ table, clock: () => new Date(), providers });
    if (!(await dies((table) => bookFromWallet(services(table), scope, purchase, () => []), steps))) break;
    const { deliveryIds = [] } = await one.orderAt(orderId);
    expect(await waiting()).toEqual(deliveryIds);
  }
  const [id = ''] = await waiting();
  for (let steps = 1; ; steps++) {
    const cancel = (table: typeof api.table) =>
      cancelTemporary({ table, clock: () => new Date() }, scope, id, byUser, () => []);
    const ended = await dies(cancel, steps).catch((error) => {
      expect(error.details.reason).toBe('already_cancelled');
      return false;
    });
    if (!ended) break;
  }
  await one.credit(PRICE * 10);
  expect(await one.paymentOf(id)).toMatchObject({ status: 'FAILED' });
  const { count, balances } = await one.books();
  expect([count('booking'), count('refund')]).toEqual([(await one.orderAt(orderId)).deliveryIds?.length, 0]);
  expect(balances.get('wallet:business INR')).toBe((10 - count('booking')) * PRICE * 100);
});
