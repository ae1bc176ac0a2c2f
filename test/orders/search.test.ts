import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../shared/base/fold.ts';
import { orderFromItem, orderKey } from '../../shared/orders/order-store.ts';
import { rowFromItem, searchItem } from '../../shared/orders/search-row.ts';
import { openShop, type Shop, startApi } from './shop.ts';

describe('text as people compare it', () => {
  it.each([
    ['José', 'JOSE'],
    ['Jose\u0301', 'jos\u00e9'],
    ['Nguyễn', 'nguyen'],
    ['Straße', 'STRASSE'],
    ['Ana  María', 'ana\u00a0maria'],
    ['Ana \t María', 'Ana Maria'],
    ['कमल\u200d', 'कमल'],
    ['\u0929', '\u0928\u093c'],
    ['ЙОД', 'йод'],
  ])('%j is %j', (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it.each([
    ['कमल', 'कोमल'],
    ['कमल', 'कमला'],
    ['йод', 'иод'],
    ['が', 'か'],
    ['άλφα', 'αλφα'],
    ['كَتَبَ', 'كتب'],
    ['กา', 'ก้า'],
    ['AnaMaria', 'Ana Maria'],
  ])('%j is not %j', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });
});

let api: Awaited<ReturnType<typeof startApi>>;
let shop: Shop;
const ids: Record<string, string> = {};
beforeAll(async () => {
  api = await startApi();
  shop = await openShop(api);
  const given = {
    web: { name: 'Ana  María  Gómez', external_order_source: 'website', external_order_id: 'WEB-12345' },
    nfd: { name: 'Beto', external_order_id: 'PEDIDO-N\u0303ANDU\u0301', external_order_number: 'B/77-x' },
    kamal: { name: 'कमल शर्मा' },
    komal: { name: 'कोमल शर्मा' },
  };
  for (const [name, body] of Object.entries(given))
    ids[name] = await shop.create({ referenceId: `ref-${name}`, ...body });
});
afterAll(() => api.stop());

async function found(searchTerm: string): Promise<string[]> {
  const { body } = await shop.ask(`GET /orders?${new URLSearchParams({ searchTerm })}`);
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return (body as { orders: { _id: string }[] }).orders.map(({ _id }) => names.get(_id) ?? _id).sort();
}

it.each<[string, string[]]>([
  // By the id that another system knows the order by.
  ['WEB-12345', ['web']],
  ['web-123', ['web']],
  ['12345', ['web']],
  ['pedido-\u00f1and\u00fa', ['nfd']],
  ['PEDIDO-NANDU', ['nfd']],
  // By the number that people are shown.
  ['#1001', ['web']],
  ['1001', ['web']],
  ['b/77-X', ['nfd']],
  // By names.
  ['ana maria gomez', ['web']],
  ['  ANA   MARIA', ['web']],
  ['Ana\u00a0María\u2003Gómez', ['web']],
  ['कमल', ['kamal']],
  ['कोमल', ['komal']],
  ['शर्मा', ['kamal', 'komal']],
  ['शरमा', []],
  ['WEB-99999', []],
  ['website', []],
])('%j finds %j', async (term, names) => {
  expect(await found(term)).toEqual(names);
});

it('rows from before numbers and external ids were searched are read', async () => {
  const item = await api.table.get(orderKey({ tenantId: shop.tenant.id, mode: 'test' }, ids.web ?? ''));
  if (item === undefined) throw new Error('The order is gone');
  const row = searchItem(orderFromItem(item));
  const older = { ...row, row: String(row.row).split('\u001f').slice(0, 6).join('\u001f') };
  expect(rowFromItem(row)).toMatchObject({ number: '#1001', externalId: 'WEB-12345' });
  expect(rowFromItem(older)).toMatchObject({ name: 'Ana  María  Gómez', number: '', externalId: '' });
});
