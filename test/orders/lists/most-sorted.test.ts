import { beforeAll, expect, it } from 'vitest';
import { type OrderListing, orderSorts } from '../../../shared/orders/lists/order-sorts.ts';
import { MAX_SORTED, searchOrders } from '../../../shared/orders/lists/search-orders.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { openShop, type Shop } from '../support/shop.ts';

useApi();

let shop: Shop;
const usual = { sort: 'createdAt', descending: true, limit: 2, offset: 0 } as const;

beforeAll(async () => {
  shop = await openShop(api);
  for (const name of ['Ana', 'Ana', 'Beto', 'Ana']) await shop.create({ name });
});

const search = (listing: Partial<OrderListing>, most?: number) =>
  searchOrders(api.table, { tenantId: shop.tenant.id, mode: 'test' }, { ...usual, ...listing }, most);

const refused = (most: number) => ({
  code: 'invalid_request',
  details: {
    issues: [
      { field: 'startDate', rule: 'custom', expected: `must leave ${most} orders at most for this sorting` },
    ],
  },
});

const others = orderSorts.filter((sort) => sort !== 'createdAt');

it('up to 250,000 orders are sorted by anything', () => expect(MAX_SORTED).toBe(250_000));

it.each(others)('more are not sorted by %s until dates or a text leave few enough', async (sort) => {
  await expect(search({ sort }, 3)).rejects.toMatchObject(refused(3));
  await expect(search({ sort, to: new Date() }, 3)).rejects.toMatchObject(refused(3));
  await expect(search({ sort, term: 'a' }, 2)).rejects.toMatchObject(refused(2));
  expect((await search({ sort }, 4)).total).toBe(4);
  expect((await search({ sort, term: 'ana' }, 3)).total).toBe(3);
  expect((await search({ sort, to: new Date(0) }, 0)).total).toBe(0);
});

it('the default order, statuses and dates know no such limit', async () => {
  const day = new Date(Date.now() - 86_400_000);
  for (const listing of [
    {},
    { status: 'pending' },
    { from: day },
    { term: 'a' },
    { descending: false },
  ] as const)
    expect((await search(listing, 1)).orders).toHaveLength(2);
});
