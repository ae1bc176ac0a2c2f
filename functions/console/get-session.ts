import { adminKeyFromEnvironment } from '../../shared/http/admin-key.ts';
import { endpoint, type Reply } from '../../shared/http/endpoints/endpoint.ts';
import { readSessionToken } from '../../shared/http/session-cookie.ts';
import { loadSignedIn } from '../../shared/members/signed-in.ts';
import { viewWho } from '../platform/members/session-views.ts';
import { getSessionRoute } from './routes.ts';

const adminKey = adminKeyFromEnvironment();

const nobody: Reply = { status: 200, body: { signedIn: false } };

export const handler = endpoint(getSessionRoute, async ({ event, log }, { table, clock }) => {
  const token = readSessionToken(event);
  if (token === undefined) return nobody;
  const isOfAdminKey = (proof: string) => adminKey.signed(token, proof, log);
  const signedIn = await loadSignedIn(table, token, isOfAdminKey, clock());
  return signedIn === undefined ? nobody : { status: 200, body: viewWho(signedIn) };
});
