import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import type { Reply } from '../../../../shared/http/exchange.ts';
import { type SavedView, saveView } from '../../../../shared/members/saved-views.ts';
import { OrderFilters, toOrderQuery } from '../../fields/order-query.ts';
import { requestedViewsOwner } from '../member-views.ts';
import { createSavedViewRoute } from './saved-view-routes.ts';

const replyTo = (view: SavedView): Reply => ({ status: 201, body: view });

export const handler = endpoint(
  createSavedViewRoute,
  async ({ params, body, principal, receipt }, { table, clock }) => {
    const member = await requestedViewsOwner(table, principal, params.id);
    // Checks that its days are in order, which the fields' schemas cannot.
    await toOrderQuery(OrderFilters.parse(body.filter), principal, 'filter.');
    return replyTo(await saveView(table, member, body, clock(), (view) => receipt(replyTo(view))));
  },
);
