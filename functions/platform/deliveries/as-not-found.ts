import { Problem } from '../../../shared/base/problem.ts';

/** An unknown delivery as this API refuses it: not found, and the same for another tenant's, whose existence it keeps to itself. */
export const asNotFound = (thrown: unknown): unknown =>
  thrown instanceof Problem && thrown.code === 'delivery_refused'
    ? new Problem('not_found', {}, { cause: thrown })
    : thrown;
