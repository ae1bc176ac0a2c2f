import { Problem } from '../../../shared/base/problem.ts';
import { requestTestCall } from '../../../shared/calls/outcomes/test-call.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { requirePhone } from '../../../shared/http/requests/read-phone.ts';
import { requestTestCallRoute } from './voice-agent-routes.ts';

export const handler = endpoint(requestTestCallRoute, async ({ body, principal, receipt }, services) => {
  // It rings a real phone.
  if (principal.mode !== 'live') throw new Problem('forbidden');
  const phone = requirePhone(body.phone, principal.country, 'phone');
  const reply = (id: string) => ({ status: 202, body: { id } });
  const id = await requestTestCall(services, principal.tenantId, phone, (made) => receipt(reply(made)));
  return reply(id);
});
