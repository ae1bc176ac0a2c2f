import { liveCallsFromEnvironment } from '../../../shared/calls/call/live-calls.ts';
import { loadCallRefusal } from '../../../shared/calls/rounds/call-refusal.ts';
import { callTime } from '../../../shared/calls/times/call-time.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { requirePhone } from '../../../shared/http/requests/read-phone.ts';
import { startOf } from '../../../shared/time/read-instant.ts';
import { previewCallTimeRoute } from './calling-hours-routes.ts';

const liveCalls = liveCallsFromEnvironment();

export const handler = endpoint(previewCallTimeRoute, async ({ query, principal }, { table, clock }) => {
  const { at: asked, country = null, province = null, city = null } = query;
  const phone = requirePhone(query.phone, principal.country, 'phone');
  const at = asked === undefined ? clock() : await startOf(asked, principal.timeZone);
  const { tenant, refusal } = await loadCallRefusal(table, principal, phone, liveCalls);
  const next = await callTime(at, { phone, country, province, city }, tenant, 'live');
  return {
    status: 200,
    body: { phone, at: at.toISOString(), nextCallAt: next.toISOString(), refusal },
  };
});
