import { beforeEach, describe, expect, test } from 'vitest';
import { reportEvent } from '../../shared/deliveries/lifecycle/report-event.ts';
import { cashUnitOf, toCash } from '../../shared/serviceability/pricing/cash.ts';
import { regionKey } from '../../shared/serviceability/regions/region.ts';
import { Crash, crashAfter, crashing } from '../support/crash.ts';
import { addRegion, api, dataOf, refusalOf, useDeliveryApi } from './api.ts';
import { type DeliveryShop, openDeliveryShop, PRICE } from './shop.ts';

let shop: DeliveryShop;

useDeliveryApi();
beforeEach(async () => {
  shop = await openDeliveryShop(api);
});

const costing = (price: number) => ({ product_items: [{ name: 'Kettle', quantity: 1, price }] });

describe('an amount that is named for a known order', () => {
  const beside = { allowDuplicate: true };
  const failureOf = (answer: Parameters<typeof refusalOf>[0]) =>
    (answer.body as { details: { failures: object[] } }).details.failures;

  test('is at most what is due less what its open and waiting deliveries collect', async () => {
    const orderId = await shop.order();
    const book = (changes: object) => shop.book({ businessOrderID: orderId, ...beside, ...changes });
    const tooMuch = await book({ collectionsAmount: 600.01 });
    const message = 'Collection amount should be 600 INR at most: the order owes 600 INR';
    expect(refusalOf(tooMuch)).toEqual([400, 'E113', message]);
    expect(failureOf(tooMuch)).toEqual([
      {
        code: 'E113',
        rule: 'collections',
        message,
        figures: { asked: 600.01, due: 600, otherDeliveries: 0, most: 600 },
      },
    ]);
    const open = dataOf(await book({ collectionsAmount: 200 })).orderID;
    const waits = dataOf(await shop.buy({ businessOrderID: orderId, ...beside, collectionsAmount: 150 }));
    const refused = await book({ collectionsAmount: 300 });
    expect(refusalOf(refused)).toEqual([
      400,
      'E113',
      `Collection amount should be 250 INR at most: the order owes 600 INR, of which other deliveries collect 350 INR (${open}, ${waits.temporaryOrderID})`,
    ]);
    await shop.ask('POST /v2/order/cancel', { orderID: waits.temporaryOrderID, reason: 'any' });
    expect((await book({ collectionsAmount: 300 })).status).toBe(200);
    expect((await shop.books()).count('booking')).toBe(2);
  });

  test('is refused whatever it is when the order is paid, or final', async () => {
    const paid = await shop.order();
    await shop.update(paid, { payment_status: 'paid' });
    const refused = await shop.book({ businessOrderID: paid, collectionsAmount: 150 });
    const none = 'Collection amount should be 0 INR at most: ';
    expect(refusalOf(refused)).toEqual([400, 'E113', `${none}the order owes 0 INR`]);
    for (const status of ['cancelled', 'refunded', 'completed', 'delivered']) {
      const orderId = await shop.order();
      await shop.update(orderId, { status });
      for (const book of [shop.book, shop.buy])
        expect(refusalOf(await book({ businessOrderID: orderId, collectionsAmount: 600 }))).toEqual([
          400,
          'E113',
          `${none}the order is ${status} and owes nothing`,
        ]);
    }
  });

  test('never exceeds what is due, however many are booked concurrently', async () => {
    const orderId = await shop.order();
    const part = { businessOrderID: orderId, ...beside, collectionsAmount: 250 };
    const answers = await Promise.all(Array.from({ length: 8 }, () => shop.book(part)));
    const codes = answers.map((answer) => (answer.status === 200 ? 200 : refusalOf(answer)[1]));
    expect(codes.toSorted()).toEqual([200, 200, ...Array(6).fill('E113')]);
  });

  test('is anything that the region collects where the order is not ours', async () => {
    expect((await shop.book({ businessOrderID: 'elsewhere', collectionsAmount: 10_000 })).status).toBe(200);
  });

  test('no longer counts the collection of a delivery on its way back', async () => {
    const orderId = await shop.order();
    const { orderID } = dataOf(await shop.book({ businessOrderID: orderId, collectionsAmount: 600 }));
    await shop.walk(orderID, 'RETURN_INITIATED');
    const again = await shop.book({ businessOrderID: orderId, ...beside, collectionsAmount: 600 });
    expect(again.status).toBe(200);
  });
});

test.each([
  ['INR', 599.5, 600],
  ['INR', 599.49, 599],
  ['MXN', 99.25, 99.5],
  ['MXN', 99.24, 99],
  ['COP', 85_625, 85_650],
  ['COP', 85_624.99, 85_600],
  ['CLP', 12_345, 12_350],
  ['CLP', 12_344, 12_340],
  ['USD', 9.99, 9.99],
  ['JPY', 101, 101],
  ['KWD', 1.005, 1.005],
])('%s %d is %d in cash', (currency, amount, cash) => {
  const decimals = { CLP: 0, JPY: 0, KWD: 3 }[currency] ?? 2;
  expect(toCash(amount, currency, cashUnitOf(currency))).toBe(Math.round(cash * 10 ** decimals));
});

/** A delivery of an order at the door. */
async function atTheDoor(price: number, changes: object = {}): Promise<[orderId: string, id: string]> {
  const orderId = await shop.order(costing(price));
  const { orderID } = dataOf(await shop.book({ businessOrderID: orderId, ...changes }));
  await shop.walk(orderID, 'PICKUPCOMPLETED');
  return [orderId, String(orderID)];
}

const drop = (id: string, cashCollected: number, cashDifferenceReason?: string) =>
  shop.report(id, 'DROP_DONE', { cashCollected, ...(cashDifferenceReason && { cashDifferenceReason }) });

/** Balances of cash in rupees. */
async function cash(): Promise<Record<string, number>> {
  const { balances } = await shop.books();
  const names = ['cash-collected', 'cod-payable', 'handling-fees', 'cash-differences', 'cash-surplus'];
  return Object.fromEntries(names.map((name) => [name, (balances.get(`${name} INR`) ?? 0) / 100]));
}
const kinds = async () =>
  (await shop.books()).entries
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'booking')
    .toSorted();

describe('what coins cannot pay', () => {
  test.each([
    [599.4, 599, 17.97, 0.4],
    [599.5, 600, 18, -0.5],
    [599.996, 600, 18, 0],
  ])('of %d INR is dropped: %d are collected, and all is paid', async (due, asked, fee, difference) => {
    const [orderId, id] = await atTheDoor(due);
    expect((await shop.deliveryAt(id)).collection).toMatchObject({
      amount: asked * 100,
      settles: String(due),
    });
    expect((await drop(id, asked)).status).toBe(200);
    expect((await shop.orderAt(orderId)).payment).toMatchObject({
      status: 'paid',
      due: '0',
      collected: String(due),
    });
    const settled = Math.round(due * 100) / 100;
    expect(await cash()).toEqual({
      'cash-collected': asked,
      'cod-payable': Math.round((settled - fee) * 100) / 100,
      'handling-fees': fee,
      'cash-differences': difference,
      'cash-surplus': 0,
    });
    expect(await kinds()).toEqual([...(difference === 0 ? [] : ['cash-difference']), 'collection']);
  });

  test('is settled by a named amount that was rounded already', async () => {
    const [orderId, id] = await atTheDoor(599.6, { collectionsAmount: 600 });
    await drop(id, 600);
    expect((await shop.orderAt(orderId)).payment).toMatchObject({
      status: 'paid',
      due: '0',
      collected: '599.6',
    });
  });

  test('follows the region', async () => {
    const settings = { pk: regionKey('BLR').pk, sk: 'BLR' };
    await api.table.update(settings, { set: { cashUnit: 500 } });
    await api.table.update({ pk: 'REGIONS#VERSION', sk: 'VERSION' }, { set: { version: 'fives' } });
    const [, id] = await atTheDoor(602.5);
    expect((await shop.deliveryAt(id)).collection).toMatchObject({ amount: 605_00, unit: 500 });
    await addRegion(api.table, 'BLR', 12.8);
  });

  test('of a waiting delivery depends on what is due when its money comes', async () => {
    const orderId = await shop.order(costing(599.4));
    const { temporaryOrderID } = dataOf(
      await shop.buy({ businessOrderID: orderId, collectionsAmount: 599.4 }),
    );
    await shop.update(orderId, { payment_info: { amount: 100 }, payment_status: 'paid' });
    await shop.credit(PRICE);
    const { orderID } = await shop.paymentOf(temporaryOrderID);
    expect((await shop.deliveryAt(orderID)).collection).toMatchObject({ amount: 499_00, settles: '499.4' });
  });
});

describe('at the door', () => {
  test.each([
    [599, -1],
    [601, 1],
    [599.4, -0.6],
  ])('%d of 600 INR are within one unit: taken, and all is paid', async (taken, more) => {
    const [orderId, id] = await atTheDoor(600);
    expect((await drop(id, taken)).status).toBe(200);
    expect((await shop.orderAt(orderId)).payment).toMatchObject({
      status: 'paid',
      due: '0',
      collected: '600',
    });
    expect(await cash()).toMatchObject({
      'cash-collected': taken,
      'cod-payable': 582,
      'cash-differences': -more,
      'cash-surplus': 0,
    });
    expect(await kinds()).toEqual(['cash-difference', 'collection']);
  });

  test.each([598.99, 601.01, 0, 500, 700])('%d of 600 INR need a reason', async (taken) => {
    const [orderId, id] = await atTheDoor(600);
    const { status, body } = await drop(id, taken);
    expect([status, body]).toMatchObject([
      400,
      { error: { code: 'wrong_cash', details: { field: 'cashCollected', expected: 600 } } },
    ]);
    expect([await kinds(), (await shop.orderAt(orderId)).payment.status]).toEqual([[], 'unpaid']);
  });

  test('less is accepted with a reason, and the rest stays due', async () => {
    const [orderId, id] = await atTheDoor(600);
    expect((await drop(id, 500, 'had no more')).status).toBe(200);
    expect((await shop.orderAt(orderId)).payment).toMatchObject({
      status: 'pending',
      due: '100',
      collected: '500',
    });
    expect(await cash()).toEqual({
      'cash-collected': 500,
      'cod-payable': 485,
      'handling-fees': 15,
      'cash-differences': 0,
      'cash-surplus': 0,
    });
    expect(await shop.lines(orderId, 'Cash Short')).toEqual([
      {
        description: '500 of 600 INR were collected: had no more',
        metadata: { delivery_id: id, expected: 600, collected: 500, currency: 'INR', reason: 'had no more' },
      },
    ]);
    expect(await shop.deliveryAt(id)).toMatchObject({
      cash: { kind: 'short', expected: 600_00, taken: 500_00, reason: 'had no more' },
      collection: { handlingFee: 15_00 },
    });
  });

  test('nothing is accepted with a reason, and everything stays due', async () => {
    const [orderId, id] = await atTheDoor(600);
    expect((await drop(id, 0, 'paid the shop')).status).toBe(200);
    expect((await shop.orderAt(orderId)).payment).toMatchObject({
      status: 'unpaid',
      due: '600',
      collected: '0',
    });
    expect([await kinds(), await shop.lines(orderId, 'Cash Short')]).toMatchObject([[], [{}]]);
  });

  test('more is accepted with a reason: all is paid, and the surplus is a separate entry', async () => {
    const [orderId, id] = await atTheDoor(600);
    expect((await drop(id, 700, 'no change')).status).toBe(200);
    expect((await shop.orderAt(orderId)).payment).toMatchObject({
      status: 'paid',
      due: '0',
      collected: '600',
    });
    expect(await cash()).toEqual({
      'cash-collected': 700,
      'cod-payable': 582,
      'handling-fees': 18,
      'cash-differences': 0,
      'cash-surplus': 100,
    });
    expect(await kinds()).toEqual(['cash-surplus', 'collection']);
    expect(await shop.lines(orderId, 'Cash Over')).toMatchObject([
      { description: '700 of 600 INR were collected: no change' },
    ]);
  });

  test('cash where nothing was to be collected needs a reason, and is a surplus', async () => {
    const [orderId, id] = await atTheDoor(600, { collectionsAmount: 0 });
    expect((await drop(id, 50)).status).toBe(400);
    expect((await drop(id, 50, 'a tip')).status).toBe(200);
    expect((await shop.orderAt(orderId)).payment).toMatchObject({ status: 'unpaid', due: '600' });
    expect([await kinds(), (await cash())['cash-surplus']]).toEqual([['cash-surplus'], 50]);
  });

  test('cash of any other step is refused, reason or not', async () => {
    const orderId = await shop.order();
    const { orderID } = dataOf(await shop.book({ businessOrderID: orderId }));
    await shop.walk(orderID, 'PICKUPCOMPLETED');
    const details = { cashCollected: 600, cashDifferenceReason: 'early' };
    expect((await shop.report(orderID, 'DROP_REACHED', details)).status).toBe(400);
    expect(await kinds()).toEqual([]);
  });

  test('a difference is booked once, after whichever step its report dies', async () => {
    const [orderId, id] = await atTheDoor(600);
    const scope = { tenantId: shop.tenantId, mode: 'test' } as const;
    const report = { step: 'delivered', cashCollected: 700, cashDifferenceReason: 'no change' } as const;
    for (let steps = 1; ; steps++) {
      const table = crashing(api.table, crashAfter(steps));
      const services = { table, clock: () => new Date() };
      const died = await reportEvent(
        services,
        scope,
        id,
        report,
        () => {},
        () => [],
      ).then(
        () => false,
        (error) => {
          if (error instanceof Crash) return true;
          expect(error.code).toBe('illegal_move');
          return false;
        },
      );
      if (!died) break;
    }
    expect(await kinds()).toEqual(['cash-surplus', 'collection']);
    expect((await shop.orderAt(orderId)).payment).toMatchObject({ status: 'paid', collected: '600' });
  });
});
