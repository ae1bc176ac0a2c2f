const ASCII = /^[ -~]*$/;

/**
 * A date, time or phone as it is typed: digits and signs of every script and width as ours, all dashes as `-`, and without
 * the direction marks and joiners that browsers and copying put between them.
 */
export const asTyped = (text: string): string =>
  ASCII.test(text)
    ? text
    : inAsciiDigits(text.normalize('NFKC').replace(/\p{Cf}/gu, '')).replace(/[\p{Pd}−]/gu, '-');

/** A text with the decimal digits of every script and width as 0 to 9. */
export const inAsciiDigits = (text: string): string => text.replace(/\p{Nd}/gu, digitOf);

/** Unicode keeps the digits of a script together, from 0 to 9, and every run of them begins with a 0. */
function digitOf(digit: string): string {
  if (/\d/.test(digit)) return digit;
  let value = 0;
  for (let at = (digit.codePointAt(0) ?? 0) - 1; /\p{Nd}/u.test(String.fromCodePoint(at)); at--) value++;
  return String(value % 10);
}
