import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { changeView } from '../../../../shared/members/saved-views.ts';
import { OrderFilters, toOrderQuery } from '../../fields/order-query.ts';
import { requestedViewsOwner } from '../member-views.ts';
import { updateSavedViewRoute } from './saved-view-routes.ts';

export const handler = endpoint(
  updateSavedViewRoute,
  async ({ params: { id, viewId }, body, principal }, { table, clock }) => {
    const member = await requestedViewsOwner(table, principal, id);
    // Checks that its days are in order, which the fields' schemas cannot.
    if (body.filter) await toOrderQuery(OrderFilters.parse(body.filter), principal, 'filter.');
    return {
      status: 200,
      body: await changeView(table, member, { id: viewId, changes: body }, clock()),
    };
  },
);
