/**
 * Does something until it succeeds.
 *
 * @param work gets the number of the attempt, from 1
 * @param again whether the error may be temporary; it may wait first, or throw another error instead
 * @throws what `work` threw last
 */
export async function retry<Result>(
  work: (times: number) => Promise<Result>,
  again: (thrown: unknown, times: number) => boolean | Promise<boolean>,
): Promise<Result> {
  for (let times = 1; ; times++) {
    try {
      return await work(times);
    } catch (thrown) {
      if (!(await again(thrown, times))) throw thrown;
    }
  }
}
