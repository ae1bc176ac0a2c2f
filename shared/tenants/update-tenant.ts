import type { Cipher } from '../adapters/cipher/cipher.ts';
import { decideAndStore, failAfterFewConflicts } from '../adapters/dynamo/decide-and-store.ts';
import { ConditionFailed } from '../adapters/dynamo/errors.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import type { Mode } from '../base/scope.ts';
import { decimalsOf, toMinor } from '../serviceability/pricing/money.ts';
import { formatWithOffset } from '../time/offset.ts';
import { endOf, startOf } from '../time/read-instant.ts';
import { readWrittenTime } from '../time/written-time.ts';
import { type ApiKey, apiKeyCredentialKey, listApiKeys, tenantCopy } from './access/api-key.ts';
import { type GivenService, type Sealing, type SecretRules, sealService } from './settings/sealed-service.ts';
import { forbiddenTo, type TenantChanges } from './settings/settings.ts';
import { agentChanged } from './tenant/agent-changed.ts';
import { changeTenant, type PromoCode, replaceTenant, type Tenant } from './tenant/tenant.ts';
import { creditWrites, loadTenantDetails, type TenantDetails } from './tenant/tenant-details.ts';
import { voiceAgentFaultKey, whatsappFaultKey } from './tenant/voice-agent-fault.ts';

export interface UpdatedTenant extends TenantDetails {
  /** Secrets of the voice agent that were made just now, by name: the only time they are shown. */
  made: Readonly<Record<string, string>>;
}

/** By the admin or by a tenant's key of a mode, and when; the cipher seals the secrets of services. */
export interface UpdateContext {
  by: 'admin' | Mode;
  now: Date;
  cipher: Pick<Cipher, 'seal'>;
  secretsOf: SecretsOf;
}

/** Which settings of a service are secret. @throws Error for a provider that is not known */
export type SecretsOf = (service: 'voiceAgent' | 'whatsapp', provider: string) => SecretRules;

const services = {
  voiceAgent: { purpose: 'voice-agent', usual: 'http' },
  whatsapp: { purpose: 'whatsapp', usual: 'whatsapp' },
} as const;

/**
 * Changes a tenant's settings, and after that their copies in its API keys. If the process dies between the
 * two, repeating the change updates the keys.
 * @throws Problem forbidden naming the settings that are not the caller's to change, not_found, conflict
 */
export async function updateTenant(
  table: Table,
  tenantId: string,
  changes: TenantChanges,
  context: UpdateContext,
): Promise<UpdatedTenant> {
  const forbidden = context.by === 'admin' ? [] : forbiddenTo(context.by, Object.keys(changes));
  if (forbidden.length > 0) throw new Problem('forbidden', { field: forbidden.join(', ') });
  const updated = await store(table, tenantId, changes, context);
  if (changes.limits !== undefined || changes.timeZone !== undefined)
    await refreshKeys(table, updated.tenant);
  return updated;
}

function store(
  table: Table,
  tenantId: string,
  { voiceAgent, whatsapp, ...changes }: TenantChanges,
  context: UpdateContext,
): Promise<UpdatedTenant> {
  const { now } = context;
  return decideAndStore(
    { table, clock: () => now },
    {
      async load() {
        const before = await loadTenantDetails(table, tenantId);
        const seal = (field: keyof typeof services, given: GivenService | null | undefined) =>
          sealGiven(context, before.tenant, field, given);
        const [agent, messages] = [await seal('voiceAgent', voiceAgent), await seal('whatsapp', whatsapp)];
        const promoCodes = await datedCodes(changes, before.tenant);
        return { before, agent, messages, promoCodes };
      },
      decide({ before, agent, messages, promoCodes }) {
        requireWholeAmounts(changes, before.tenant.currency);
        const sealed = { voiceAgent: agent.sealed, whatsapp: messages.sealed };
        const tenant = changeTenant(before.tenant, { ...changes, ...sealed, promoCodes }, now);
        // Any change may have fixed what calls wait for.
        const mayFixFaults = [voiceAgent, whatsapp].some((given) => given !== undefined) || isFaulty(before);
        const { callCredit = before.credit, messageCredit = before.messageCredit } = changes;
        return {
          answer: {
            tenant,
            credit: callCredit ?? undefined,
            messageCredit: messageCredit ?? undefined,
            fault: null,
            whatsappFault: null,
            made: agent.made,
          },
          writes: [
            replaceTenant(before.tenant, tenant),
            ...creditWrites(tenantId, changes),
            ...(mayFixFaults ? [...clearedFaults(tenantId), agentChanged(tenant)] : []),
          ],
        };
      },
      conflicts: failAfterFewConflicts,
    },
  );
}

const isFaulty = ({ fault, whatsappFault }: TenantDetails): boolean =>
  fault !== null || whatsappFault !== null;

const clearedFaults = (tenantId: string): Write[] =>
  [voiceAgentFaultKey, whatsappFaultKey].map((keyOf) => ({ delete: keyOf(tenantId) }));

/** Nothing to seal: the service is not named, or removed. */
interface Unsealed {
  sealed: null | undefined;
  made: Sealing['made'];
}

/** A service as a change names it, its secrets sealed. */
function sealGiven(
  { cipher, secretsOf }: UpdateContext,
  tenant: Tenant,
  field: keyof typeof services,
  given: GivenService | null | undefined,
): Promise<Sealing | Unsealed> {
  if (!given) return Promise.resolve({ sealed: given, made: {} });
  const { purpose, usual } = services[field];
  const { provider = usual } = given;
  const place = { purpose, tenantId: tenant.id, field };
  return sealService(cipher, place, tenant[field], { ...given, provider }, secretsOf(field, provider));
}

/** An instant that is stored as it was given. */
const EXACT = /^[\d-]{10}T[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;

/** Promo codes with the instants to which they are valid, by the tenant's clock where they name none. */
function datedCodes(
  { promoCodes, timeZone }: TenantChanges,
  tenant: Tenant,
): Promise<PromoCode[]> | undefined {
  if (promoCodes === undefined) return undefined;
  const zone = timeZone ?? tenant.timeZone;
  const dated = async (promo: PromoCode): Promise<PromoCode> => {
    const written = readWrittenTime(promo.validUntil ?? '');
    if (written === undefined || EXACT.test(promo.validUntil ?? '')) return promo;
    const end = await (written.time === undefined ? endOf : startOf)(written, zone);
    return { ...promo, validUntil: formatWithOffset(end, zone) };
  };
  return Promise.all(promoCodes.map(dated));
}

/** @throws Problem invalid_request naming amounts with fractions that the tenant's currency has no coins for */
function requireWholeAmounts({ postpaid, promoCodes = [] }: TenantChanges, currency: string): void {
  if (decimalsOf(currency) > 0) return;
  const amounts: [string, number | undefined][] = [
    ['postpaid.limit', postpaid?.limit],
    ...promoCodes.map(({ amountOff }, index): [string, number | undefined] => [
      `promoCodes.${index}.amountOff`,
      amountOff,
    ]),
  ];
  const issues = amounts
    .filter(([, amount]) => amount !== undefined && toMinor(amount, currency) === undefined)
    .map(([field]) => ({ field, rule: 'whole_amount', expected: currency }));
  if (issues.length > 0) throw new Problem('invalid_request', { issues });
}

/** A key that already has a later change keeps it; one that was revoked in the meantime stays gone. */
async function refreshKeys(table: Table, tenant: Tenant): Promise<void> {
  const copied = Object.entries(tenantCopy(tenant));
  const set = Object.fromEntries(copied.filter(([, value]) => value !== undefined));
  const remove = copied.filter(([, value]) => value === undefined).map(([name]) => name);
  const older = {
    expression: 'attribute_exists(pk) AND #tenantVersion < :tenantVersion',
    names: { '#tenantVersion': 'tenantVersion' },
    values: { ':tenantVersion': tenant.version },
  };
  const refresh = async ({ hash }: ApiKey): Promise<void> => {
    try {
      await table.update(apiKeyCredentialKey(hash), { set, remove }, older);
    } catch (refused) {
      if (!(refused instanceof ConditionFailed)) throw refused;
    }
  };
  await Promise.all((await listApiKeys(table, tenant.id)).map(refresh));
}
