import { Temporal } from 'temporal-polyfill';
import { Problem } from '../../shared/base/problem.ts';
import type { OrderSearch } from '../../shared/orders/search-row.ts';
import { parsePhone } from '../../shared/phones/phone.ts';
import type { KeyPrincipal } from '../../shared/tenants/api-key.ts';
import { firstInstant, type WrittenTime } from '../../shared/time/written-time.ts';
import type { SearchQuery } from './query.ts';

/** The tenant's own: whose clock and whose phone numbers a query speaks of. */
type Home = Pick<KeyPrincipal, 'timeZone' | 'country'>;

/** The search that a query asks for, its days and hours on the tenant's clock. @throws Problem invalid_request */
export function toSearch(query: SearchQuery, { timeZone, country }: Home): OrderSearch {
  const { status, startDate, endDate, searchTerm } = query;
  const from = startDate === undefined ? undefined : instantOf(startDate, timeZone, 'start');
  const to = endDate === undefined ? undefined : instantOf(endDate, timeZone, 'end');
  if (from && to && from > to)
    throw new Problem('invalid_request', {
      issues: [{ field: 'endDate', rule: 'custom', expected: 'must not be before startDate' }],
    });
  const phone = searchTerm === undefined ? undefined : parsePhone(searchTerm, country);
  // Of a word that says more than a status, that more is what is looked for.
  const mark = status?.logistics ?? status?.payment;
  return { status: mark ? undefined : status?.status, mark, from, to, term: searchTerm, phone };
}

/** The first or last millisecond that a date or time means. */
function instantOf(given: WrittenTime, timeZone: string, edge: 'start' | 'end'): Date {
  const { day, time, restMs } = given;
  if (time === undefined) {
    const date = Temporal.PlainDate.from(day);
    const start = (edge === 'start' ? date : date.add({ days: 1 })).toZonedDateTime(timeZone);
    return new Date(start.epochMilliseconds - (edge === 'start' ? 0 : 1));
  }
  const first =
    firstInstant(given)?.getTime() ??
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
  return new Date(first + (edge === 'start' ? 0 : restMs));
}
