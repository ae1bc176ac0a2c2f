/** A JSON number that a double would change, with the digits it was written in: `JSON.stringify` writes them again. */
export interface ExactNumber {
  readonly rawJSON: string;
}

/** Methods of ECMAScript's `JSON` beyond its declared type (JSON.parse source text access). */
const json = JSON as unknown as {
  parse(
    text: string,
    revive: (name: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): value is ExactNumber;
};

/** Whether JSON can hold numbers that a double would change: with 16 digits, or with an exponent. */
export const mayHoldLarge = (text: string): boolean => /\d[\d.]{15}|\d[eE]/.test(text);

/**
 * Parses JSON as `JSON.parse` does, but keeps every digit of numbers that a double would change, like ids beyond 2^53:
 * they become `ExactNumber`s.
 * @throws SyntaxError, and RangeError when such a number lies thousands of levels deep
 */
export function parseExactly(text: string): unknown {
  if (!mayHoldLarge(text)) return JSON.parse(text);
  return json.parse(text, (_name, value, { source }) =>
    typeof value === 'number' && source !== undefined && isChanged(value, source)
      ? json.rawJSON(source)
      : value,
  );
}

const isChanged = (value: number, source: string): boolean =>
  Math.abs(value) > Number.MAX_SAFE_INTEGER || digitsOf(String(value)) !== digitsOf(source);

/** A number's significant digits and its exponent: `120`, `1.2e2` and `0120.0` have the same. */
function digitsOf(number: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const counting = digits.replace(/0+$/, '');
  return counting && `${counting}e${Number(exponent) - fraction.length + digits.length - counting.length}`;
}

export const isExactNumber = (value: unknown): value is ExactNumber => json.isRawJSON(value);
