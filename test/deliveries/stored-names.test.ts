import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/create-body.ts';
import { deliveryKey, loadDelivery } from '../../shared/deliveries/delivery-store.ts';
import { loadTemporary, temporaryKey } from '../../shared/deliveries/temporary-order.ts';
import { type DeliveryApi, dataOf, startDeliveryApi } from './api.ts';
import { type DeliveryShop, openDeliveryShop } from './shop.ts';

let api: DeliveryApi;
let shop: DeliveryShop;

beforeAll(async () => {
  api = await startDeliveryApi();
});
beforeEach(async () => {
  shop = await openDeliveryShop(api);
});
afterAll(() => api.engine.stop());

const { pickAddress, pack } = createExample;
const scope = () => ({ tenantId: shop.tenantId, mode: 'test' as const });
const asked = { disableOTPVerification: { sender: true, receiver: false } };

/** What the reference's order is stored as. */
const stored = {
  pick: pickAddress,
  drop: pickAddress,
  pack,
  disableOTPVerification: { sender: true, receiver: false },
};

const { house_no: houseNo, ...place } = pickAddress;
const { no_of_items: itemCount, ...others } = pack;

/** What the rules know it by. */
const known = {
  pick: { ...place, houseNo },
  drop: { ...place, houseNo },
  pack: { ...others, itemCount },
  otpDisabled: { sender: true, receiver: false },
};

const namesOf = (booking: object) => {
  const { pick, drop, pack: box, disableOTPVerification, otpDisabled } = booking as Record<string, unknown>;
  return JSON.parse(JSON.stringify({ pick, drop, pack: box, disableOTPVerification, otpDisabled }));
};

describe('the attributes of a delivery keep their names', () => {
  test('where it is booked, and at its next step', async () => {
    const id = String(dataOf(await shop.book(asked)).orderID);
    const item = async () => namesOf((await api.table.get(deliveryKey(scope(), id))) ?? {});
    expect(await item()).toEqual(stored);
    expect(namesOf(await loadDelivery(api.table, scope(), id))).toEqual(known);
    expect((await shop.walk(id, 'STARTED')).status).toBe(200);
    expect(await item()).toEqual(stored);
  });

  test('where it waits for money, and when that has come', async () => {
    const id = String(dataOf(await shop.buy(asked)).temporaryOrderID);
    const item = async () => ({ booking: {}, ...(await api.table.get(temporaryKey(scope(), id))) });
    expect(namesOf((await item()).booking)).toEqual(stored);
    expect(namesOf((await loadTemporary(api.table, scope(), id)).booking)).toEqual(known);
    await shop.credit(1000);
    expect(await item()).toMatchObject({ status: 'SUCCESS', booking: stored });
    const { orderID } = await shop.paymentOf(id);
    const delivery = await api.table.get(deliveryKey(scope(), String(orderID)));
    expect(namesOf(delivery ?? {})).toEqual(stored);
  });
});
