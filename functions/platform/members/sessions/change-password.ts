import { adminEndpoint } from '../../../../shared/http/endpoints/admin-endpoint.ts';
import { changePassword } from '../../../../shared/members/set-password.ts';
import { changePasswordRoute } from '../member-routes.ts';
import { requireSelf } from '../member-views.ts';
import { signInContext } from './sign-in-context.ts';

export const handler = adminEndpoint(
  changePasswordRoute,
  async ({ params, body, event, principal }, { table, clock }) => {
    await changePassword(table, requireSelf(principal, params.id), body, signInContext(event, clock()));
    return { status: 204 };
  },
);
