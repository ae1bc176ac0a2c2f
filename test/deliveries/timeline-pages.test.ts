import { beforeAll, expect, it } from 'vitest';
import type { Query } from '../../shared/adapters/dynamo/query.ts';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { readDeliveryEvents } from '../../shared/deliveries/delivery/delivery-store.ts';
import { api, dataOf, useDeliveryApi } from './api.ts';
import { type DeliveryShop, openDeliveryShop } from './shop.ts';

let shop: DeliveryShop;

useDeliveryApi();
beforeAll(async () => {
  shop = await openDeliveryShop(api);
});

const nextOf = (headers: Record<string, string>) => /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1];

it("a delivery's timeline comes whole, or page by page as it is asked for", async () => {
  const { orderID } = dataOf(await shop.book());
  await shop.walk(orderID, 'DROPCOMPLETED');
  const whole = await shop.ask(`GET /v2/order/timeline?orderID=${orderID}`);
  const lines = dataOf<object[]>(whole);
  expect(lines.length).toBeGreaterThan(3);
  expect(whole.headers.link).toBeUndefined();
  const seen: object[][] = [];
  let path: string | undefined = `/v2/order/timeline?orderID=${orderID}&limit=3`;
  while (path !== undefined && seen.length <= lines.length) {
    const page = await shop.ask(`GET ${path}`);
    expect(page.status).toBe(200);
    seen.push(dataOf<object[]>(page));
    path = nextOf(page.headers);
    if (path !== undefined) expect(path).toContain(`orderID=${orderID}`);
  }
  expect(seen.flat()).toEqual(lines);
  expect(seen.map(({ length }) => length).slice(0, -1)).toEqual(Array(seen.length - 1).fill(3));
  for (const wrong of ['limit=0', 'limit=1001', 'limit=x', 'cursor=x', 'cursor=YWJj'])
    expect([wrong, (await shop.ask(`GET /v2/order/timeline?orderID=${orderID}&${wrong}`)).status]).toEqual([
      wrong,
      400,
    ]);
});

it('a page reads no more than it shows', async () => {
  const { orderID } = dataOf<{ orderID: string }>(await shop.book());
  await shop.walk(orderID, 'DROPCOMPLETED');
  const read: Query[] = [];
  const watched: Table = {
    ...api.table,
    all(query) {
      read.push(query);
      return api.table.all(query);
    },
  };
  const events = readDeliveryEvents(watched, { tenantId: shop.tenantId, mode: 'test' }, orderID, {
    from: 3,
    atOnce: 2,
  });
  const { value } = await events.next();
  await events.return();
  expect(value).toMatchObject({ sequence: 3 });
  expect(read).toEqual([{ pk: expect.any(String), between: ['TIMELINE#00000003', 'TIMELINE#~'], limit: 2 }]);
});
