import { loadTestCall } from '../../../shared/calls/outcomes/test-call.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { getTestCallRoute } from './voice-agent-routes.ts';

export const handler = endpoint(getTestCallRoute, async ({ params, principal }, { table }) => {
  const call = await loadTestCall(table, principal.tenantId, params.id);
  const { id, provider, status, outcome, reason, durationSeconds, transcript, createdAt } = call;
  return {
    status: 200,
    body: {
      ...{ id, phone: call.order.customer.phone, provider, status, outcome, reason },
      ...{ durationSeconds, transcript, steps: call.log, createdAt },
    },
  };
});
