import type { Item } from './expressions.ts';

/** A single conditional write was refused. `item` is what stands there instead, when anything does. */
export class ConditionFailed extends Error {
  readonly item: Item | undefined;

  constructor(item: Item | undefined, options?: ErrorOptions) {
    super('The condition of the write does not hold', options);
    this.name = 'ConditionFailed';
    this.item = item;
  }
}

/** A transaction was refused by the conditions of the writes at these positions; nothing of it was stored. */
export class TransactionRefused extends Error {
  readonly failures: readonly { index: number; item: Item | undefined }[];

  constructor(failures: readonly { index: number; item: Item | undefined }[], options?: ErrorOptions) {
    super(`The condition of write ${failures.map(({ index }) => index).join(', ')} does not hold`, options);
    this.name = 'TransactionRefused';
    this.failures = failures;
  }
}
