import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { requireOwnOrigin } from '../../../../shared/http/origin.ts';
import { adminKeyFromEnvironment } from '../../../../shared/http/sign-in/admin-key.ts';
import { signInAdmin, signInWithLink, signInWithPassword } from '../../../../shared/members/sign-in.ts';
import { createSessionRoute } from './session-routes.ts';
import { signInReply } from './session-views.ts';
import { signInContext } from './sign-in-context.ts';

const admins = adminKeyFromEnvironment();

export const handler = endpoint(
  createSessionRoute,
  async ({ body: { email = '', password = '', token, adminKey }, headers, event, log }, { table, clock }) => {
    requireOwnOrigin({ headers }, true);
    const now = clock();
    const context = signInContext(event, now);
    const signIn = () => {
      if (adminKey !== undefined)
        return signInAdmin(
          table,
          { isRight: () => admins.is(adminKey, log), sign: (text) => admins.sign(text, log) },
          context,
        );
      if (token !== undefined) return signInWithLink(table, token, context);
      return signInWithPassword(table, { email, password }, context);
    };
    return signInReply(await signIn(), now);
  },
);
