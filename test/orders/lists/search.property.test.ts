import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeOrder } from '../../../shared/orders/changes/place-order.ts';
import { updateOrder } from '../../../shared/orders/changes/update-order.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { patience } from '../../support/time/patience.ts';
import * as model from '../support/search-model.ts';
import { openShop, type Shop } from '../support/shop.ts';

const TIME_ZONE = 'Asia/Kolkata';

useApi();

const seen = (order: Order): model.ModelOrder => {
  const { id, reference, number, externalId, customer, status, total, createdAt, updatedAt } = order;
  return {
    _id: id,
    referenceId: reference,
    external_order_number: number,
    external_order_id: externalId ?? '',
    name: customer.name,
    mobile: customer.phone,
    status,
    final_amount: Number(total),
    created_at: createdAt,
    updated_at: updatedAt,
  };
};

type Given = typeof model.newOrder extends fc.Arbitrary<infer T> ? T : never;
type Change = typeof model.statusChange extends fc.Arbitrary<infer T> ? T : never;

async function place(
  shop: Shop,
  { at, name, mobile, price, reference, externalId, status }: Given,
  n: number,
) {
  const scope = { tenantId: shop.tenant.id, mode: 'test', timeZone: TIME_ZONE } as const;
  const item = { name: 'Shirt', quantity: 1, price: String(price), sku: null };
  return placeOrder(
    { table: api.table, clock: () => at },
    scope,
    {
      given: {
        customer: { name, phone: mobile },
        address: null,
        items: [item],
        total: item.price,
        currency: 'INR',
        status: status.toLowerCase() as Order['status'],
      },
      source: 'api',
      externalId: externalId === null ? null : `${externalId}${n}`,
      number: `#${n}`,
      reference: reference === null ? undefined : `${reference}${n}`,
    },
    () => [],
  );
}

async function store(shop: Shop, given: readonly Given[], changes: readonly Change[]) {
  const orders = await Promise.all(given.map((one, n) => place(shop, one, n)));
  for (const { order, status, hoursLater } of changes) {
    const index = order % orders.length;
    const before = orders[index];
    if (before === undefined) continue;
    const at = new Date(new Date(before.updatedAt).getTime() + hoursLater * 3_600_000);
    const services = { table: api.table, clock: () => at };
    const update = { status: status as Order['status'] };
    orders[index] = await updateOrder(services, before, before.id, update, () => true);
  }
  return orders.map(seen);
}

const url = (query: model.ListQuery): string =>
  `GET /orders?${new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  )}`;

it('any filter, search, sort and page answers what a plain array would', {
  timeout: patience(60_000),
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(model.newOrder, { maxLength: 14 }),
      fc.array(model.statusChange, { maxLength: 5 }),
      fc.array(model.query, { minLength: 8, maxLength: 16 }),
      async (given, changes, queries) => {
        const shop = await openShop(api);
        const orders = await store(shop, given, changes);
        for (const query of queries) {
          const { status, body } = await shop.ask(url(query));
          expect([status, query]).toEqual([200, query]);
          const {
            orders: page,
            total,
            totalPages,
          } = body as {
            orders: model.ModelOrder[];
            total: number;
            totalPages: number;
          };
          expect({ ids: page.map(({ _id }) => _id), total, totalPages }).toEqual(
            model.listed(orders, query, TIME_ZONE),
          );
        }
      },
    ),
    { numRuns: 30 },
  );
});
