import { Problem } from '../problem.ts';

/** The rules that a delivery is checked against. */
export type Rule =
  | 'request'
  | 'pickup_area'
  | 'drop_area'
  | 'region'
  | 'route'
  | 'distance'
  | 'size'
  | 'ship_type'
  | 'hours'
  | 'collections'
  | 'quote';

/** One rule that a request breaks. */
export interface Failure {
  /** Of the delivery dialect's table: `E303`. */
  code: `E${number}`;
  rule: Rule;
  /** What is wrong, for a person to read. */
  message: string;
}

/** The refusal of a request that breaks rules: all of them, the first by code giving the answer its own code. */
export function refusal(failures: readonly [Failure, ...Failure[]]): Problem {
  const sorted = failures.toSorted((one, other) => one.code.localeCompare(other.code));
  const [first = failures[0]] = sorted;
  return new Problem('delivery_refused', { ecode: first.code, message: first.message, failures: sorted });
}
