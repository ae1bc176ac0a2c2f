import type { Cipher } from '../../adapters/cipher/cipher.ts';
import { newSigningSecret } from '../../adapters/signing/secrets.ts';
import { Problem } from '../../base/problem.ts';
import type { Declaration } from '../../http/declaration.ts';
import { servicesFromEnvironment } from '../../http/endpoints/endpoint.ts';
import { serve } from '../../http/endpoints/serve.ts';
import type { Exchange, Handler, Reply, Services } from '../../http/exchange.ts';
import type { Middleware } from '../../http/middleware/middleware.ts';
import { readRequest } from '../../http/middleware/read-request.ts';
import { tenantFromItem, tenantKey } from '../../tenants/tenant.ts';
import { openAgent } from '../../tenants/voice-agent.ts';
import { verifyReport } from './http/http-report.ts';
import type { CallReport } from './port.ts';
import { type CallReference, decodeReference } from './reference.ts';
import { countUnproven } from './unproven.ts';

/** A report that its signature proved to be from the tenant's voice agent. */
export interface ProvenReport {
  reference: CallReference;
  report: CallReport;
}

interface ReportServices extends Services {
  cipher: Pick<Cipher, 'open'>;
}

/**
 * An endpoint that takes the signed reports of voice agents. What is not proven is refused in one and the same way,
 * whether the tenant has no agent or does not exist, and is bounded for each address; what is proven never waits.
 */
export function reportEndpoint(
  declaration: Declaration,
  answer: (proven: ProvenReport, services: Services) => Promise<Reply>,
  cipher: Pick<Cipher, 'open'>,
  { table, clock }: Services = servicesFromEnvironment(),
): Handler {
  const services = { table, clock, cipher };
  const proven = new WeakSet<Exchange>();
  const reports = new WeakMap<Exchange, ProvenReport>();
  const bound: Middleware = {
    async onError(request) {
      const { error } = request;
      const exchange = request.internal.state;
      // A refusal stays what it is when it cannot be counted.
      if (proven.has(exchange) || !(error instanceof Problem) || error.status >= 500) return;
      const waitSeconds = await countUnproven(
        table,
        exchange.event.requestContext.http.sourceIp,
        clock(),
      ).catch(() => 0);
      if (waitSeconds > 0) request.error = new Problem('rate_limited', { retryAfterSeconds: waitSeconds });
    },
  };
  const prove: Middleware = {
    async before({ internal: { state: exchange } }) {
      const reference = decodeReference((exchange.query as { ref: string }).ref);
      const secret = await secretOf(reference, services);
      try {
        const { headers, rawBody } = exchange;
        const report = verifyReport(headers, rawBody, secret, clock(), reference.callId);
        reports.set(exchange, { reference, report });
        proven.add(exchange);
      } catch (cause) {
        if (cause instanceof Problem && cause.code !== 'unauthenticated') proven.add(exchange);
        throw cause;
      }
    },
  };
  return serve(declaration, [bound, readRequest(), prove], async (exchange) => {
    const report = reports.get(exchange);
    if (report === undefined) throw new Error('A report reached its handler unverified');
    return answer(report, services);
  });
}

/** Signs nothing: what is checked against it fails as a wrong signature does. */
const NOBODYS_SECRET = newSigningSecret();

async function secretOf({ tenantId }: CallReference, { table, cipher }: ReportServices): Promise<string> {
  const item = await table.get(tenantKey(tenantId));
  const agent = item && tenantFromItem(item).voiceAgent;
  return agent ? (await openAgent(cipher, tenantId, agent)).secret : NOBODYS_SECRET;
}
