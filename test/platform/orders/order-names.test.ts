import { expect, it } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { postOrder } from '../../support/api/post-order.ts';
import { addTenant } from '../../support/data/tenant.ts';

process.env.PUBLIC_URL = 'http://api.test';
useApi();

it('orders are named by their ids: those that there are, of their own tenant and mode', async () => {
  const { testKey: key, liveKey } = await addTenant(api.table);
  const plain = await postOrder(api, key);
  const known = await postOrder(api, key, { external_order_id: 'SH-77', external_order_source: 'shopify' });
  const others = [newId('order', new Date()), 'ord_1', 'x'.repeat(2000)];
  const path = `GET /platform/v1/orders/names?ids=${[known, ...others, plain, known].join(',')}`;
  const { status, body } = await api.ask(path, { key });
  expect([status, body]).toEqual([
    200,
    {
      orders: [
        { id: known, number: '#1002', reference: expect.any(String), externalId: 'SH-77' },
        { id: plain, number: '#1001', reference: expect.any(String), externalId: null },
      ],
    },
  ]);
  expect((await api.ask(path, { key: liveKey })).body).toEqual({ orders: [] });
});

it.each([
  '',
  ',',
  Array(101)
    .fill('ord_1')
    .map((id, n) => id + n)
    .join(','),
])('names are refused without ids, or with more than a hundred', async (ids) => {
  const { testKey: key } = await addTenant(api.table);
  const { status, body } = await api.ask(`GET /platform/v1/orders/names?ids=${ids}`, { key });
  expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('ids')]);
});
