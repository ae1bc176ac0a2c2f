import { Problem } from '../base/problem.ts';
import { type DeliveryRefusal, deliveryRefusals } from '../events/delivery-refusals.ts';

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
  | 'quote'
  | 'user'
  | 'promo_code'
  | 'fund_accounts'
  | 'payment'
  /** The order that is delivered. */
  | 'order'
  | 'duplicate';

/** One rule that a request breaks. */
export interface Failure {
  reason: DeliveryRefusal;
  rule: Rule;
  /** What is wrong, for a person to read. */
  message: string;
  /** When the region opens, of a time at which it is closed; ISO 8601, UTC. */
  opensAt?: string;
  /** What an amount was judged by, in major units. */
  figures?: Readonly<Record<string, number>>;
}

const rankOf = ({ reason }: Failure): number => deliveryRefusals.indexOf(reason);

/** The refusal of a request that breaks rules: it lists all of them, and the first by rank gives the answer its code. */
export function refusal(failures: readonly [Failure, ...Failure[]]): Problem {
  const sorted = failures.toSorted((a, b) => rankOf(a) - rankOf(b));
  const [{ reason, message } = failures[0]] = sorted;
  return new Problem('delivery_refused', { reason, message, failures: sorted });
}

/** The value that a rule accepts, or how it is broken. */
export type CheckResult<T> = { value: T } | { failure: Failure };

/** Collects what rules find, so that a refusal can list all of it. */
export class FailureCollector {
  readonly failures: Failure[] = [];

  /** The value that a rule accepts; undefined when it is broken, which is noted. */
  take<T>(checked: CheckResult<T>): T | undefined {
    if ('value' in checked) return checked.value;
    this.failures.push(checked.failure);
    return undefined;
  }

  add(...found: readonly (Failure | undefined)[]): void {
    this.failures.push(...found.filter((failure) => failure !== undefined));
  }

  /** @throws Problem delivery_refused when any rule is broken */
  refuse(): void {
    const [first, ...others] = this.failures;
    if (first) throw refusal([first, ...others]);
  }
}
