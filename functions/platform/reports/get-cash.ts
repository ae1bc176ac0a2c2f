import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { periodStart } from '../../../shared/orders/lists/period-days.ts';
import { sumBacklog } from '../../../shared/reports/summary/sum-backlog.ts';
import { getCashRoute } from './summary-routes.ts';
import { viewCash } from './summary-views.ts';

export const handler = endpoint(getCashRoute, async ({ query, principal }, { table, clock }) => {
  const now = clock();
  const from = periodStart(now, query.days);
  const { cash } = await sumBacklog(table, principal, { from, to: undefined }, now);
  return { status: 200, body: { cash: viewCash(cash) } };
});
