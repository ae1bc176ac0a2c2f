import { beforeAll, describe, expect, it } from 'vitest';
import type { Query } from '../../shared/adapters/dynamo/query.ts';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { listDeliveryEvents, readDeliveryEvents } from '../../shared/deliveries/delivery/delivery-store.ts';
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

describe('an event that this release does not know', () => {
  const data = { wheel: 3 };

  it.each([
    ['of a new type', { type: 'delivery.wheel_lost', data }],
    ['of a new version', { version: 9 }],
    ['of another log', { type: 'order.noted' }],
    ['with data that cannot be read', { data }],
  ])('%s has no line or step, and the events after it keep theirs', async (_, changes) => {
    const { orderID } = dataOf<{ orderID: string }>(await shop.book());
    await shop.walk(orderID, 'PICKUPCOMPLETED');
    const scope = { tenantId: shop.tenantId, mode: 'test' } as const;
    const seen = async () => {
      const { body } = await api.engine.ask(`GET /platform/v1/deliveries/${orderID}`, { key: shop.key });
      const { steps, trackingLink } = body as { steps: { event: string }[]; trackingLink: string };
      const page = await api.engine.ask(`GET ${new URL(trackingLink).pathname}`);
      const lines: { event: string }[] = [];
      let path: string | undefined = `/v2/order/timeline?orderID=${orderID}&limit=1`;
      while (path !== undefined) {
        const answer = await shop.ask(`GET ${path}`);
        lines.push(...dataOf<{ event: string }[]>(answer));
        path = nextOf(answer.headers);
      }
      return {
        lines: lines.map(({ event }) => event),
        steps: steps.map(({ event }) => event),
        statuses: [...String(page.body).matchAll(/<li><span>(.*?)</g)].map(([, text]) => text),
      };
    };
    const before = await seen();
    const [item] = (
      await api.table.query({
        pk: `PARCEL#${shop.tenantId}#test#${orderID}`,
        prefix: 'TIMELINE#',
        newestFirst: true,
        limit: 1,
      })
    ).items;
    if (item === undefined) throw new Error('The delivery has no event');
    await api.table.put({ ...item, ...changes });
    expect([before.lines.at(-1), before.steps.at(-1)]).toEqual(['PICK_DONE', 'PICK_DONE']);
    expect(await seen()).toEqual({
      lines: before.lines.slice(0, -1),
      steps: before.steps.slice(0, -1),
      statuses: before.statuses.slice(1),
    });
    await shop.walk(orderID, 'DROPCOMPLETED');
    const events = await listDeliveryEvents(api.table, scope, orderID);
    const unknown = { type: item.type, data: item.data, ...changes };
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, n) => n + 1));
    expect(events[Number(item.sequence) - 1]).toMatchObject({
      ...{ id: item.id, deliveryId: orderID, type: 'unknown' },
      data: { type: unknown.type, data: unknown.data },
    });
    expect((await seen()).lines).toEqual([...before.lines.slice(0, -1), 'DROP_DONE']);
  });
});
