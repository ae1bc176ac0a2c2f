import { expect, test } from 'vitest';
import { CreateOrderBody, toPlacement } from '../../../functions/orders/order/create-body.ts';
import { createOrderRoute } from '../../../functions/orders/order/order-routes.ts';
import { placeOrder } from '../../../shared/orders/changes/place-order.ts';
import {
  apiKeyCredentialKey,
  hashApiKeySecret,
  principalFromItem,
} from '../../../shared/tenants/access/api-key.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';

useTable();

const clock = () => new Date();

async function newPrincipal() {
  const { testKey } = await addTenant(engine.table);
  const item = await engine.table.get(apiKeyCredentialKey(hashApiKeySecret(testKey)));
  if (item === undefined) throw new Error('A tenant has a key');
  return principalFromItem(item);
}

test('a body that is refused asks for no words of its tenant', async () => {
  const principal = await newPrincipal();
  const body = CreateOrderBody.parse({ ...createOrderRoute.bodyExample, mobile: '12' });
  let asked = 0;
  const place = () =>
    toPlacement(body, principal, () => {
      asked++;
      return Promise.reject(new Error('The table does not answer'));
    });
  expect(place).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  expect(asked).toBe(0);
});

test('an order that could not be read for leaves no gap in the numbers', async () => {
  const principal = await newPrincipal();
  const placing = (words: () => Promise<{ cashMethods: []; prepaidMethods: [] }>, externalId: string) => {
    const body = CreateOrderBody.parse({
      ...createOrderRoute.bodyExample,
      external_order_id: externalId,
      payment_info: { method: 'COD', currency: 'INR' },
    });
    const placement = toPlacement(body, principal, words);
    return placeOrder({ table: engine.table, clock }, principal, placement, () => []);
  };
  const none = { cashMethods: [], prepaidMethods: [] } as { cashMethods: []; prepaidMethods: [] };
  const refused = placing(() => Promise.reject(new Error('The table does not answer')), 'A-1');
  await expect(refused).rejects.toThrow('The table does not answer');
  expect(await placing(async () => none, 'A-2')).toMatchObject({ number: '#1001' });
});
