import type { Item } from './expressions.ts';

/** The condition of a single write failed. `item` is what is stored there instead, if anything. */
export class ConditionFailed extends Error {
  readonly item: Item | undefined;

  constructor(item: Item | undefined, options?: ErrorOptions) {
    super('The condition of the write does not hold', options);
    this.name = 'ConditionFailed';
    this.item = item;
  }
}

/** A write of a transaction whose condition does not hold. */
export interface FailedWrite {
  /** The write's own `name`. */
  name: string | undefined;
  /** What is stored there instead, if anything is. */
  item: Item | undefined;
}

/** A transaction was refused by the conditions of some of its writes; nothing of it was stored. */
export class TransactionRefused extends Error {
  readonly failures: readonly FailedWrite[];

  constructor(failures: readonly FailedWrite[], options?: ErrorOptions) {
    const names = failures.map(({ name }) => name ?? 'unnamed').join(', ');
    super(`The condition of these writes does not hold: ${names}`, options);
    this.name = 'TransactionRefused';
    this.failures = failures;
  }

  /** The refused write of this name; undefined when it would have been stored. */
  failed(name: string): FailedWrite | undefined {
    return this.failures.find((failure) => failure.name === name);
  }
}
