import { endpoint, type Reply } from '../../shared/http/endpoints/endpoint.ts';
import { adminKeyFromEnvironment } from '../../shared/http/sign-in/admin-key.ts';
import { readSessionToken } from '../../shared/http/sign-in/session-cookie.ts';
import { loadSignedIn } from '../../shared/members/signed-in.ts';
import { viewWho } from '../platform/members/sessions/session-views.ts';
import { orderLogsUrl } from './order-logs.ts';
import { getSessionRoute } from './routes.ts';

const adminKey = adminKeyFromEnvironment();

const { WORKER_LOGS, AWS_REGION } = process.env;
const orderLogs = orderLogsUrl(WORKER_LOGS ? WORKER_LOGS.split(',') : [], AWS_REGION);

const signedOut: Reply = { status: 200, body: { signedIn: false } };

export const handler = endpoint(getSessionRoute, async ({ event, log }, { table, clock }) => {
  const token = readSessionToken(event);
  if (token === undefined) return signedOut;
  const isOfAdminKey = (proof: string) => adminKey.signed(token, proof, log);
  const signedIn = await loadSignedIn(table, token, isOfAdminKey, clock());
  if (signedIn === undefined) return signedOut;
  return { status: 200, body: { ...viewWho(signedIn), ...(orderLogs && { orderLogs }) } };
});
