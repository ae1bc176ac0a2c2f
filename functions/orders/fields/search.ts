import { Problem } from '../../../shared/base/problem.ts';
import type { OrderSearch } from '../../../shared/orders/rows/search-row.ts';
import { readTerm } from '../../../shared/orders/rows/search-term.ts';
import type { TenantPrincipal } from '../../../shared/tenants/access/caller.ts';
import { endOf, startOf } from '../../../shared/time/read-instant.ts';
import type { SearchQuery } from './query.ts';

/** The tenant, by whose clock and country dates and phone numbers are read. */
type Home = Pick<TenantPrincipal, 'timeZone' | 'country'>;

/** The search of a query, its days and hours on the tenant's clock. @throws Problem invalid_request */
export async function toSearch(query: SearchQuery, { timeZone, country }: Home): Promise<OrderSearch> {
  const { status, startDate, endDate, searchTerm } = query;
  const from = startDate === undefined ? undefined : await startOf(startDate, timeZone);
  const to = endDate === undefined ? undefined : new Date((await endOf(endDate, timeZone)).getTime() - 1);
  if (from && to && from > to)
    throw new Problem('invalid_request', {
      issues: [{ field: 'endDate', rule: 'custom', expected: 'must not be before startDate' }],
    });
  // A word that means more than a status is searched for by the rest of its meaning.
  const mark = status?.logistics ?? status?.payment;
  return { status: mark ? undefined : status?.status, mark, from, to, ...readTerm(searchTerm, country) };
}
