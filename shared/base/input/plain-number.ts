import { inAsciiDigits } from '../text/digits.ts';

/** What stands in for `.`, `,` and `-` beside the digits of other scripts and widths. */
const SIGNS: Readonly<Record<string, string>> = { '．': '.', '，': ',', '−': '-', '－': '-', '＋': '+' };

/** Arabic has signs of its own for what sets off thousands, and for the decimal point: nothing about them is ambiguous. */
const ARABIC = /^([+-]?\d+(?:٬\d{2,3})*)(?:٫(\d+))?$/;

const INVISIBLE = /\p{Cf}/gu;

const PLAIN = /^[ -~]*$/;

/** Digits, and what may stand between and around them. */
const WRITTEN = /^(?=.*\d)[\d.,'’\s+eE-]+$/s;

/**
 * A number that is written as text, in the digits 0 to 9 and without marks that nobody sees: `٨٥٦٠٠` is `85600`. Anything
 * else comes back as it is.
 */
export function plainNumber<Given>(given: Given): Given | string {
  if (typeof given !== 'string' || PLAIN.test(given) || given.length > MAX_LENGTH) return given;
  const seen = inAsciiDigits(given.replace(INVISIBLE, '')).replace(
    /[．，−－＋]/g,
    (sign) => SIGNS[sign] ?? sign,
  );
  const text = /[٫٬]/.test(seen) ? withoutArabicSigns(seen) : seen;
  return WRITTEN.test(text) ? text : given;
}

const MAX_LENGTH = 400;

function withoutArabicSigns(text: string): string {
  const [, whole, fraction] = ARABIC.exec(text.trim()) ?? [];
  if (whole === undefined) return text;
  const digits = whole.replaceAll('٬', '');
  // A fourth decimal, because three of them behind a point may be thousands.
  return fraction === undefined ? digits : `${digits}.${fraction.padEnd(4, '0')}`;
}
