import { expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/bookings/create-body.ts';
import { api, dataOf, useDeliveryApi } from '../deliveries/api.ts';
import { dispatch, openShop } from './shop.ts';

useDeliveryApi();

const beside = (orderId: string, changes: object) => ({
  ...createExample,
  otps: null,
  collectionsAmount: null,
  paymentMode: 'postpaid',
  businessOrderID: orderId,
  ...changes,
});

test('an order with an open delivery is not dispatched again, though another delivery was cancelled', async () => {
  const shop = await openShop(api);
  const orderId = await shop.confirmed();
  const [message] = await shop.messages(orderId);
  const book = async (changes: object) =>
    dataOf(await api.ask('POST /v2/order/create', shop.key, beside(orderId, changes))).orderID;
  const stays = await book({});
  const goes = await book({ allowDuplicate: true });
  await api.ask('POST /v2/order/cancel', shop.key, { orderID: goes, reason: 'any' });
  expect((await shop.order(orderId)).logistics.status).toBe('none');
  await shop.work(message);
  await shop.work(message);
  const told = (await shop.events(orderId)).filter(({ type }) => type === 'order.dispatch_failed');
  expect(told.map(({ data }) => data)).toEqual([
    {
      failures: [
        {
          reason: 'invalid_details',
          rule: 'duplicate',
          message: `${stays} delivers this order already: cancel it first, or ask for another delivery of the order`,
        },
      ],
    },
  ]);
  expect(await shop.bookings()).toBe(2);
});

test('a delivery that waits for money is given up when its order was dispatched meanwhile', async () => {
  const shop = await openShop(api);
  const orderId = await shop.confirmed();
  const asked = beside(orderId, { paymentMode: 'wallet' });
  const { temporaryOrderID } = dataOf(await api.ask('POST /v2/order/create', shop.key, asked));
  await shop.work((await shop.messages(orderId))[0]);
  const { deliveryId } = (await shop.order(orderId)).logistics;
  const credit = { walletType: 'business', amount: 118 };
  expect((await api.ask('POST /v2/test/wallet', shop.key, credit)).body).toMatchObject({
    data: { balance: 118 },
  });
  const path = `GET /v2/order/payment-status?temporaryOrderID=${temporaryOrderID}`;
  expect((await api.ask(path, shop.key)).body).toMatchObject({
    message: expect.stringContaining(`${deliveryId} delivers this order already`),
    data: { status: 'FAILED' },
  });
  const item = await api.table.get({ pk: `PARCEL#${shop.tenantId}#test#${deliveryId}`, sk: 'PARCEL' });
  expect([item?.collection, await shop.bookings()]).toMatchObject([{ amount: 600_00 }, 1]);
});

test('a dispatched delivery collects cash that coins can pay', async () => {
  const shop = await openShop(api, { dispatch: { ...dispatch, paymentMode: 'postpaid' } });
  const orderId = await shop.confirmed({ product_items: [{ name: 'Kettle', quantity: 1, price: 599.4 }] });
  await shop.work((await shop.messages(orderId))[0]);
  const { deliveryId } = (await shop.order(orderId)).logistics;
  const item = await api.table.get({ pk: `PARCEL#${shop.tenantId}#test#${deliveryId}`, sk: 'PARCEL' });
  expect(item?.collection).toEqual({ amount: 599_00, handlingFee: 17_97, settles: '599.4', unit: 100 });
});
