import { concludeCall } from '../../shared/calls/conclude-call.ts';
import { cipherFromEnvironment } from '../../shared/cipher/cipher-from-environment.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/problem.ts';
import { speedFromEnvironment } from '../../shared/queues/wait.ts';
import { verifyReport } from '../../shared/telephony/http-report.ts';
import { decodeReference } from '../../shared/telephony/reference.ts';
import { tenantFromItem, tenantKey } from '../../shared/tenants/tenant-store.ts';
import { openAgent } from '../../shared/tenants/voice-agent.ts';
import { reportCall } from './routes.ts';

const cipher = cipherFromEnvironment();
const speed = speedFromEnvironment();

export const handler = endpoint(reportCall, async ({ query, headers, rawBody }, { table, clock }) => {
  const reference = decodeReference(query.ref);
  const item = await table.get(tenantKey(reference.tenantId));
  const agent = item && tenantFromItem(item).voiceAgent;
  // A reference to a tenant that has no agent proves nothing: it is refused as a wrong signature is.
  if (!agent) throw new Problem('unauthenticated');
  const { secret } = await openAgent(cipher, reference.tenantId, agent);
  const report = verifyReport(headers, rawBody, secret, clock(), reference.callId);
  const result = await concludeCall({ table, clock, speed }, reference, report);
  return { status: 200, body: { received: true, result } };
});
