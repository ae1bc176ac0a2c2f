import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDeliveryDate, readDeliveryTime } from '../../functions/intake/delivery-times.ts';
import { decodeFormText, numberEntries } from '../../functions/intake/form.ts';
import { getTimeline } from '../../shared/orders/changes/timeline.ts';
import { startApi, type TestApi } from '../support/api/api.ts';
import type { AddedTenant } from '../support/data/tenant.ts';
import { addShop, FORM, type Hook, type HookAnswer, postToHook, setEnvironment } from './hooks.ts';

let api: TestApi;
let shop: AddedTenant & { hook: Hook };

beforeAll(async () => {
  setEnvironment();
  api = await startApi();
  shop = await addShop(api);
});

afterAll(() => api.stop());

const now = new Date('2026-11-28T15:00:00Z');
const inColombia = { country: 'CO', timeZone: 'America/Bogota', now };
const inTheUs = { country: 'US', timeZone: 'America/New_York', now };

describe('a date of delivery', () => {
  test.each([
    ['2026-12-31', { day: '2026-12-31' }],
    ['20261231', { day: '2026-12-31' }],
    ['2026/12/31', { day: '2026-12-31' }],
    ['31/12/2026', { day: '2026-12-31' }],
    ['31-12-2026', { day: '2026-12-31' }],
    ['31.12.26', { day: '2026-12-31' }],
    ['3/4/2026', { day: '2026-04-03' }],
    ['12/31/2026', { day: '2026-12-31' }],
    ['31/12/2026 18:45', { day: '2026-12-31', time: '18:45:00' }],
    ['31/12/2026, 6:45 p. m.', { day: '2026-12-31', time: '18:45:00' }],
    ['2026-12-31T18:45:00', { day: '2026-12-31', time: '18:45:00' }],
    ['2026-12-31 18:45', { day: '2026-12-31', time: '18:45:00' }],
    ['2027-01-01T02:30:00.000Z', { day: '2026-12-31', time: '21:30:00' }],
    ['2026-12-31T05:00:00.000Z', { day: '2026-12-31' }],
    ['2026-12-31T18:45:00-0500', { day: '2026-12-31', time: '18:45:00' }],
    ['2026-W53-4', { day: '2026-12-31' }],
    ['2026-365T18:45', { day: '2026-12-31', time: '18:45:00' }],
    ['31 de diciembre de 2026', { day: '2026-12-31' }],
    ['31-dic-2026', { day: '2026-12-31' }],
    ['jueves, 31 dez 2026', { day: '2026-12-31' }],
    ['31 Dec 2026', { day: '2026-12-31' }],
    ['December 31, 2026', { day: '2026-12-31' }],
    ['Thursday, December 31st, 2026 at 6:45 PM', { day: '2026-12-31', time: '18:45:00' }],
    ['Dic. 31 de 2026', { day: '2026-12-31' }],
    ['1º de dezembro de 2026', { day: '2026-12-01' }],
    ['31 de diciembre de 2026, 18:45', { day: '2026-12-31', time: '18:45:00' }],
    ['\u200e31\u200e/\u200e12\u200e/\u200e2026', { day: '2026-12-31' }],
    ['٣١‏/١٢‏/٢٠٢٦', { day: '2026-12-31' }],
    ['३१/१२/२०२६ १८:४५', { day: '2026-12-31', time: '18:45:00' }],
    ['2026‑12‑31', { day: '2026-12-31' }],
    ['1798760700', { day: '2026-12-31', time: '18:45:00' }],
    ['46387', { day: '2026-12-31' }],
    ['46387.78125', { day: '2026-12-31', time: '18:45:00' }],
    ['/Date(1798760700000)/', { day: '2026-12-31', time: '18:45:00' }],
    ['0001-01-01T00:00:00Z', {}],
    ['0001-01-01T00:00:00.0000000', {}],
    ['0000-00-00', {}],
    ['0000-00-00 00:00:00', {}],
    ['-0001-11-30T00:00:00-04:56', {}],
    ['1970-01-01T00:00:00.000Z', {}],
    ['1969-12-31T19:00:00-05:00', {}],
    ['1899-12-30', {}],
    ['-62135596800', {}],
    ['0', {}],
    ['1798760700000', { day: '2026-12-31', time: '18:45:00' }],
  ])('%s is read', (text, expected) => {
    expect(readDeliveryDate(text, inColombia)).toEqual(expected);
  });

  test('has the month first in the US', () => {
    expect(readDeliveryDate('3/4/2026', inTheUs)).toEqual({ day: '2026-03-04' });
    expect(readDeliveryDate('31/12/2026', inTheUs)).toEqual({ day: '2026-12-31' });
  });

  test.each([
    'mañana',
    '2021-02-30',
    '31/02/2026',
    '26/12/31',
    '31/12',
    '7',
    '31/12/2026 tarde',
    '2026-12',
    '2026-W53',
    '31 de abril de 2026',
    '31 foo 2026',
    '31126',
    '0000-00-01',
    '0.78125',
    'foo 31, 2026',
    'December 32, 2026',
    'December 31, 2026 tarde',
  ])('%s is not understood', (text) => expect(readDeliveryDate(text, inColombia)).toBeUndefined());
});

describe('a time of delivery', () => {
  test.each([
    ['asap', { time: 'asap' }],
    ['18:45', { time: '18:45:00' }],
    ['8:05:30', { time: '08:05:30' }],
    ['6:45 PM', { time: '18:45:00' }],
    ['6:45pm', { time: '18:45:00' }],
    ['12 am', { time: '00:00:00' }],
    ['12:30 p. m.', { time: '12:30:00' }],
    ['18:45:00.000', { time: '18:45:00' }],
    ['T18:45', { time: '18:45:00' }],
    ['18h45', { time: '18:45:00' }],
    ['18:45-19:15', { time: '18:45:00', until: '19:15:00' }],
    ['6:45 - 7:15 PM', { time: '18:45:00', until: '19:15:00' }],
    ['a las 6 pm', { time: '18:00:00' }],
    ['entre 2 y 4 pm', { time: '14:00:00', until: '16:00:00' }],
    ['de 14:00 a 16:00', { time: '14:00:00', until: '16:00:00' }],
    ['das 14h às 16h', { time: '14:00:00', until: '16:00:00' }],
    ['between 2pm and 4pm', { time: '14:00:00', until: '16:00:00' }],
    ['14:00/16:00', { time: '14:00:00', until: '16:00:00' }],
    ['11:30 – 1:00 PM', { time: '11:30:00', until: '13:00:00' }],
    ['2026-12-31T18:45:00', { day: '2026-12-31', time: '18:45:00' }],
    ['\u200e٦:٤٥ PM', { time: '18:45:00' }],
    ['１８：４５', { time: '18:45:00' }],
    ['0.78125', { time: '18:45:00' }],
    ['.25', { time: '06:00:00' }],
    ['0.75', { time: '18:00:00' }],
    ['46387.78125', { day: '2026-12-31', time: '18:45:00' }],
    ['1899-12-30T23:41:16.000Z', { time: '18:45:00' }],
    ['1970-01-01T23:45:00Z', { time: '18:45:00' }],
    ['0001-01-01T18:45:00', { time: '18:45:00' }],
    ['0001-01-01T00:00:00Z', {}],
    ['1899-12-30', {}],
    ['0', {}],
  ])('%s is read', (text, expected) => {
    expect(readDeliveryTime(text, inColombia)).toEqual(expected);
  });

  test.each([
    '0.25',
    '24:00',
    '25:00',
    '18:60',
    '18:45:60',
    'tarde',
    '7',
    '1845',
    '13:00 am',
    '19:15-18:45',
    '1-2-3',
  ])('%s is not understood', (text) => expect(readDeliveryTime(text, inColombia)).toBeUndefined());
});

describe('a form', () => {
  test.each([
    ['Jos%C3%A9+G%F3mez', 'José Gómez'],
    ['100%25', '100%'],
    ['100%+algod%C3%B3n', '100% algodón'],
    ['50%zz%', '50%zz%'],
    ['%80', '€'],
  ])('sends %s as %s', (written, text) => expect(decodeFormText(written)).toBe(text));

  test('has its entries numbered as Rack does', () => {
    const form = 'a[][x]=1&a[][y]=2&a%5B%5D%5Bx%5D=3&b[c][][x]=4&b[c][][t][]=5&b[c][][t][]=6&a[][y]=7&d[]=8';
    expect(numberEntries(form)).toBe(
      'a[0][x]=1&a[0][y]=2&a[1][x]=3&b[c][0][x]=4&b[c][0][t][]=5&b[c][0][t][]=6&a[1][y]=7&d[]=8',
    );
  });
});

const stored = async (body: unknown, { tenant } = shop) => {
  const found = await getTimeline(
    api.table,
    { tenantId: tenant.id, mode: 'test' },
    (body as HookAnswer).order_id,
  );
  if (found === undefined) throw new Error(`No such order is stored: ${JSON.stringify(body)}`);
  const flags = found.events.flatMap(({ type, data }) => (type === 'order.flagged' ? [data] : []));
  return { ...found, flags };
};

describe('an order that comes in', () => {
  test('as Rails sends it, in bytes of ISO-8859-1, is stored in its words with its items', async () => {
    const form =
      'phone=3001234567&id=L1&first_name=Jos%E9+Ni\xf1o&comment=100%+bien' +
      '&products[][api_id]=139&products[][count]=2&products[][price]=15' +
      '&products[][api_id]=140&products[][count]=1&products[][price]=5';
    const { status, body } = await api.ask(`POST /hooks/catch/${shop.hook.token}`, {
      body: form,
      base64: true,
      headers: FORM,
    });
    const { order } = await stored(body);
    expect([status, order.customer.name, order.notes, order.total]).toEqual([
      200,
      'José Niño',
      '100% bien',
      '35',
    ]);
    expect(order.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['139', 2],
      ['140', 1],
    ]);
  });

  test('in a charset that is named', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=ISO-8859-1' };
    const { body } = await postToHook(
      api,
      shop.hook.token,
      'phone=3001234567&id=L2&first_name=Pe%F1a&payment[sum]=5&payment[amount]=5',
      headers,
    );
    expect((await stored(body)).order.customer.name).toBe('Peña');
  });

  test('has the intended day and time', async () => {
    const times = { delivery_date: '31/12/2026', delivery_time: '18:45-19:15' };
    const { body } = await postToHook(api, shop.hook.token, {
      phone: '3001234567',
      id: 'T1',
      payment: { sum: 5, amount: 5 },
      ...times,
    });
    const { order, flags } = await stored(body);
    expect([order.deliveryDetails, flags]).toEqual([
      { delivery_date: '2026-12-31', delivery_time: '18:45:00', delivery_time_until: '19:15:00' },
      [],
    ]);
  });

  test('whose date or time was never set is as without it, and a time on such a day is a time', async () => {
    const own = await addShop(api);
    const sent = async (id: string, times: object) => {
      const order = { phone: '3001234567', id, payment: { sum: 5, amount: 5 }, ...times };
      const made = await stored((await postToHook(api, own.hook.token, order)).body, own);
      return { details: made.order.deliveryDetails, notes: made.order.notes, flags: made.flags };
    };
    const usual = await sent('Z1', {});
    expect(usual.details).toEqual({ delivery_date: expect.any(String), delivery_time: 'asap' });
    const never = '0001-01-01T00:00:00Z';
    expect(await sent('Z2', { delivery_date: never, delivery_time: never })).toEqual(usual);
    const timed = { delivery_date: '0000-00-00', delivery_time: '1899-12-30T23:41:16.000Z' };
    expect(await sent('Z3', timed)).toEqual({
      ...usual,
      details: { ...usual.details, delivery_time: '18:45:00' },
    });
    const onTheDay = { delivery_date: never, delivery_time: '2026-12-31T18:45' };
    const details = { delivery_date: '2026-12-31', delivery_time: '18:45:00' };
    expect(await sent('Z4', onTheDay)).toEqual({ ...usual, details });
  });

  test.each([
    ['pasado mañana', 'por la tarde'],
    ['x'.repeat(3000), { from: 3 }],
    [['2026'], 7],
  ])('is never lost because of its delivery time: %#', async (date, time) => {
    const id = `N${JSON.stringify(date).length}`;
    const sent = {
      phone: '3001234567',
      id,
      comment: 'Timbre',
      payment: { sum: 5, amount: 5 },
      delivery_date: date,
      delivery_time: time,
    };
    const { status, body } = await postToHook(api, shop.hook.token, sent);
    const { order, flags } = await stored(body);
    expect(status).toBe(200);
    expect(flags).toMatchObject([{ flag: 'delivery_date_unreadable' }, { flag: 'delivery_time_unreadable' }]);
    expect(order.notes).toMatch(/^Timbre\ndelivery_date: .+\ndelivery_time: .+$/);
    expect(order.deliveryDetails).toMatchObject({ delivery_time: 'asap' });
  });

  describe('with lists as JSON', () => {
    // Hooks take ten requests a second, and those above are as many.
    let own: typeof shop;
    beforeAll(async () => {
      own = await addShop(api);
    });

    test.each([
      ['form', (fields: Record<string, string>) => new URLSearchParams(fields).toString(), FORM],
      ['JSON', (fields: Record<string, string>) => fields, undefined],
    ])('may have its lists as JSON in a field of a %s', async (kind, write, headers) => {
      const sent = write({
        phone: '3001234567',
        id: `J ${kind}`,
        products: '[{"api_id":12345678901234567890,"count":"2","price":"5,5"}]',
        payment: '{"type":2,"amount":10}',
        promotion: ' {"discount":1,"involved _dishes":"[]"}',
      });
      const { status, body } = await postToHook(api, own.hook.token, sent, headers);
      const { order } = await stored(body, own);
      expect([status, order.items, order.total, order.payment, order.metadata]).toMatchObject([
        200,
        [{ sku: '12345678901234567890', quantity: 2, price: '5.5' }],
        '10',
        { method: 'prepaid' },
        { promotion: { discount: '1' } },
      ]);
    });

    test.each(['[{"api_id":1', `${'['.repeat(40)}${']'.repeat(40)}`, 'Gel x1'])(
      'whose list is the text %s is refused, and nothing is stored',
      async (products) => {
        const sent = { phone: '3001234567', id: 'J2', products, payment: { amount: 5 } };
        const { status, body } = await postToHook(api, own.hook.token, sent);
        expect([status, body]).toMatchObject([400, { error: { message: 'products must be a list' } }]);
        const { body: found } = await api.ask('GET /api/v1/orders?externalId=J2', { key: own.testKey });
        expect(found).toMatchObject({ total: 0 });
      },
    );
  });

  test('keeps every digit of its ids', async () => {
    const text =
      '{"phone":573001234567,"id":12345678901234567890,"products":[{"api_id":98765432109876543210,"count":"2","price":5}]}';
    const { body } = await postToHook(api, shop.hook.token, text);
    const { order } = await stored(body);
    expect([order.externalId, order.customer.phone, order.items[0]?.sku]).toEqual([
      '12345678901234567890',
      '+573001234567',
      '98765432109876543210',
    ]);
  });
});
