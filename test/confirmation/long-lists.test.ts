import { expect, it } from 'vitest';
import { concludeCall } from '../../shared/calls/outcomes/conclude-call.ts';
import { fitList } from '../../shared/http/fit-list.ts';
import { ending } from '../calls/support/factories.ts';
import { openShop } from '../orders/support/shop.ts';
import { addTenant } from '../support/data/tenant.ts';
import { api, NESTED, useConfirmationApi } from './api.ts';

useConfirmationApi();

interface Shown {
  orders: { calls: object[] }[];
}

it('a long transcript is cut and marked in a list, and whole in its order', async () => {
  const { testKey, tenant } = await addTenant(api.engine.table);
  const { orderId, callId } = (await api.trigger(testKey, NESTED)).body as Record<string, string>;
  const reference = {
    tenantId: tenant.id,
    mode: 'test',
    orderId: String(orderId),
    callId: String(callId),
  } as const;
  const transcript = `${'x'.repeat(999)}📦${'y'.repeat(20_000)}`;
  const services = {
    table: api.engine.table,
    clock: () => new Date(),
    speed: 1,
    publicUrl: 'https://api.test',
  } as const;
  await concludeCall(services, reference, ending('confirmed', { transcript }));
  const { orders } = (await api.listOrders(testKey)).body as Shown;
  expect(orders[0]?.calls).toMatchObject([{ transcript: 'x'.repeat(999), transcriptCut: true }]);
  const { calls } = (await api.getOrder(testKey, String(orderId))).body as Shown['orders'][number];
  expect(calls).toMatchObject([{ transcript }]);
  expect(calls[0]).not.toHaveProperty('transcriptCut');
});

it('a list of large orders fits its answer: what is cut is named, and the order alone has it', async () => {
  const shop = await openShop(api.engine);
  const product_items = Array.from({ length: 200 }, (_, n) => ({
    name: `${n} `.padEnd(290, '"'),
    quantity: 1,
    price: 5,
  }));
  const product_customizations = { text: '"'.repeat(3500) };
  const ids = await Promise.all(
    Array.from({ length: 30 }, () => shop.create({ product_items, product_customizations })),
  );
  const bytesOf = (body: unknown) => Buffer.byteLength(JSON.stringify(JSON.stringify(body)));
  const { body: alone } = await shop.ask(`GET /orders/${ids[0]}`);
  expect(alone).toMatchObject({ product_customizations });
  expect(30 * bytesOf(alone)).toBeGreaterThan(6_291_456);

  const { status, body } = await shop.ask('GET /orders?limit=100');
  expect([status, bytesOf(body) < 6_000_000]).toEqual([200, true]);
  const { orders } = body as { orders: { product_items: object[]; truncated?: string[] }[] };
  const cut = orders.filter(({ truncated }) => truncated !== undefined);
  expect(orders).toHaveLength(30);
  expect([cut.length > 0, cut.length < 30]).toEqual([true, true]);
  for (const { truncated, ...shown } of cut) {
    expect(truncated).toEqual(['product_items', 'product_customizations']);
    expect(shown).toMatchObject({ product_customizations: { text: expect.stringMatching(/^"+…$/) } });
  }
  const { body: called } = await api.listOrders(shop.testKey, '?limit=100');
  expect(bytesOf(called)).toBeLessThan(6_000_000);
});

it('a list that fits is unchanged, and of one that does not the largest fields are cut', () => {
  const small = { id: 1, text: 'x'.repeat(2000) };
  const large = { id: 2, text: 'x'.repeat(50_000), list: ['y'.repeat(3000), 1], none: null };
  expect(fitList([small, large])).toEqual([small, large]);
  const [first, second] = fitList([small, large], 10_000);
  expect(first).toEqual(small);
  expect(second).toMatchObject({ id: 2, none: null, truncated: ['text', 'list'] });
  expect(JSON.stringify(second).length).toBeLessThan(4000);
});
