import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { PERIOD_DAYS } from '../../../shared/orders/lists/period-days.ts';
import { sumBacklog } from '../../../shared/reports/summary/sum-backlog.ts';
import { getCashRoute } from './summary-routes.ts';
import { viewCash } from './summary-views.ts';

const DAY_MS = 86_400_000;

export const handler = endpoint(getCashRoute, async ({ query, principal }, { table, clock }) => {
  const now = clock();
  const from = new Date(now.getTime() - (query.days ?? PERIOD_DAYS) * DAY_MS);
  const { cash } = await sumBacklog(table, principal, { from, to: undefined }, now);
  return { status: 200, body: { cash: viewCash(cash) } };
});
