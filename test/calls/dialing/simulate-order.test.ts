import { beforeAll, expect, test } from 'vitest';
import { simulatedCustomers } from '../../../shared/calls/rounds/simulate-order.ts';
import { startApi, type TestApi } from '../../support/api/api.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

let api: TestApi;
let owned: AddedTenant;

beforeAll(async () => {
  api = await startApi();
  owned = await addTenant(api.table);
  return () => api.stop();
});

const simulate = (key: string, body: object) => api.ask('POST /platform/v1/simulate/orders', { key, body });

test.each(Object.keys(simulatedCustomers))(
  'an order of the customer %s is made, and called',
  async (customer) => {
    const { status, body } = await simulate(owned.testKey, { customer });
    expect([status, body]).toEqual([
      201,
      {
        orderId: expect.stringMatching(/^ord_/),
        callId: expect.stringMatching(/^call_/),
        phone: expect.stringMatching(new RegExp(`^\\+57300\\d{3}${customer}$`)),
      },
    ]);
    const { orderId } = body as { orderId: string };
    const { body: order } = await api.ask(`GET /api/v1/orders/${orderId}`, { key: owned.testKey });
    expect(order).toMatchObject({ id: orderId, status: 'pending', totalPrice: 85600, calls: [{}] });
  },
);

test.each([
  ['MX', 'MXN', /^\+52552\d{7}$/],
  ['IN', 'INR', /^\+91981\d{7}$/],
  ['CL', 'CLP', /^\+57300\d{7}$/],
])(
  'a simulated customer lives in the tenant’s country, where its phones are known: %s',
  async (country, currency, phone) => {
    const { testKey } = await addTenant(api.table, { country, currency, timeZone: 'UTC' });
    const { status, body } = await simulate(testKey, { customer: '0001' });
    expect([status, body]).toMatchObject([201, { phone: expect.stringMatching(phone) }]);
  },
);

test('nothing is simulated in live mode, or for an unknown simulated customer', async () => {
  expect(await simulate(owned.liveKey, { customer: '0001' })).toMatchObject({
    status: 401,
    body: { error: { code: 'test_key_needed' } },
  });
  expect(await simulate(owned.testKey, { customer: '0008' })).toMatchObject({
    status: 400,
    body: { error: { details: { issues: [{ field: 'customer' }] } } },
  });
});
