/**
 * Text that no spreadsheet takes for a formula: what starts like one, also behind blanks or in full-width characters,
 * gets an apostrophe before it (OWASP, CSV injection).
 */
export const textCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** `+573001234567` stays as it is: a number cannot do anything. A phone that is none is text. */
export const phoneCell = (phone: string): string => (/^\+?\d+$/.test(phone) ? phone : textCell(phone));

/** So does `-12.50`. */
export const amountCell = (amount: string): string =>
  /^-?\d+(?:\.\d+)?$/.test(amount) ? amount : textCell(amount);
