import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import { optOutKey } from '../../shared/tenants/opt-outs.ts';
import { FLAT } from '../confirmation/api.ts';
import { type HookAnswer, makeHook, postToHook, setEnvironment } from '../intake/hooks.ts';
import { openShop, SHIRT } from '../orders/support/shop.ts';
import { startApi, type TestApi } from '../support/api/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  setEnvironment();
});
afterAll(() => api.stop());

test.each([
  ['CO', 'whatsapp:+573001234567', '+573001234567'],
  ['CO', '573001234567@s.whatsapp.net', '+573001234567'],
  ['CO', '3001234567.0', '+573001234567'],
  ['CO', '3001234567 / 3107654321', '+573001234567'],
  ['CO', "'3001234567", '+573001234567'],
  ['CO', '३००१२३४५६७', '+573001234567'],
  ['MX', '+52 01 55 1234 5678', '+525512345678'],
  ['MX', '5215512345678@c.us', '+525512345678'],
  ['IN', '९८७६५४३२१०', '+919876543210'],
  ['AR', '+54 9 11 15 2345 6789', '+5491123456789'],
  ['BR', '(0xx11) 98765-4321', '+5511987654321'],
])('in %s %j is stored as %s, whichever way it comes', async (country, written, phone) => {
  const shop = await openShop(api, { country, currency: 'COP' });
  const { testKey: key } = shop;
  const hook = await makeHook(api, key);
  const storedPhone = async (orderId: string) => {
    const order = await loadOrder(api.table, { tenantId: shop.tenant.id, mode: 'test' }, orderId);
    return order?.customer;
  };
  const triggered = await api.ask('POST /api/v1/calls/trigger', {
    key,
    body: { ...FLAT, customer: { name: 'Ana', phone: written } },
  });
  const taken = await postToHook(api, hook.token, {
    phone: written,
    id: 'W-1',
    products: [{ api_id: 'P1', count: 1, price: 10 }],
  });
  const ids = [
    (triggered.body as { orderId: string }).orderId,
    await shop.create({ ...SHIRT, mobile: written }),
    (taken.body as HookAnswer).order_id,
  ];
  for (const id of ids) expect(await storedPhone(id)).toMatchObject({ phone, isPhoneRaw: false });
  const found = await api.ask(`GET /api/v1/orders?phone=${encodeURIComponent(written)}`, { key });
  expect(found.body).toMatchObject({ total: 3 });
  await api.ask('POST /platform/v1/opt-outs', { key, body: { phone: written } });
  const place = optOutKey({ tenantId: shop.tenant.id, mode: 'test' }, phone);
  expect(await api.table.get(place)).toMatchObject({ phone });
  const user = await api.ask('POST /platform/v1/users', { key, body: { name: 'Ana', phone: written } });
  expect(user.body).toMatchObject({ phone });
});
