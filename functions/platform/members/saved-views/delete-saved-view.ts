import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { removeView } from '../../../../shared/members/saved-views.ts';
import { requestedViewsOwner } from '../member-views.ts';
import { deleteSavedViewRoute } from './saved-view-routes.ts';

export const handler = endpoint(deleteSavedViewRoute, async ({ params, principal }, { table, clock }) => {
  await removeView(table, await requestedViewsOwner(table, principal, params.id), params.viewId, clock());
  return { status: 204 };
});
