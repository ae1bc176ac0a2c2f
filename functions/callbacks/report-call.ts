import { concludeCall } from '../../shared/calls/conclude-call.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/problem.ts';
import { speedFromEnvironment } from '../../shared/queues/wait.ts';
import { verifyReport } from '../../shared/telephony/http-report.ts';
import { decodeReference } from '../../shared/telephony/reference.ts';
import { tenantFromItem, tenantKey } from '../../shared/tenants/tenant-store.ts';
import { reportCall } from './routes.ts';

const speed = speedFromEnvironment();

export const handler = endpoint(reportCall, async ({ query, headers, rawBody }, { table, clock }) => {
  const reference = decodeReference(query.ref);
  const item = await table.get(tenantKey(reference.tenantId));
  const agent = item && tenantFromItem(item).voiceAgent;
  // A reference to a tenant that has no agent proves nothing: it is refused as a wrong signature is.
  if (!agent) throw new Problem('unauthenticated');
  const report = verifyReport(headers, rawBody, agent.secret, clock(), reference.callId);
  const result = await concludeCall({ table, clock, speed }, reference, report);
  return { status: 200, body: { received: true, result } };
});
