import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import type { Image } from './attributes.ts';

const CONDITION = 'ConditionalCheckFailedException';
const TRANSACTION = 'TransactionCanceledException';
const CONFLICT = 'TransactionConflictException';

/**
 * The errors of a failed condition and of conflicting transactions. The SDK retries none of them, and they mean the same
 * whether the SDK or the direct sender made the request.
 */
export const REFUSALS: readonly string[] = [CONDITION, TRANSACTION, CONFLICT];

const isNamed = (thrown: unknown, name: string): thrown is Error =>
  thrown instanceof Error && thrown.name === name;

/** A condition failed; `Item` is what is stored, if the request asked for it. */
export const isFailedCondition = (thrown: unknown): thrown is Error & { Item?: Image } =>
  isNamed(thrown, CONDITION);

/** A transaction was not stored, for reasons in the order of its writes. */
export const isCancelled = (
  thrown: unknown,
): thrown is Error & { CancellationReasons?: CancellationReason[] } => isNamed(thrown, TRANSACTION);

/** A transaction was writing the same item. */
export const isConflicting = (thrown: unknown): boolean => isNamed(thrown, CONFLICT);
