import { Problem, type ProblemIssue } from '../../../../shared/base/problem.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { encodeCursorIn, readCursorIn } from '../../../../shared/http/list-page.ts';
import { countViews } from '../../../../shared/orders/lists/count-views.ts';
import { pageOfOrders, readsWholePeriod } from '../../../../shared/orders/lists/order-pages.ts';
import { periodStart } from '../../../../shared/orders/lists/period-days.ts';
import { dayStart, toOrderQuery } from '../../fields/order-query.ts';
import { viewOrderRow } from '../order-views.ts';
import { findOrdersRoute } from './order-list-routes.ts';

export const handler = endpoint(findOrdersRoute, async ({ query, principal }, { table, clock }) => {
  const { limit, cursor, counts, sort, direction, days, ...filter } = query;
  const now = clock();
  const [asked, today] = await Promise.all([toOrderQuery(filter, principal), dayStart(principal, now)]);
  // Cursors from before lists had a direction stay valid.
  const named = { ...filter, sort, ...(direction === 'asc' && { direction }), ...(days && { days }) };
  const { after, from } = placeIn(cursor === undefined ? undefined : readCursorIn(named, cursor));
  // Where a whole period is read, it has a beginning; all pages of one list have the same.
  const since = asked.from ?? from ?? periodStart(now, days);
  const isBounded = days !== undefined || readsWholePeriod(asked, { sort, direction });
  const period = isBounded ? { ...asked, from: since } : asked;
  const [page, counted] = await Promise.all([
    pageOfOrders(table, principal, period, { sort, direction, limit, after, today }),
    counts ? countViews(table, principal, { from: since, to: asked.to }, today) : undefined,
  ]);
  const { orders, next } = page;
  return {
    status: 200,
    body: {
      orders: orders.map(viewOrderRow),
      nextCursor: next === undefined ? null : encodeCursorIn(named, placeOf(next, since)),
      ...(counted && { counts: counted }),
    },
  };
});

/** Where a page ended, with the beginning of the list's period. */
const placeOf = (next: string, since: Date): string => `${next}/${since.getTime()}`;

const PLACE = /^(?<after>(?:\d{4}-\d\d-\d\dT[\d:.]{12}Z\.)?ord_[0-9a-z]{26,40})\/(?<since>\d{1,15})$/;

/** @throws Problem invalid_request when it is no cursor of ours */
function placeIn(cursor: string | undefined): { after: string | undefined; from: Date | undefined } {
  if (cursor === undefined) return { after: undefined, from: undefined };
  const { after, since } = PLACE.exec(cursor)?.groups ?? {};
  if (after === undefined) throw new Problem('invalid_request', { issues: [notOurs] });
  return { after, from: new Date(Number(since)) };
}

const notOurs: ProblemIssue = { field: 'cursor', rule: 'format', expected: 'cursor' };
