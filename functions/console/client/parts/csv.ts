/** Text that a spreadsheet would take for a formula, also behind blanks or in full-width characters (OWASP, CSV injection). */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** A phone in E.164 is harmless, and must stay as it is. */
const PHONE = /^\+\d+$/;

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) && !PHONE.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV (RFC 4180), with the byte order mark that Excel needs to read it as UTF-8. */
export const csvText = (
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string => `\ufeff${[head, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
