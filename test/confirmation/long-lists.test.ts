import { expect, it } from 'vitest';
import { concludeCall } from '../../shared/calls/conclude-call.ts';
import { fitList } from '../../shared/http/fit-list.ts';
import { ending } from '../calls/factories.ts';
import { addTenant } from '../support/tenant.ts';
import { api, NESTED, useConfirmationApi } from './api.ts';

useConfirmationApi();

interface Shown {
  orders: { metadata: unknown; truncated?: string[]; calls: object[] }[];
}

it('a long transcript is cut in a list and says so, and whole in its order', async () => {
  const { testKey, tenant } = await addTenant(api.engine.table);
  const { orderId, callId } = (await api.trigger(testKey, NESTED)).body as Record<string, string>;
  const reference = {
    tenantId: tenant.id,
    mode: 'test',
    orderId: String(orderId),
    callId: String(callId),
  } as const;
  const transcript = `${'x'.repeat(999)}📦${'y'.repeat(20_000)}`;
  const services = { table: api.engine.table, clock: () => new Date(), speed: 1 } as const;
  await concludeCall(services, reference, ending('confirmed', { transcript }));
  const { orders } = (await api.listOrders(testKey)).body as Shown;
  expect(orders[0]?.calls).toMatchObject([{ transcript: 'x'.repeat(999), transcriptCut: true }]);
  const { calls } = (await api.getOrder(testKey, String(orderId))).body as Shown['orders'][number];
  expect(calls).toMatchObject([{ transcript }]);
  expect(calls[0]).not.toHaveProperty('transcriptCut');
});

it('a list of large orders fits its answer: what is cut is named, and the order alone has it', async () => {
  const { testKey } = await addTenant(api.engine.table);
  const metadata = { text: '"'.repeat(100_000), list: Array.from({ length: 20 }, (_, n) => ({ n })) };
  const ids = await Promise.all(
    Array.from({ length: 32 }, async (_, n) => {
      const order = { ...NESTED.order, externalId: `LARGE-${n}`, metadata };
      return String(((await api.trigger(testKey, { ...NESTED, order })).body as { orderId: string }).orderId);
    }),
  );
  const { status, body } = await api.listOrders(testKey, '?limit=100');
  expect(status).toBe(200);
  expect(Buffer.byteLength(JSON.stringify(JSON.stringify(body)))).toBeLessThan(6_000_000);
  const { orders } = body as Shown;
  expect(orders).toHaveLength(32);
  const cut = orders.filter(({ truncated }) => truncated !== undefined);
  expect(cut.length).toBeGreaterThan(0);
  expect(cut.length).toBeLessThan(32);
  for (const { truncated, metadata: shown } of cut) {
    expect(truncated).toEqual(['metadata']);
    expect(shown).toMatchObject({ text: expect.stringMatching(/^"+…$/) });
  }
  const { body: alone } = await api.getOrder(testKey, ids[0] ?? '');
  expect(alone).toMatchObject({ metadata });
});

it('what fits is left as it is, and of what does not the largest are cut', () => {
  const small = { id: 1, text: 'x'.repeat(2000) };
  const large = { id: 2, text: 'x'.repeat(50_000), list: ['y'.repeat(3000), 1], none: null };
  expect(fitList([small, large])).toEqual([small, large]);
  const [first, second] = fitList([small, large], 10_000);
  expect(first).toEqual(small);
  expect(second).toMatchObject({ id: 2, none: null, truncated: ['text', 'list'] });
  expect(JSON.stringify(second).length).toBeLessThan(4000);
});
