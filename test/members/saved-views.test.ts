import { describe, expect, test } from 'vitest';
import { savedViewsKey } from '../../shared/members/saved-views.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import { type SignedIn, signIn } from '../support/api/member.ts';
import { postOrder } from '../support/api/post-order.ts';
import { byAdmin } from '../support/data/cipher.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';

process.env.PUBLIC_URL = 'http://api.test';
useApi();

const PATH = '/platform/v1/members/me/views';

interface View {
  id: string;
  name: string;
  filter: Record<string, string>;
  orders?: number | null;
}

async function openShop() {
  const owned = await addTenant(api.table);
  const viewer = await signIn(api.table, owned.tenant, 'viewer', { mode: 'test' });
  return { owned, viewer };
}

const ask = (who: SignedIn, line: string, body?: unknown) => {
  const { headers, cookies } = who;
  return api.ask(line, { headers, cookies, ...(body !== undefined && { body }) });
};

const save = (who: SignedIn, name: string, filter: object) => ask(who, `POST ${PATH}`, { name, filter });

const views = async (who: SignedIn, query = '') =>
  (await ask(who, `GET ${PATH}${query}`)).body as { views: View[]; counts?: Record<string, number> };

const addOrder = ({ testKey }: AddedTenant, changes: object = {}) => postOrder(api, testKey, changes);

describe('a view of the list of orders', () => {
  test('is kept for the member who saved it, a viewer too, in both modes', async () => {
    const { owned, viewer } = await openShop();
    const colleague = await signIn(api.table, owned.tenant, 'owner', { mode: 'test' });
    const filter = { status: 'pending,confirmed', city: 'Bogotá', attempts: '2-' };
    const made = await save(viewer, '  Por llamar ', { ...filter, status: ['pending', 'confirmed'] });
    expect(made).toMatchObject({
      status: 201,
      body: { id: expect.stringMatching(/^viw_/), name: 'Por llamar', filter },
    });
    expect(await views(viewer)).toEqual({ views: [made.body] });
    const live = { ...viewer, headers: { ...viewer.headers, 'recado-mode': 'live' } };
    expect(await views(live)).toEqual({ views: [made.body] });
    expect(await views(colleague)).toEqual({ views: [] });
    expect(await api.table.get(savedViewsKey(owned.tenant.id, viewer.member.id))).toMatchObject({
      entity: 'saved-views',
      views: [made.body],
      version: 1,
    });
  });

  test('of a name that there is takes its place', async () => {
    const { viewer } = await openShop();
    const first = (await save(viewer, 'Mine', { status: 'pending' })).body as View;
    await save(viewer, 'Other', { status: 'shipped' });
    const again = await save(viewer, 'mine', { status: 'confirmed' });
    expect(again).toMatchObject({ status: 201, body: { id: first.id } });
    expect((await views(viewer)).views.map(({ name, filter }) => [name, filter.status])).toEqual([
      ['mine', 'confirmed'],
      ['Other', 'shipped'],
    ]);
  });

  test('is renamed, and its filter replaced, where it stands', async () => {
    const { owned, viewer } = await openShop();
    const [first, second] = [
      (await save(viewer, 'Mine', { status: 'pending' })).body as View,
      (await save(viewer, 'Other', { status: 'shipped' })).body as View,
    ];
    const renamed = { ...first, name: 'Por llamar' };
    const line = `PATCH ${PATH}/${first.id}`;
    expect(await ask(viewer, line, { name: '  Por\nllamar ' })).toMatchObject({
      status: 200,
      body: renamed,
    });
    expect(await views(viewer)).toEqual({ views: [renamed, second] });
    // Its own name in another case is no other view's.
    const refiltered = { ...first, name: 'POR LLAMAR', filter: { city: 'Bogotá' } };
    const { id: _id, ...changes } = refiltered;
    expect(await ask(viewer, line, changes)).toMatchObject({ status: 200, body: refiltered });
    expect(await api.table.get(savedViewsKey(owned.tenant.id, viewer.member.id))).toMatchObject({
      views: [refiltered, second],
      version: 4,
    });
  });

  test('keeps its name and filter where the new ones are another view’s name or not valid', async () => {
    const { viewer } = await openShop();
    const mine = (await save(viewer, 'Mine', { status: 'pending' })).body as View;
    const other = (await save(viewer, 'Other', { status: 'shipped' })).body as View;
    const line = `PATCH ${PATH}/${mine.id}`;
    expect(await ask(viewer, line, { name: 'OTHER' })).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'view_exists',
          message: 'Another saved view has that name: name',
          details: { field: 'name' },
        },
      },
    });
    for (const [body, field] of [
      [{ name: 'x'.repeat(61) }, 'name'],
      [{ filter: { status: 'lost' } }, 'filter.status'],
      [{ filter: { from: '2026-11-22', to: '2026-11-20' } }, 'filter.to'],
      [{ colour: 'red' }, 'colour'],
    ] as const)
      expect(await ask(viewer, line, body)).toMatchObject({
        status: 400,
        body: { error: { details: { issues: [{ field }] } } },
      });
    expect((await ask(viewer, `PATCH ${PATH}/viw_none`, { name: 'New' })).status).toBe(404);
    expect(await views(viewer)).toEqual({ views: [mine, other] });
  });

  test('is removed, once', async () => {
    const { viewer } = await openShop();
    const { id } = (await save(viewer, 'Mine', { status: 'pending' })).body as View;
    expect((await ask(viewer, `DELETE ${PATH}/${id}`)).status).toBe(204);
    expect(await views(viewer)).toEqual({ views: [] });
    expect((await ask(viewer, `DELETE ${PATH}/${id}`)).status).toBe(404);
  });

  test('goes with its member', async () => {
    const { owned, viewer } = await openShop();
    const owner = await signIn(api.table, owned.tenant, 'owner');
    await save(viewer, 'Mine', { status: 'pending' });
    expect((await ask(owner, `DELETE /platform/v1/members/${viewer.member.id}`)).status).toBe(204);
    expect(await api.table.get(savedViewsKey(owned.tenant.id, viewer.member.id))).toBeUndefined();
  });

  test('is saved once under an Idempotency-Key', async () => {
    const { viewer } = await openShop();
    const headers = { ...viewer.headers, 'idempotency-key': 'once' };
    const body = { name: 'Mine', filter: { status: 'pending' } };
    const [first, second] = [
      await api.ask(`POST ${PATH}`, { ...viewer, headers, body }),
      await api.ask(`POST ${PATH}`, { ...viewer, headers, body }),
    ];
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  test('that ends before it begins on a new clock of the tenant does not keep the others from being counted', async () => {
    const { owned, viewer } = await openShop();
    const filter = { from: '2026-11-22T03:00:00Z', to: '2026-11-21' };
    expect((await save(viewer, 'An evening in Bogotá', filter)).status).toBe(201);
    await save(viewer, 'Pending', { status: 'pending' });
    await addOrder(owned);
    await updateTenant(api.table, owned.tenant.id, { timeZone: 'Asia/Kolkata' }, byAdmin(new Date()));
    const { status, body } = await api.ask(`GET /platform/v1/members/${viewer.member.id}/views?counts=true`, {
      headers: { authorization: `Bearer ${owned.testKey}` },
    });
    expect(status).toBe(200);
    expect((body as { views: View[] }).views.map(({ orders }) => orders)).toEqual([null, 1]);
  });

  test('all that are saved at the same moment are kept', async () => {
    const { viewer } = await openShop();
    const names = ['a', 'b', 'c'];
    const answers = await Promise.all(names.map((name) => save(viewer, name, { status: 'pending' })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await views(viewer)).views.map(({ name }) => name).sort()).toEqual(names);
  });

  test('there are thirty at most', async () => {
    const { viewer } = await openShop();
    for (let n = 0; n < 30; n++)
      expect((await save(viewer, `View ${n}`, { status: 'pending' })).status).toBe(201);
    expect(await save(viewer, 'One more', { status: 'pending' })).toMatchObject({
      status: 409,
      body: { error: { code: 'limit_reached' } },
    });
    expect((await save(viewer, 'View 3', { status: 'shipped' })).status).toBe(201);
    expect((await views(viewer)).views).toHaveLength(30);
  });

  test.each([
    [{ name: '', filter: { status: 'pending' } }, 'name'],
    [{ name: 'x'.repeat(61), filter: { status: 'pending' } }, 'name'],
    [{ filter: { status: 'pending' } }, 'name'],
    [{ name: 'Mine' }, 'filter'],
    [{ name: 'Mine', filter: { status: 'lost' } }, 'filter.status'],
    [{ name: 'Mine', filter: { colour: 'red' } }, 'filter.colour'],
    [{ name: 'Mine', filter: { attempts: 'many' } }, 'filter.attempts'],
    [{ name: 'Mine', filter: { from: 'yesterday' } }, 'filter.from'],
    [{ name: 'Mine', filter: { from: '2026-11-22', to: '2026-11-20' } }, 'filter.to'],
    [{ name: 'Mine', filter: { q: 'x'.repeat(201) } }, 'filter.q'],
  ])('is refused as %j, naming %s', async (body, field) => {
    const { viewer } = await openShop();
    const answer = await ask(viewer, `POST ${PATH}`, body);
    const { error } = answer.body as { error: { details: { issues: { field: string }[] } } };
    expect([answer.status, error.details.issues.map((issue) => issue.field)]).toEqual([400, [field]]);
    expect(await views(viewer)).toEqual({ views: [] });
  });

  test('is visible to the member and to holders of the tenant’s keys only', async () => {
    const { owned, viewer } = await openShop();
    const owner = await signIn(api.table, owned.tenant, 'owner');
    await save(viewer, 'Mine', { status: 'pending' });
    const theirs = `/platform/v1/members/${viewer.member.id}/views`;
    for (const line of [`GET ${theirs}`, `DELETE ${theirs}/viw_1`])
      expect((await ask(owner, line)).status).toBe(403);
    expect((await ask(owner, `POST ${theirs}`, { name: 'x', filter: { status: 'pending' } })).status).toBe(
      403,
    );
    expect((await ask(owner, `PATCH ${theirs}/viw_1`, { name: 'x' })).status).toBe(403);
    expect((await ask(viewer, `GET ${theirs}`)).status).toBe(200);
    const mine = await api.ask(`GET ${theirs}`, { key: owned.testKey });
    expect([mine.status, mine.body]).toEqual([200, await views(viewer)]);
    const stranger = await addTenant(api.table);
    for (const [line, key] of [
      [`GET ${theirs}`, stranger.testKey],
      [`GET ${PATH}`, owned.testKey],
    ])
      expect((await api.ask(line ?? '', { key: key ?? '' })).status).toBe(404);
  });
});

describe('counts', () => {
  test('come with the views, as the list with the same filter has orders', async () => {
    const { owned, viewer } = await openShop();
    await addOrder(owned, { name: 'Ana Pérez' });
    await addOrder(owned, { name: 'Luz Marina', external_order_id: 'S-1', external_order_source: 'shopify' });
    await addOrder(owned, { name: 'Luz Elena', external_order_id: 'S-2', external_order_source: 'shopify' });
    await save(viewer, 'Shopify', { source: 'shopify' });
    await save(viewer, 'Luz', { q: 'luz' });
    await save(viewer, 'Luz of Shopify', { q: 'marina', source: 'shopify' });
    await save(viewer, 'Shipped', { status: 'shipped' });
    await save(viewer, 'Long ago', { to: '2020-01-01' });
    const today = new Date().toISOString().slice(0, 10);
    await save(viewer, 'Since long', { from: '2020-01-01', to: '2099-01-01', status: 'pending' });
    await save(viewer, 'Tomorrow', { from: new Date(Date.parse(today) + 3 * 86_400_000).toISOString() });
    const counted = await views(viewer, '?counts=true');
    expect(counted.views.map(({ name, orders }) => [name, orders])).toEqual([
      ['Shopify', 2],
      ['Luz', 2],
      ['Luz of Shopify', 1],
      ['Shipped', 0],
      ['Long ago', 0],
      ['Since long', 3],
      ['Tomorrow', 0],
    ]);
    const { body } = await ask(viewer, 'GET /platform/v1/orders?counts=true&limit=1');
    expect(counted.counts).toEqual((body as { counts: object }).counts);
    expect(counted.counts).toMatchObject({ today: 3 });
    const live = { ...viewer, headers: { ...viewer.headers, 'recado-mode': 'live' } };
    expect((await views(live, '?counts=true')).views.map(({ orders }) => orders)).toEqual(Array(7).fill(0));
  });

  test('of many views take one look at the orders', async () => {
    const { owned, viewer } = await openShop();
    for (let n = 0; n < 5; n++) await addOrder(owned);
    const cost = async () => {
      const trips = await roundTripsOf(() => views(viewer, '?counts=true'));
      return trips.filter(({ operation }) => operation === 'Query').length;
    };
    const none = await cost();
    for (let n = 0; n < 10; n++) await save(viewer, `View ${n}`, { status: 'pending' });
    expect(await cost()).toBe(none);
  });

  test('leave out a filter of words that this release does not know', async () => {
    const { owned, viewer } = await openShop();
    await save(viewer, 'Newer', { status: 'pending' });
    await save(viewer, 'Known', { status: 'pending' });
    const key = savedViewsKey(owned.tenant.id, viewer.member.id);
    const { views: kept = [] } = ((await api.table.get(key)) ?? {}) as { views?: View[] };
    const [newer, known] = kept;
    const changed = [{ ...newer, filter: { status: 'levitating' } }, known];
    await api.table.update(key, { set: { views: changed } });
    expect((await views(viewer, '?counts=true')).views.map(({ orders }) => orders)).toEqual([null, 0]);
  });
});
