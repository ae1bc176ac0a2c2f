import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { orderStatuses } from '../../shared/events/order-words.ts';
import type { OrderRow as WholeRow } from '../../shared/orders/rows/search-row.ts';
import { amountCell, csvOf, phoneCell, textCell } from '../../shared/reports/exports/csv.ts';

const AT = '2026-11-22T15:00:00.000Z';

type OrderRow = Omit<WholeRow, 'facets'>;

const row = (changes: Partial<OrderRow> = {}): OrderRow => ({
  id: 'ord_1',
  reference: 'ORD1702345678ABCD',
  name: 'John Doe',
  number: '#1001',
  externalId: 'WEB-1',
  marks: [],
  phone: '+919876543210',
  status: 'pending',
  total: '2497',
  createdAt: AT,
  updatedAt: AT,
  ...changes,
});

async function* each(rows: readonly OrderRow[]): AsyncGenerator<OrderRow> {
  yield* rows;
}

async function textOf(rows: AsyncIterable<OrderRow>): Promise<string> {
  let text = '';
  for await (const piece of csvOf(rows)) text += piece;
  return text;
}

describe('the CSV of orders', () => {
  test('has the documented headers, lines that end in CRLF, and a byte order mark', async () => {
    expect(await textOf(each([row(), row({ name: 'Gómez, "Ana"\nMaría' })]))).toBe(
      '\uFEFFOrder ID,Reference ID,Customer Name,Mobile,Status,Amount,Created Date,Updated Date\r\n' +
        `ord_1,ORD1702345678ABCD,John Doe,+919876543210,pending,2497,${AT},${AT}\r\n` +
        `ord_1,ORD1702345678ABCD,"Gómez, ""Ana""\nMaría",+919876543210,pending,2497,${AT},${AT}\r\n`,
    );
  });

  test('of no orders is its headers', async () => {
    expect((await textOf(each([]))).split('\r\n')).toHaveLength(2);
  });

  test('gives any reader the values that it was given, whatever the texts are', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const rows = fc.record({
      id: text,
      reference: text,
      name: text,
      number: text,
      externalId: text,
      marks: fc.constant([]),
      phone: text,
      status: fc.constantFrom(...orderStatuses),
      total: text,
      createdAt: fc.constant(AT),
      updatedAt: fc.constant(AT),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 8 }), async (given) => {
        const { data } = Papa.parse<string[]>(await textOf(each(given)), {
          newline: '\r\n',
          skipEmptyLines: true,
        });
        expect(data.slice(1)).toEqual(
          given.map(({ id, reference, name, phone, status, total }) => [
            textCell(id),
            textCell(reference),
            textCell(name),
            phoneCell(phone),
            status,
            amountCell(total),
            AT,
            AT,
          ]),
        );
      }),
    );
  });

  test('passes on an error of the rows', async () => {
    async function* failing(): AsyncGenerator<OrderRow> {
      yield row();
      throw new Error('The table is gone');
    }
    await expect(textOf(failing())).rejects.toThrow('The table is gone');
  });

  test('reads no more rows than its reader takes', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<OrderRow> {
      for (;;) {
        read++;
        yield row();
      }
    }
    for await (const _ of csvOf(endless())) break;
    const sofar = read;
    await new Promise((resume) => setImmediate(resume));
    expect(read - sofar).toBeLessThan(100);
  });
});

describe('a cell', () => {
  test.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', '\n1', ' =1', '＝1', '＋1', '－1', '＠A1'])(
    'of text cannot become a formula: %j',
    (text) => {
      expect(textCell(text)).toBe(`'${text}`);
    },
  );

  test.each(['John', '1+1', "O'Neil", 'a=b', ''])('of other text is left alone: %j', (text) => {
    expect(textCell(text)).toBe(text);
  });

  test.each([
    ['+573001234567', '+573001234567'],
    ['123680000000', '123680000000'],
    ['+1+2', "'+1+2"],
    ['=1', "'=1"],
  ])('of a phone keeps its plus, and no formula: %s', (phone, cell) => {
    expect(phoneCell(phone)).toBe(cell);
  });

  test.each([
    ['12.5', '12.5'],
    ['-12.50', '-12.50'],
    ['-1+2', "'-1+2"],
  ])('of an amount keeps its sign, and no formula: %s', (amount, cell) => {
    expect(amountCell(amount)).toBe(cell);
  });
});
