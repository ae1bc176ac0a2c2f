import { PassThrough, pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { OrderRow as WholeRow } from '../../orders/rows/search-row.ts';

export const CSV_TYPE = 'text/csv; charset=utf-8';

type OrderRow = Omit<WholeRow, 'facets'>;

/** A column of a file: a cell's text is safe in a spreadsheet. */
export interface CsvColumn<Row> {
  header: string;
  cell: (row: Row) => string;
}

/** As the orders API documents its export. */
const COLUMNS: readonly CsvColumn<OrderRow>[] = [
  { header: 'Order ID', cell: ({ id }) => textCell(id) },
  { header: 'Reference ID', cell: ({ reference }) => textCell(reference) },
  { header: 'Customer Name', cell: ({ name }) => textCell(name) },
  { header: 'Mobile', cell: ({ phone }) => phoneCell(phone) },
  { header: 'Status', cell: ({ status }) => status },
  { header: 'Amount', cell: ({ total }) => amountCell(total) },
  { header: 'Created Date', cell: ({ createdAt }) => createdAt },
  { header: 'Updated Date', cell: ({ updatedAt }) => updatedAt },
];

/** Rows as the orders API exports them. */
export const csvOf = (rows: AsyncIterable<OrderRow>): AsyncIterable<string> => csvIn(COLUMNS, rows);

/**
 * Rows as CSV (RFC 4180) in UTF-8, a piece at a time: it holds no more of them than a reader takes. It starts with a byte
 * order mark, without which Excel reads another encoding.
 */
export function csvIn<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row>,
): AsyncIterable<string> {
  const csv = stringify({
    bom: true,
    header: true,
    columns: columns.map(({ header }) => header),
    record_delimiter: '\r\n',
    // RFC 4180 wants quotes around each of the two, not only around the pair.
    quoted_match: ['\r', '\n'],
  });
  const text = new PassThrough({ encoding: 'utf8' });
  // A failure reaches the reader of the text, and a reader that stops early stops the reading of rows.
  return pipeline(Readable.from(cellsOf(columns, rows)), csv, text, () => undefined);
}

async function* cellsOf<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row>,
): AsyncGenerator<string[], void, undefined> {
  for await (const row of rows) yield columns.map(({ cell }) => cell(row));
}

/**
 * Text that no spreadsheet takes for a formula: what starts like one, also behind blanks or in full-width characters,
 * gets an apostrophe before it (OWASP, CSV injection).
 */
export const textCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** `+573001234567` stays as it is: a number is harmless. An unreadable phone is text. */
export const phoneCell = (phone: string): string => (/^\+?\d+$/.test(phone) ? phone : textCell(phone));

/** So does `-12.50`. */
export const amountCell = (amount: string): string =>
  /^-?\d+(?:\.\d+)?$/.test(amount) ? amount : textCell(amount);
