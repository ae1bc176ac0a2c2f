import { Problem } from '../../../../shared/base/problem.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { loadSavedViews, type SavedView } from '../../../../shared/members/saved-views.ts';
import { countLists } from '../../../../shared/orders/lists/count-views.ts';
import type { OrderQuery } from '../../../../shared/orders/lists/order-pages.ts';
import { periodStart } from '../../../../shared/orders/lists/period-days.ts';
import type { TenantPrincipal } from '../../../../shared/tenants/access/caller.ts';
import { dayStart, OrderFilters, toOrderQuery } from '../../fields/order-query.ts';
import { requestedViewsOwner } from '../member-views.ts';
import { listSavedViewsRoute } from './saved-view-routes.ts';

export const handler = endpoint(
  listSavedViewsRoute,
  async ({ params, query, principal }, { table, clock }) => {
    const views = await loadSavedViews(table, await requestedViewsOwner(table, principal, params.id));
    if (!query.counts) return { status: 200, body: { views } };
    const now = clock();
    const queries = await Promise.all(views.map((view) => queryOf(view, principal)));
    const period = { from: periodStart(now), to: undefined };
    const known = queries.flatMap((query) => query ?? []);
    const counted = await countLists(table, principal, known, period, await dayStart(principal, now));
    const orders = counted.orders.values();
    return {
      status: 200,
      body: {
        views: views.map((view, at) => ({
          ...view,
          orders: queries[at] === undefined ? null : orders.next().value,
        })),
        counts: counted.views,
      },
    };
  },
);

/** Undefined where another release kept words that this one does not know, or where its days are none on the clock of now. */
async function queryOf({ filter }: SavedView, principal: TenantPrincipal): Promise<OrderQuery | undefined> {
  const { data } = OrderFilters.safeParse(filter);
  if (data === undefined) return undefined;
  try {
    return await toOrderQuery(data, principal);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
