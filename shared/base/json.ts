/** A JSON number that a double would change, with the digits it was written in: `JSON.stringify` writes them again. */
export interface ExactNumber {
  readonly rawJSON: string;
}

/** What ECMAScript's `JSON` can do beyond its declared type (JSON.parse source text access). */
const json = JSON as unknown as {
  parse(
    text: string,
    revive: (name: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): value is ExactNumber;
};

/** Whether JSON can hold numbers beyond what a double counts: with 16 digits in a row, or with an exponent. */
export const mayHoldLarge = (text: string): boolean => /\d{16}|\d[eE]/.test(text);

/**
 * Parses JSON as `JSON.parse` does, but keeps every digit of numbers beyond 2^53, which ids and references are made of:
 * they become `ExactNumber`s.
 * @throws SyntaxError, and RangeError when such a number lies thousands of levels deep
 */
export function parseExactly(text: string): unknown {
  if (!mayHoldLarge(text)) return JSON.parse(text);
  return json.parse(text, (_name, value, { source }) =>
    typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER && source !== undefined
      ? json.rawJSON(source)
      : value,
  );
}

export const isExactNumber = (value: unknown): value is ExactNumber => json.isRawJSON(value);
