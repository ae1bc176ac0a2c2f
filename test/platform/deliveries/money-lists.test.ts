import { describe, expect, it } from 'vitest';
import { api, useDeliveryApi } from '../../deliveries/api.ts';
import { openShop } from '../../dispatch/shop.ts';
import { ADMIN_KEY } from '../../support/api/api.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';

useDeliveryApi();

interface Statement {
  currency: string;
  entries: { id: string; kind: string; amount: number; balance: number; deliveryId: string | null }[];
  nextCursor: string | null;
}

const newShop = async () => {
  const { key, tenantId, ...shop } = await openShop(api, {
    autoDispatch: false,
    dispatch: undefined,
    postpaid: { enabled: true, limit: 5000 },
  });
  const ask = async (request: string, body?: unknown) =>
    (await api.engine.ask(request, { key, ...(body !== undefined && { body }) })).body;
  return {
    ...shop,
    key,
    tenantId,
    ask,
    credit: (amount: number, more: object = {}) =>
      ask('POST /platform/v1/wallets/credits', { walletType: 'business', amount, ...more }),
    statement: (type: string, query = '') =>
      ask(`GET /platform/v1/wallets/${type}/entries${query}`) as Promise<Statement>,
  };
};

describe('wallets', () => {
  it('are listed with the credit and the calls left', async () => {
    const shop = await newShop();
    const { id } = (await shop.ask('POST /platform/v1/users', { name: 'Ravi', phone: '+919812345678' })) as {
      id: string;
    };
    await shop.credit(500);
    await shop.credit(80, { walletType: 'user', userID: id });
    expect(await shop.ask('GET /platform/v1/wallets')).toEqual({
      currency: 'INR',
      wallets: [
        { type: 'business', userId: null, name: null, balance: 500 },
        { type: 'user', userId: id, name: 'Ravi', balance: 80 },
      ],
      credit: { enabled: true, limit: 5000, owed: 0 },
      callsLeft: null,
      messagesLeft: null,
      nextCursor: null,
    });
  });

  it('of users come page by page', async () => {
    const shop = await newShop();
    for (const name of ['A', 'B', 'C']) await shop.ask('POST /platform/v1/users', { name });
    const seen: (string | null)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = (await shop.ask(`GET /platform/v1/wallets?limit=2${cursor && `&cursor=${cursor}`}`)) as {
        wallets: { name: string | null }[];
        nextCursor: string | null;
      };
      seen.push(...page.wallets.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([null, 'C', 'B', 'A']);
  });
});

describe('a statement', () => {
  it('lists each entry with the balance after it, newest first, page by page', async () => {
    const shop = await newShop();
    for (const amount of [100, 250, 50]) await shop.credit(amount);
    const whole = await shop.statement('business');
    expect(whole).toEqual({
      currency: 'INR',
      entries: [
        [50, 400],
        [250, 350],
        [100, 100],
      ].map(([amount, balance]) => ({
        id: expect.stringMatching(/^txn_/),
        kind: 'credit',
        deliveryId: null,
        amount,
        balance,
        at: expect.any(String),
      })),
      nextCursor: null,
    });
    const first = await shop.statement('business', '?limit=2');
    // What comes meanwhile moves nothing on the next page.
    await shop.credit(7);
    const second = await shop.statement('business', `?limit=2&cursor=${first.nextCursor}`);
    expect([...first.entries, ...second.entries]).toEqual(whole.entries);
    expect(second.nextCursor).toBe(null);
  });

  it('is of one account alone', async () => {
    const shop = await newShop();
    const { id } = (await shop.ask('POST /platform/v1/users', { name: 'Ravi' })) as { id: string };
    await shop.credit(100);
    await shop.credit(30, { walletType: 'user', userID: id });
    const amounts = ({ entries }: Statement) => entries.map(({ amount }) => amount);
    expect(amounts(await shop.statement('business'))).toEqual([100]);
    expect(amounts(await shop.statement('user', `?userId=${id}`))).toEqual([30]);
    expect(amounts(await shop.statement('postpaid'))).toEqual([]);
  });

  it('of the debt shows what is owed', async () => {
    const shop = await openShop(api, { autoDispatch: false, postpaid: { enabled: true, limit: 5000 } });
    const orderId = await shop.confirmed();
    const ask = (request: string, body?: unknown) => api.engine.ask(request, { key: shop.key, body });
    await ask(`POST /platform/v1/orders/${orderId}/actions`, { action: 'book-delivery' });
    await ask(`POST /platform/v1/orders/${orderId}/actions`, { action: 'cancel-delivery' });
    const { entries } = (await ask('GET /platform/v1/wallets/postpaid/entries')).body as Statement;
    expect(entries.map(({ kind, amount, balance }) => [kind, amount, balance])).toEqual([
      ['refund', -129.8, 0],
      ['booking', 129.8, 129.8],
    ]);
  });

  it.each([
    ['user/entries', 'userId'],
    ['business/entries?userId=usr_1', 'userId'],
    ['gold/entries', 'type'],
    ['business/entries?cursor=zzz', 'cursor'],
  ])('refuses %s', async (path, field) => {
    const shop = await newShop();
    const { status, body } = await api.engine.ask(`GET /platform/v1/wallets/${path}`, { key: shop.key });
    expect([status, body]).toMatchObject([400, { error: { details: { issues: [{ field }] } } }]);
  });

  it('costs its page, however many entries there are', async () => {
    const shop = await newShop();
    const unitsOf = async () =>
      (await roundTripsOf(() => shop.statement('business', '?limit=3'))).reduce(
        (sum, { readUnits }) => sum + readUnits,
        0,
      );
    for (let n = 0; n < 10; n++) await shop.credit(1);
    const before = await unitsOf();
    for (let n = 0; n < 30; n++) await shop.credit(1);
    expect(await unitsOf()).toBeLessThanOrEqual(before + 3);
  });
});

describe('lists for admins', () => {
  it('list all tenants page by page, newest first, to admins only', async () => {
    const names = ['T1', 'T2', 'T3'];
    const added = [];
    for (const name of names) added.push(await addTenant(api.table, { name }));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null && seen.length < 3) {
      const path: string = `GET /platform/v1/tenants?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await api.engine.ask(path, { key: ADMIN_KEY });
      const page = body as { tenants: { id: string; name: string }[]; nextCursor: string | null };
      seen.push(...page.tenants.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(seen.slice(0, 3)).toEqual(['T3', 'T2', 'T1']);
    const { testKey: key, tenant } = await addTenant(api.table);
    expect((await api.engine.ask('GET /platform/v1/tenants', { key })).status).toBe(403);
    const { body } = await api.engine.ask('GET /platform/v1/tenants?limit=1', { key: ADMIN_KEY });
    const { id, name, country, currency, timeZone, domain, limits, createdAt, updatedAt } = tenant;
    expect((body as { tenants: object[] }).tenants).toEqual([
      { id, name, country, currency, timeZone, domain, limits, createdAt, updatedAt },
    ]);
  });

  it('list the regions with their areas, to tenants too', async () => {
    const { testKey } = await addTenant(api.table);
    for (const key of [ADMIN_KEY, testKey]) {
      const { status, body } = await api.engine.ask('GET /platform/v1/regions', { key });
      expect([status, body]).toMatchObject([
        200,
        {
          regions: [{ code: 'BLR', area: { type: 'Polygon' }, priceBook: { currency: 'INR' } }],
          nextCursor: null,
        },
      ]);
    }
  });
});
