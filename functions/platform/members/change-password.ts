import { Problem } from '../../../shared/base/problem.ts';
import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { changePassword } from '../../../shared/members/set-password.ts';
import { changePasswordRoute } from './member-routes.ts';
import { memberMeant } from './member-views.ts';
import { signInContext } from './sign-in-context.ts';

export const handler = adminEndpoint(
  changePasswordRoute,
  async ({ params, body, event, principal }, { table, clock }) => {
    if (principal.kind === 'admin' || memberMeant(principal, params.id) !== principal.memberId)
      throw new Problem('forbidden');
    await changePassword(table, principal, body, signInContext(event, clock()));
    return { status: 204 };
  },
);
