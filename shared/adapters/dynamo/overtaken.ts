import { Problem } from '../../base/problem.ts';
import { pause } from './conflicts.ts';

/** Times that other writers may overtake a decision before its caller hears of it. */
const MOST_TIMES = 30;

/**
 * Waits a random moment before a decision is made again that another writer overtook: of many that go on at once, some
 * would lose every time.
 *
 * @param times how often this decision was overtaken, this time included
 * @throws Problem unavailable when that happened too often: nothing of it is stored, and it may be sent again
 */
export async function waitBeforeRetry(times: number, refused: Error): Promise<void> {
  if (times >= MOST_TIMES) throw new Problem('unavailable', { retryAfterSeconds: 1 }, { cause: refused });
  await pause(times);
}
