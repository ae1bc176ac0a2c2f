import { endpoint, type Reply } from '../../shared/http/endpoints/endpoint.ts';
import { readSessionToken } from '../../shared/http/session-cookie.ts';
import { loadSignedIn } from '../../shared/members/signed-in.ts';
import { viewWho } from '../platform/session-views.ts';
import { getSessionRoute } from './routes.ts';

const nobody: Reply = { status: 200, body: { signedIn: false } };

export const handler = endpoint(getSessionRoute, async ({ event }, { table, clock }) => {
  const token = readSessionToken(event);
  const signedIn = token === undefined ? undefined : await loadSignedIn(table, token, clock());
  return signedIn === undefined ? nobody : { status: 200, body: viewWho(signedIn) };
});
