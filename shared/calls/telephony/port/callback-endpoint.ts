import type { Cipher } from '../../../adapters/cipher/cipher.ts';
import { decoys } from '../../../adapters/cipher/decoys.ts';
import type { Item } from '../../../adapters/dynamo/expressions.ts';
import { remember } from '../../../base/async/remember.ts';
import { Problem } from '../../../base/problem.ts';
import type { Declaration } from '../../../http/declaration.ts';
import { servicesFromEnvironment } from '../../../http/endpoints/endpoint.ts';
import { serve } from '../../../http/endpoints/serve.ts';
import type { Exchange, Handler, Reply, Services } from '../../../http/exchange.ts';
import { type AddressLimit, countByAddress } from '../../../http/limits/address-limit.ts';
import type { Middleware } from '../../../http/middleware/middleware.ts';
import { readRequest } from '../../../http/middleware/read-request.ts';
import { openService } from '../../../tenants/settings/sealed-service.ts';
import { type Tenant, tenantFromItem, tenantKey } from '../../../tenants/tenant/tenant.ts';
import { type FactsServices, loadTenantFacts } from '../../../tenants/tenant/tenant-facts.ts';

/** A service's settings with its secrets, as its own schema checked them. */
export type OpenSettings = Readonly<Record<string, unknown>>;

/** A callback that was verified to be from the tenant's service. */
export interface Proven<Reference, Report> {
  reference: Reference;
  report: Report;
  tenant: Tenant;
  settings: OpenSettings;
  /** What the report is judged by, where its proof has read that; what changed in the last second may be missing. */
  facts: Pick<FactsServices, 'factsOf'>;
}

/** How one service's callbacks are verified. */
export interface CallbackRules<Reference, Report> {
  /** Which of the tenant's services may call. */
  service: 'voiceAgent' | 'whatsapp';
  provider: string;
  /** The refusal of every request that is not the service's; `unauthenticated` by default. */
  refusal?: 'unauthenticated' | 'forbidden';
  /** Reads the reference in the URL. @throws Problem not_found */
  referenceOf: (exchange: Exchange) => Reference;
  /**
   * Checks the signature before it reads anything else.
   * @param settings undefined for a tenant that does not exist or has another service: it has to fail as a wrong signature does
   * @throws Problem the refusal; others only when the signature is valid
   */
  prove: (exchange: Exchange, settings: OpenSettings | undefined, reference: Reference, now: Date) => Report;
}

const purposes = { voiceAgent: 'voice-agent', whatsapp: 'whatsapp' } as const;

const FACTS_LAST_MS = 1000;

/** Counts requests without a valid signature, of all callbacks together. */
const UNPROVEN: AddressLimit = { name: 'report-call', perMinute: 60 };

/**
 * An endpoint that takes the signed callbacks of a tenant's service. A request without a valid signature is refused in one and
 * the same way, and takes the same time, whether the tenant has no such service or does not exist; each address has a limit of
 * them. Signed requests are never limited.
 */
export function callbackEndpoint<Reference extends { tenantId: string }, Report>(
  declaration: Declaration,
  { service, provider, refusal = 'unauthenticated', referenceOf, prove }: CallbackRules<Reference, Report>,
  answer: (proven: Proven<Reference, Report>, services: Services) => Promise<Reply>,
  cipher: Pick<Cipher, 'open'>,
  services: Services = servicesFromEnvironment(),
): Handler {
  const { table, clock } = services;
  const openNothing = decoys(cipher, clock);
  // Each call has several callbacks, and a tenant's settings are one item: they would bound its calls a second.
  const factsOf = remember((tenantId: string) => loadTenantFacts(table, tenantId, { eventually: true }), {
    lastsMs: FACTS_LAST_MS,
    clock,
  });
  const proven = new WeakSet<Exchange>();
  const reports = new WeakMap<Exchange, Proven<Reference, Report>>();
  const bound: Middleware = {
    async onError(request) {
      const { error } = request;
      const exchange = request.internal.state;
      // A refusal stays what it is when it cannot be counted.
      if (proven.has(exchange) || !(error instanceof Problem) || error.status >= 500) return;
      const { sourceIp } = exchange.event.requestContext.http;
      const waitSeconds = await countByAddress(table, UNPROVEN, sourceIp, clock()).catch(() => 0);
      if (waitSeconds > 0) request.error = new Problem('rate_limited', { retryAfterSeconds: waitSeconds });
    },
  };
  const proveBy = async (
    exchange: Exchange,
    reference: Reference,
    item: Item | undefined,
    facts: Proven<Reference, Report>['facts'],
  ) => {
    const tenant = item && tenantFromItem(item);
    const sealed = tenant?.[service];
    const isOurs = sealed?.provider === provider;
    const place = { purpose: purposes[service], tenantId: reference.tenantId };
    const settings = isOurs ? await openService(cipher, place, sealed) : undefined;
    if (settings === undefined) await openNothing(place);
    try {
      const report = prove(exchange, settings, reference, clock());
      if (tenant === undefined || settings === undefined) throw new Problem(refusal);
      reports.set(exchange, { reference, report, tenant, settings, facts });
      proven.add(exchange);
    } catch (cause) {
      if (settings && cause instanceof Problem && cause.code !== refusal) proven.add(exchange);
      throw cause;
    }
  };
  const proving: Middleware = {
    async before({ internal: { state: exchange } }) {
      const reference = referenceOf(exchange);
      const key = tenantKey(reference.tenantId);
      // A refusal is checked again with a strongly consistent read.
      const late = (await factsOf(reference.tenantId))(key);
      try {
        await proveBy(exchange, reference, late, { factsOf });
      } catch (cause) {
        if (!(cause instanceof Problem) || cause.code !== refusal) throw cause;
        const item = await table.get(key);
        if (item?.version === late?.version) throw cause;
        await proveBy(exchange, reference, item, {});
      }
    },
  };
  return serve(declaration, [bound, readRequest(), proving], async (exchange) => {
    const report = reports.get(exchange);
    if (report === undefined) throw new Error('A callback reached its handler unverified');
    return answer(report, services);
  });
}
