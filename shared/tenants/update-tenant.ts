import type { Cipher } from '../adapters/cipher/cipher.ts';
import { decideAndStore, fewConflicts } from '../adapters/dynamo/decide-and-store.ts';
import { ConditionFailed } from '../adapters/dynamo/errors.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import type { Mode } from '../base/scope.ts';
import { decimalsOf, toMinor } from '../serviceability/pricing/money.ts';
import { type ApiKey, apiKeyCredentialKey, copiedFrom, listApiKeys } from './api-key.ts';
import { forbiddenTo, type TenantChanges } from './settings.ts';
import { changeTenant, loadAccount, replaceTenant, type Tenant, type TenantAccount } from './tenant.ts';
import { sealAgent } from './voice-agent.ts';

export interface UpdatedAccount extends TenantAccount {
  /** The voice agent's secret when it was made just now: the only time it is shown. */
  madeSecret: string | undefined;
}

/** By the admin or by a tenant's key of a mode, and when; the cipher seals a voice agent's secret. */
export interface UpdateContext {
  by: 'admin' | Mode;
  now: Date;
  cipher: Pick<Cipher, 'seal'>;
}

/**
 * Changes a tenant's settings, and after that what its API keys hold of them. Repeating a change that broke off between
 * the two brings the keys up to date.
 * @throws Problem forbidden naming the settings that are not the caller's to change, not_found, conflict
 */
export async function updateTenant(
  table: Table,
  tenantId: string,
  changes: TenantChanges,
  context: UpdateContext,
): Promise<UpdatedAccount> {
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
  { voiceAgent: given, ...changes }: TenantChanges,
  { cipher, now }: UpdateContext,
): Promise<UpdatedAccount> {
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => loadAccount(table, tenantId),
      async decide(before) {
        requireWholeAmounts(changes, before.tenant.currency);
        const { voiceAgent, madeSecret } = await sealAgent(cipher, before.tenant, given);
        const tenant = changeTenant(before.tenant, { ...changes, voiceAgent }, now);
        const credit = changes.callCredit === undefined ? before.credit : (changes.callCredit ?? undefined);
        return {
          answer: { tenant, credit, madeSecret },
          writes: replaceTenant(before.tenant, tenant, changes.callCredit),
        };
      },
      patience: fewConflicts,
    },
  );
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
  const copied = Object.entries(copiedFrom(tenant));
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
