import { PERIOD_DAYS } from '../../../../../../shared/orders/lists/period-days.ts';
import { daysFrom, todayThere } from '../../../base/format.ts';

type Filter = Readonly<Record<string, string>>;

/** Earlier than any order: for requests that mean all of them and need a beginning. */
export const EARLIEST = '2000-01-01';

/** The time that a list of orders shows. Actions on all that match are on the same orders, by `filter`. */
export interface ListedTime {
  /** What the request for the list has besides its filter. */
  asked: { from?: string; days?: number };
  /** The filter of actions on all that match. */
  filter: Filter;
  /** Whether the beginning is the default: then the page says so. */
  isChosen: boolean;
}

/**
 * A list without a beginning goes 90 days back, from its end if it has one, as files, bulk jobs and counts do. A text is looked for among all orders, newest
 * first: that costs no more, and a person who looks for a number does not know its year.
 */
export function listedTimeOf(
  filter: Filter,
  { sort, direction }: { sort: string; direction: string },
): ListedTime {
  if (filter.from) return { asked: {}, filter, isChosen: true };
  if (filter.q && sort === 'createdAt' && direction === 'desc')
    return { asked: {}, filter: { ...filter, from: EARLIEST }, isChosen: true };
  const end = /^\d{4}-\d\d-\d\d/.exec(filter.to ?? '')?.[0];
  if (end === undefined || end >= todayThere() || Number.isNaN(Date.parse(end)))
    return { asked: { days: PERIOD_DAYS }, filter, isChosen: false };
  const from = daysFrom(end, -PERIOD_DAYS);
  return { asked: { from }, filter: { ...filter, from }, isChosen: false };
}
