import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { pageOfRows } from '../rows/row-pages.ts';
import { type FoundId, idsCreated, timeOfOrder } from '../rows/search-row.ts';
import { orderOf } from '../search/entry.ts';
import { aboutOrders, countOfRange, type IdRange } from '../search/find-words.ts';
import { answerFromWords, type StoredWords } from '../search/read-words.ts';
import type { PageWindow } from '../statuses/page-of-kind.ts';

/** When orders were created, both instants included. */
interface Time {
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface FarLimits {
  /** From the how many-th order on a page is far from the beginning of its list: to read the rows before it takes 500 units. */
  far: number;
  /** So many rows before a far page are read at most, where orders did not come many in a millisecond. */
  near: number;
}

const FAR_LIMITS: FarLimits = { far: 20_000, near: 2000 };

/**
 * A page of the orders of a time, by their creation. One that is far from the beginning reads only the rows shortly before
 * it: some 100 units among any number of orders.
 * @returns with how many there are, when it has read them all
 */
export async function pageOfAge(
  table: Table,
  scope: Scope,
  time: Time,
  window: PageWindow,
  { far, near }: FarLimits = FAR_LIMITS,
): Promise<{ found: FoundId[]; total: number | undefined }> {
  if (window.offset < far) return pageOfRows(table, scope, time, window);
  const rest = await restBefore(table, scope, time, window, near);
  const offset = window.offset - rest.passed;
  const { found, total } = await pageOfRows(table, scope, rest, { ...window, offset });
  return { found, total: total === undefined ? undefined : rest.passed + total };
}

/** What remains of a list after some of its orders. */
interface RestOfList extends Time {
  passed: number;
}

/** Each third halves what is left, wherever the others lead. */
const MAX_COUNTS = 50;

/**
 * The rest of a list that begins a little before a page. The segments of words tell about how many orders a time has, and
 * exactly for a few units more; each count corrects the next guess, and two are enough where orders come evenly.
 */
function restBefore(
  table: Table,
  scope: Scope,
  time: Time,
  { descending, offset }: PageWindow,
  near: number,
): Promise<RestOfList> {
  const answer = async (words: StoredWords): Promise<RestOfList> => {
    const { from, to } = time;
    const [first, last] = edgesOf(words, time);
    const upTo = (ms: number): IdRange =>
      descending ? idsCreated(new Date(last - ms), to) : idsCreated(from, new Date(first + ms));
    const about = (ms: number): number => aboutOrders(words, upTo(ms));
    let [passed, behind] = [0, -1];
    let [low, high] = [0, last - first];
    let aim = offset - near / 2;
    for (let counts = 0; counts < MAX_COUNTS && low <= high && offset - passed > near; counts++) {
      const guess = counts % 3 === 2 ? Math.floor((low + high) / 2) : lastUpTo(aim, about, low, high);
      const orders = await countOfRange(table, scope, words, upTo(guess));
      aim = about(guess) + offset - near / 2 - orders;
      if (orders > offset) high = guess - 1;
      else [passed, behind, low] = [orders, guess, guess + 1];
    }
    if (behind < 0) return { ...time, passed };
    return descending
      ? { from, to: new Date(last - behind - 1), passed }
      : { from: new Date(first + behind + 1), to, passed };
  };
  return answerFromWords(table, scope, answer);
}

/** The largest number of a range of which a function that never falls is not above a value, or else the least of the range. */
function lastUpTo(value: number, rising: (at: number) => number, least: number, most: number): number {
  let [low, high] = [least, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (rising(middle) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Epoch milliseconds of the first and the last order of a time, as far as there are orders. */
function edgesOf({ entries, segments }: StoredWords, { from, to }: Time): [first: number, last: number] {
  const ids = [...segments.flatMap((segment) => [segment.from, segment.to]), ...entries.map(orderOf)];
  const times = ids.map(timeOfOrder);
  const first = times.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, each) => Math.max(most, each), 0);
  return [Math.max(first, from?.getTime() ?? first), Math.min(last, to?.getTime() ?? last)];
}
