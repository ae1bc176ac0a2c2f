/** A point before three digits: a decimal point, or the one that sets off thousands. */
const AMBIGUOUS = /^\s*[1-9]\d{0,2}[.,]\d{3}\s*$/;

/** The readings of an amount that was written as text with a point before three digits; undefined for any other one. */
export function amountReadings(given: unknown): string | undefined {
  if (typeof given !== 'string' || !AMBIGUOUS.test(given)) return undefined;
  const text = given.trim();
  return `${Number(text.replace(',', '.'))} / ${text.replace(/[.,]/, '')}`;
}

/** Text with a point before three digits, as the fraction that it is in a currency of three decimals. */
export const inThousandths = (given: unknown): unknown =>
  typeof given === 'string' && given.includes('.') ? Number(given) : given;

const AMBIGUOUS_IN_JSON = /"\s*[1-9]\d{0,2}\.\d{3}\s*"/;

/** Whether a JSON text may hold such an amount, whatever its field. */
export const hasAmbiguousAmount = (json: string): boolean => AMBIGUOUS_IN_JSON.test(json);

/** The issue of a schema about an amount: which readings it has, or that it is none. */
export const amountIssue = (given: unknown) => {
  const readings = amountReadings(given);
  return readings === undefined
    ? { code: 'custom' as const, params: { rule: 'amount' }, input: given }
    : { code: 'custom' as const, params: { rule: 'ambiguous_amount' }, message: readings, input: given };
};
