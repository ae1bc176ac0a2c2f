/** The result of a function that reports partial batch failures. */
interface BatchAnswer {
  batchItemFailures?: unknown;
}

/**
 * Which items of a batch failed, by a function's answer, as Lambda reads it: nothing or an empty list is success; a list
 * with anything in it that names no item of the batch (null, empty, misspelt) fails the whole batch.
 * @returns the identifiers that failed, or `all`
 */
export function failedItems(answer: unknown, identifiers: readonly string[]): Set<string> | 'all' {
  if (answer === undefined || answer === null) return new Set();
  if (typeof answer !== 'object') return 'all';
  const { batchItemFailures } = answer as BatchAnswer;
  if (batchItemFailures === undefined || batchItemFailures === null) return new Set();
  if (!Array.isArray(batchItemFailures)) return 'all';
  const failed = new Set<string>();
  for (const failure of batchItemFailures as unknown[]) {
    const identifier =
      typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure
        ? failure.itemIdentifier
        : undefined;
    if (typeof identifier !== 'string' || !identifiers.includes(identifier)) return 'all';
    failed.add(identifier);
  }
  return failed;
}
