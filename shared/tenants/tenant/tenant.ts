import { absent, type Item, type Key, versionIs, type Write } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { DialectName } from '../../base/dialect-name.ts';
import { isId } from '../../base/ids.ts';
import { withoutUndefined } from '../../base/objects.ts';
import { Problem } from '../../base/problem.ts';
import { isSameWord } from '../../base/text/fold.ts';
import type { ShipType } from '../../serviceability/pricing/ship-type.ts';
import type { CallingHours } from '../../time/calling-hours.ts';
import { defaultLanguage, defaultTimeZone } from '../../time/places.ts';
import type { DispatchSettings } from '../settings/dispatch-settings.ts';
import type { ConfirmationChannel } from '../settings/reaching-customers.ts';
import { RECORDING_DAYS, RETENTION_DAYS } from '../settings/retention.ts';
import type { SealedService } from '../settings/sealed-service.ts';
import type { NewTenant, TenantChanges } from '../settings/settings.ts';

/** A tenant's own words for payment methods. */
export interface PaymentWords {
  cashMethods: readonly string[];
  prepaidMethods: readonly string[];
}

/** How often a customer is called in one round, and how far apart. */
export interface CallPolicy {
  /** 1 to 10 dials. */
  maxAttempts: number;
  /** Minutes between one dial and the next; the last one repeats. */
  delaysMinutes: readonly number[];
  /** Dials to one phone in any 24 hours, over all orders. */
  maxDialsPerDay: number;
  /** Whether test calls to one phone are bounded too. */
  applyInTest?: boolean | undefined;
}

/** The default of tenants. */
const MAX_DIALS_PER_DAY = 6;

/** Deliveries on credit. */
export interface Postpaid {
  enabled: boolean;
  /** The most that may be owed, in major units of the tenant's currency. */
  limit: number;
}

/** Where collected cash is paid out to. */
export interface FundAccount {
  id: string;
  label?: string | undefined;
  primary: boolean;
}

/** A discount on a delivery's price: a share in percent, or an amount in the tenant's currency. */
export interface PromoCode {
  code: string;
  percentOff?: number | undefined;
  amountOff?: number | undefined;
  /** ISO 8601. */
  validUntil?: string | undefined;
}

/** A merchant whose orders Recado runs, with its settings, all of them set. */
export interface Tenant {
  /** `tnt_…` */
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
  /** Of the shop: `mitienda.myshopify.com`. */
  domain: string | null;
  /** Shown to customers; null until it is set. */
  contact: { phone?: string | undefined; email?: string | undefined } | null;
  callPolicy: CallPolicy;
  /** null: the defaults of the customer's country. */
  callingHours: CallingHours | null;
  /** Hours in which a trigger with a final outcome is not called again. */
  dedupeWindow: number;
  autoCall: boolean;
  autoDispatch: boolean;
  /** null until it is set; nothing is dispatched without. */
  dispatch: DispatchSettings | null;
  /** BCP 47, of the calls. */
  language: string;
  /** How long simulated customers talk, in seconds of real time. */
  talkTimeSeconds: number;
  /** The provider that dials live calls; null when there is none. */
  voiceAgent: SealedService | null;
  /** The service that sends chat messages; null when there is none. */
  whatsapp: SealedService | null;
  /** The channels on which customers are asked to confirm, in this order. */
  confirmationChannels: readonly ConfirmationChannel[];
  /** How long a message waits for its answer. */
  whatsappWaitMinutes: number;
  /** null: the calling hours. */
  messageHours: CallingHours | null;
  /** Whether calls are recorded, by providers that leave it to us, and whether recordings are kept by us. */
  recordings: 'none' | 'provider' | 'keep';
  /** Days that those are kept. */
  recordingDays: number;
  /** Days that webhook deliveries are kept after their events. */
  webhookRetentionDays: number;
  /** Requests per minute and key, by dialect; the dialect's own limit when it is not there. */
  limits: Partial<Record<DialectName, number>>;
  postpaid: Postpaid;
  /** Empty for a tenant that is no enterprise. */
  enterpriseShipTypes: readonly ShipType[];
  fundAccounts: readonly FundAccount[];
  promoCodes: readonly PromoCode[];
  /** Words of its own for cash at the door, as the payment of an order. */
  cashMethods: readonly string[];
  /** Words of its own for payment in advance. */
  prepaidMethods: readonly string[];
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  updatedAt: string;
  /** Counts the changes; a change is conditional on it. */
  version: number;
}

/** A tenant's terms for deliveries until an admin sets them. */
const noDeliveryTerms = {
  postpaid: { enabled: false, limit: 0 },
  dispatch: null,
  contact: null,
  enterpriseShipTypes: [],
  fundAccounts: [],
  promoCodes: [],
} as const satisfies Partial<Tenant>;

/** The default settings for reaching customers. */
const defaultCallSettings = {
  voiceAgent: null,
  whatsapp: null,
  confirmationChannels: ['call'],
  whatsappWaitMinutes: 30,
  messageHours: null,
  recordings: 'provider',
  recordingDays: RECORDING_DAYS.usual,
} as const satisfies Partial<Tenant>;

/** The defaults: no words of its own. */
export const noOwnWords = { cashMethods: [], prepaidMethods: [] } as const satisfies PaymentWords;

/** @throws Problem invalid_request when the country has several time zones and none was given */
export function newTenant(given: NewTenant, id: string, now: Date): Tenant {
  const { name, country, currency, domain = null } = given;
  const timeZone = given.timeZone ?? defaultTimeZone(country);
  if (timeZone === undefined)
    throw new Problem('invalid_request', { issues: [{ field: 'timeZone', rule: 'required' }] });
  return {
    id,
    name,
    country,
    currency,
    timeZone,
    domain,
    callPolicy: { maxAttempts: 3, delaysMinutes: [10, 120], maxDialsPerDay: MAX_DIALS_PER_DAY },
    callingHours: null,
    dedupeWindow: 24,
    autoCall: false,
    autoDispatch: false,
    language: defaultLanguage(country),
    talkTimeSeconds: 1,
    ...defaultCallSettings,
    webhookRetentionDays: RETENTION_DAYS.usual,
    limits: {},
    ...noDeliveryTerms,
    ...noOwnWords,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    version: 1,
  };
}

/** Changes with the secrets of services sealed. */
export type SealedChanges = Omit<TenantChanges, 'voiceAgent' | 'whatsapp'> & {
  voiceAgent?: SealedService | null | undefined;
  whatsapp?: SealedService | null | undefined;
};

/**
 * The tenant with other settings; the others stay.
 * @throws Problem invalid_request when a word is given both for cash and for payment in advance
 */
export function changeTenant(tenant: Tenant, changes: SealedChanges, now: Date): Tenant {
  const { callCredit: _calls, messageCredit: _messages, limits, callPolicy, language, ...settings } = changes;
  requireOneMeaning({ ...tenant, ...withoutUndefined(settings) }, settings);
  return {
    ...tenant,
    ...withoutUndefined(settings),
    ...(callPolicy && { callPolicy: { ...tenant.callPolicy, ...withoutUndefined(callPolicy) } }),
    ...(limits && { limits: changeLimits(tenant.limits, limits) }),
    ...(language !== undefined && { language: language ?? defaultLanguage(tenant.country) }),
    updatedAt: now.toISOString(),
    version: tenant.version + 1,
  };
}

function requireOneMeaning({ cashMethods, prepaidMethods }: PaymentWords, changed: SealedChanges): void {
  const both = cashMethods.find((word) => prepaidMethods.some((other) => isSameWord(word, other)));
  if (both === undefined) return;
  const field = changed.prepaidMethods === undefined ? 'cashMethods' : 'prepaidMethods';
  const expected = `must not hold ${JSON.stringify(both)}, which is in the other list`;
  throw new Problem('invalid_request', { issues: [{ field, rule: 'custom', expected }] });
}

function changeLimits(
  before: Tenant['limits'],
  changes: NonNullable<TenantChanges['limits']>,
): Tenant['limits'] {
  const entries = Object.entries({ ...before, ...changes });
  return Object.fromEntries(entries.filter(([, limit]) => typeof limit === 'number'));
}

export const tenantPartition = (tenantId: string): string => `TENANT#${tenantId}`;

export const tenantKey = (tenantId: string): Key => ({ pk: tenantPartition(tenantId), sk: 'TENANT' });

/** A tenant's remaining live calls: `{remaining}`. Exists only while they are limited. */
export const creditKey = (tenantId: string): Key => ({ pk: tenantPartition(tenantId), sk: 'CREDIT' });

/** The same for its chat messages. */
export const messageCreditKey = (tenantId: string): Key => ({
  pk: tenantPartition(tenantId),
  sk: 'MESSAGE_CREDIT',
});

/** What a tenant has left for its calls and messages. */
export interface Credits {
  /** Live calls left; undefined when they are not limited. */
  credit: number | undefined;
  /** The same of messages. */
  messageCredit: number | undefined;
}

/** What is left of a credit; undefined without an item, when it is not limited. */
export const remainingOf = (credit: Item | undefined): number | undefined =>
  credit === undefined ? undefined : Number(credit.remaining);

const tenantToItem = (tenant: Tenant): Item => ({
  ...tenantKey(tenant.id),
  entity: 'tenant',
  listPk: TENANTS,
  listSk: tenant.id,
  ...tenant,
});

/** All tenants, in the `list` index. */
export const TENANTS = 'TENANTS';

export function tenantFromItem(item: Item): Tenant {
  const webhookRetentionDays = retentionDaysOf(item);
  const callPolicy = {
    maxDialsPerDay: MAX_DIALS_PER_DAY,
    ...(item.callPolicy as Omit<Tenant['callPolicy'], 'maxDialsPerDay'>),
  };
  return {
    ...noDeliveryTerms,
    ...noOwnWords,
    ...defaultCallSettings,
    ...entityFromItem<Tenant>(item),
    callPolicy,
    webhookRetentionDays,
  };
}

/** Days that the webhook deliveries of the item's tenant are kept; older items lack the number. */
export const retentionDaysOf = (item: Item | undefined): number =>
  Number(item?.webhookRetentionDays ?? RETENTION_DAYS.usual);

export async function loadRetentionDays(table: Table, tenantId: string): Promise<number> {
  return retentionDaysOf(await table.get(tenantKey(tenantId), { eventually: true }));
}

/** @throws Problem not_found */
export async function loadTenant(table: Table, tenantId: string): Promise<Tenant> {
  const item = isId('tenant', tenantId) ? await table.get(tenantKey(tenantId)) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return tenantFromItem(item);
}

/** Stores a new tenant. @param extraWrites stored in the same transaction */
export const insertTenant = (
  table: Table,
  tenant: Tenant,
  extraWrites: readonly Write[] = [],
): Promise<void> => table.transact([{ put: tenantToItem(tenant), if: absent }, ...extraWrites]);

export const replaceTenant = (before: Tenant, after: Tenant): Write => ({
  put: tenantToItem(after),
  if: versionIs(before.version),
});
