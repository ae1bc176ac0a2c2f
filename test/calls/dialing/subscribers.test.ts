import { describe, expect, test } from 'vitest';
import { api, FLAT, useConfirmationApi } from '../../confirmation/api.ts';
import { addTenant } from '../../support/data/tenant.ts';

useConfirmationApi();

const order = (externalId: string, phone: string) => ({
  ...FLAT,
  externalId,
  customer: { name: 'Ana', phone },
});

/** Each in two ways in which one country writes one number, and a third one. */
const spellings = [
  ['Argentina with and without 9', '+54 9 11 2345 6789', '+54 11 2345 6789', '5491123456789@s.whatsapp.net'],
  ['Brazil with and without the ninth digit', '+55 11 98765 4321', '+55 11 8765 4321', '551187654321@c.us'],
  ['Mexico with and without 1', '+52 55 1234 5678', '+52 1 55 1234 5678', '+52 01 55 1234 5678'],
] as const;

describe.each(spellings)('%s', (_name, one, other, third) => {
  test('is one opt-out, which any notation of the number ends', async () => {
    const { testKey: key } = await addTenant(api.engine.table);
    const optOut = await api.engine.ask('POST /platform/v1/opt-outs', { key, body: { phone: other } });
    expect(optOut.status).toBe(201);
    for (const [n, phone] of [one, other, third].entries()) {
      const refused = await api.trigger(key, order(`A-${n}`, phone));
      expect([refused.status, refused.body]).toEqual([
        400,
        expect.objectContaining({ error: expect.stringContaining('no recibir llamadas') }),
      ]);
    }
    expect((await api.listOrders(key)).body).toMatchObject({ total: 0 });
    const path = `DELETE /platform/v1/opt-outs/${encodeURIComponent(one)}`;
    expect((await api.engine.ask(path, { key })).status).toBe(204);
    expect((await api.engine.ask(path, { key })).status).toBe(404);
    expect((await api.trigger(key, order('A-1', other))).status).toBe(200);
  });

  test('is one customer in every list and search, newest first', async () => {
    const { testKey: key } = await addTenant(api.engine.table);
    const written = [one, other, third];
    const ids: string[] = [];
    for (const [n, phone] of written.entries()) {
      const { body } = await api.trigger(key, order(`A-${n}`, phone));
      ids.unshift((body as { orderId: string }).orderId);
    }
    await api.trigger(key, order('B', '+573001234567'));
    for (const phone of written) {
      const query = encodeURIComponent(phone);
      const { body } = await api.listOrders(key, `?phone=${query}`);
      expect(body).toMatchObject({ total: 3, orders: ids.map((id) => ({ id })) });
      const { body: oldest } = await api.listOrders(key, `?phone=${query}&limit=1&offset=2`);
      expect(oldest).toMatchObject({ total: 3, orders: [{ id: ids[2] }] });
      const { body: both } = await api.listOrders(key, `?phone=${query}&externalId=A-0`);
      expect(both).toMatchObject({ total: 1, orders: [{ id: ids[2] }] });
      const found = await api.engine.ask(`GET /v1/orders?searchTerm=${query}`, {
        headers: { 'x-tenant-api-key': key },
      });
      expect(found.body).toMatchObject({ total: 3, orders: ids.map((_id) => ({ _id })) });
    }
  });
});

test('a plus sign that was not encoded is still one', async () => {
  const { testKey: key } = await addTenant(api.engine.table, { country: 'MX', currency: 'MXN' });
  await api.trigger(key, order('A', '+573001234567'));
  expect((await api.listOrders(key, '?phone=+573001234567')).body).toMatchObject({ total: 1 });
});
