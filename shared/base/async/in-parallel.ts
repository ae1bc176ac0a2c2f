/**
 * Works on all items, at most this many at a time, and waits for every one: a failure stops no other.
 * @returns the results in the order of the items
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) {
      [results[index]] = await Promise.allSettled([work(item)]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
  return results;
}
