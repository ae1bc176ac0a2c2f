import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { requireOwnOrigin } from '../../../../shared/http/origin.ts';
import { redeemInvitation } from '../../../../shared/members/set-password.ts';
import { redeemInvitationRoute } from '../member-routes.ts';
import { signInReply } from '../sessions/session-views.ts';
import { signInContext } from '../sessions/sign-in-context.ts';

export const handler = endpoint(redeemInvitationRoute, async ({ body, headers, event }, { table, clock }) => {
  requireOwnOrigin({ headers }, true);
  const now = clock();
  return signInReply(await redeemInvitation(table, body, signInContext(event, now)), now);
});
