/**
 * How one dial ended. `recovered` and `not_recovered` are the `confirmed` and `cancelled` of a recovery call;
 * `unknown` is a call that was picked up without bringing a decision.
 */
export const callOutcomes = [
  'confirmed',
  'cancelled',
  'novedad',
  'recovered',
  'not_recovered',
  'no_answer',
  'busy',
  'voicemail',
  'failed',
  'invalid_number',
  'opt_out',
  'unknown',
] as const;

export type ReportedOutcome = (typeof callOutcomes)[number];

/** An outcome as others write it: in any case, with any of the signs that part words. Anything but text is left unchanged. */
export const tidyOutcome = (given: unknown): unknown =>
  typeof given === 'string'
    ? given
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_')
        .replace(/^canceled$/, 'cancelled')
    : given;

/** @returns undefined for anything else */
export function outcomeOf(given: unknown): ReportedOutcome | undefined {
  const tidied = tidyOutcome(given);
  return callOutcomes.find((outcome) => outcome === tidied);
}

/**
 * Whether a dial connected, and so takes one call of the tenant's credit: when somebody said something, or when
 * anything picked up, a mailbox included, and the line was open for at least a second.
 */
export function connected(outcome: ReportedOutcome, durationSeconds: number | null): boolean {
  switch (outcome) {
    case 'confirmed':
    case 'cancelled':
    case 'novedad':
    case 'recovered':
    case 'not_recovered':
    case 'opt_out':
      return true;
    case 'voicemail':
    case 'unknown':
      return durationSeconds !== null && durationSeconds > 0;
    case 'no_answer':
    case 'busy':
    case 'failed':
    case 'invalid_number':
      return false;
  }
}
