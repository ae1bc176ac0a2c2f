import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../../shared/base/text/fold.ts';
import { openShop, type Shop, startApi } from '../support/shop.ts';

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
    ['Łukasz', 'lukasz'],
    ['Søren Bjørn', 'soren bjorn'],
    ['Đorđe', 'dorde'],
    ['Ðuro Þór', 'duro thor'],
    ['Ægir Œuvre', 'aegir oeuvre'],
    ['GROẞ', 'gross'],
    ['Ħal Ŧim', 'hal tim'],
    ['Ərəm ısı', 'erem isi'],
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
    pole: { name: 'Łukasz Żółć-Ørsted', email: 'lukasz.z@Shop.example', mobile: '+573004567890' },
    komal: { name: 'कोमल शर्मा' },
    accent: { name: 'Séan O´Brien' },
    comma: { name: 'Oʻktam Rustamov' },
    apostrophe: { name: "Una O'Hara" },
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
  ['lukasz', ['pole']],
  ['LUKASZ orsted', ['pole']],
  ['zolc', ['pole']],
  ['"łukasz,"', ['pole']],
  // In any order, but from their beginning.
  ['gomez ana', ['web']],
  ['go an', ['web']],
  ['omez', []],
  ['ana beto', []],
  // Whatever stands for the apostrophe.
  ['brien', ['accent']],
  ["sean o'brien", ['accent']],
  ['O´Brien', ['accent']],
  ["o'ktam", ['comma']],
  ['O´ktam', ['comma']],
  ['oʻktam', ['comma']],
  ["o'hara", ['apostrophe']],
  ['O´Hara', ['apostrophe']],
  ['hara', ['apostrophe']],
  // By e-mail addresses.
  ['lukasz.z@shop.example', ['pole']],
  ['shop.ex', ['pole']],
  ['@shop', ['pole']],
  // By phones: whole, however they are written, and by four or more of their last digits.
  ['+57 300 456 7890', ['pole']],
  ['(+57) 300-456-7890', ['pole']],
  ['3004567890', ['pole']],
  ['7890', ['pole']],
  ['4567890 lukasz', ['pole']],
  ['890', []],
  // In the digits of any script.
  ['७८९०', ['pole']],
  ['+٥٧ ٣٠٠ ٤٥٦ ٧٨٩٠', ['pole']],
  ['४५६ ७८९०', ['pole']],
  ['１００１', ['web']],
  ['१००१', ['web']],
  ['300456', []],
  // By ids and references.
  ['ref-pole', ['pole']],
  ['REF', ['accent', 'apostrophe', 'comma', 'kamal', 'komal', 'nfd', 'pole', 'web']],
  ['.', []],
  ['WEB-99999', []],
  ['website', []],
])('%j finds %j', async (term, names) => {
  expect(await found(term)).toEqual(names);
});

it('an id finds its order, also by its beginning', async () => {
  const id = ids.web ?? '';
  expect(await found(id)).toEqual(['web']);
  expect(await found(id.slice(0, -1).toUpperCase())).toEqual(['web']);
  expect(await found('ord_')).toHaveLength(8);
});

it('what a name or phone was before finds nothing any more', async () => {
  const id = await shop.create({ name: 'Vieja Loca', mobile: '+573009990001', referenceId: 'changing' });
  ids.changing = id;
  expect(await found('vieja')).toEqual(['changing']);
  await shop.ask(`PUT /orders/${id}`, { updates: { name: 'Nueva Loca', mobile: '+573009990002' } });
  expect(await found('vieja')).toEqual([]);
  expect(await found('nueva loca')).toEqual(['changing']);
  expect(await found('9990001')).toEqual([]);
  expect(await found('9990002')).toEqual(['changing']);
});
