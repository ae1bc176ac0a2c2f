import * as z from 'zod';
import { freeText, moneyAmount } from '../../base/input/coerce.ts';
import { formatRule } from '../../base/input/format-rule.ts';
import { visibleLine } from '../../base/input/texts.ts';
import type { Mode } from '../../base/scope.ts';
import { significantNumber } from '../../base/text/significant-number.ts';
import { oneLine } from '../../base/text/text.ts';
import { looksLikePhone } from '../../phones/written.ts';
import { enterpriseShipTypes } from '../../serviceability/pricing/ship-type.ts';
import { CallingHours } from '../../time/calling-hours.ts';
import { isCurrency, isTimeZone, readLanguageTag } from '../../time/places.ts';
import { readWrittenTime } from '../../time/written-time.ts';
import { DispatchSettings } from './dispatch-settings.ts';
import { reachingCustomers } from './reaching-customers.ts';
import { RETENTION_DAYS } from './retention.ts';

const Name = freeText(visibleLine(200));
/** A domain alone, of one that is written as browsers show it: `https://MiTienda.com/`. */
const hostOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');

const Domain = z
  .string()
  .overwrite(hostOf)
  .max(253)
  .refine((text) => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/.test(text), formatRule('domain'))
  .describe('Of the shop: mitienda.myshopify.com');
const Country = z
  .string()
  .trim()
  .toUpperCase()
  .refine((text) => /^[A-Z]{2}$/.test(text), formatRule('country'))
  .describe('ISO 3166-1 alpha-2');
const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCurrency, formatRule('currency'))
  .describe('ISO 4217');
const TimeZone = z.string().trim().max(64).refine(isTimeZone, formatRule('time zone')).describe('IANA name');
const Language = z
  .string()
  .max(40)
  .overwrite((text) => readLanguageTag(text) ?? text)
  .refine((text) => readLanguageTag(text) !== undefined, formatRule('language'))
  .describe('BCP 47');

export const NewTenant = z.strictObject({
  name: Name,
  country: Country,
  currency: Currency,
  timeZone: TimeZone.optional().describe('Of the country, unless that has several and none is usual'),
  domain: Domain.nullish(),
});

export type NewTenant = z.output<typeof NewTenant>;

export const CallPolicySettings = z.strictObject({
  maxAttempts: z.int().min(1).max(10),
  delaysMinutes: z
    .array(
      z
        .number()
        .positive()
        .max(10_080)
        .refine(...significantNumber),
    )
    .min(1)
    .max(9)
    .describe('Between one call and the next; the last one stands for all that follow'),
  maxDialsPerDay: z.int().min(1).max(50).optional().describe('To one phone in any 24 hours, over all orders'),
  applyInTest: z
    .boolean()
    .optional()
    .describe('Calls to one phone are bounded in test too; so they are where callingHours apply in test'),
});

export type CallPolicySettings = z.output<typeof CallPolicySettings>;

const PerMinute = z.int().min(1).max(1_000_000).nullable();
const PerSecond = z.int().min(1).max(100).nullable().describe('Per second, over all hooks of a mode');

export const PaymentMethods = z.array(z.string().trim().min(1).max(100)).max(100);

export const Contact = z
  .strictObject({
    phone: z.string().trim().max(40).refine(looksLikePhone, formatRule('phone number')).optional(),
    email: z
      .string()
      .trim()
      .max(254)
      .refine((text) => /^[^\s@<>"]+@[^\s@<>"]+$/.test(text), formatRule('email address'))
      .optional(),
  })
  .describe('How customers reach the shop, beside its domain: tracking pages show it');

/** Settings that a tenant's own live key may change. */
const ownSettings = {
  name: Name,
  timeZone: TimeZone,
  domain: Domain.nullable(),
  contact: Contact.nullable(),
  callPolicy: CallPolicySettings,
  callingHours: CallingHours.nullable().describe("null: the defaults of the customer's country"),
  dedupeWindow: z
    .number()
    .min(0)
    .max(8760)
    .refine(...significantNumber)
    .describe('Hours'),
  autoCall: z.boolean(),
  autoDispatch: z.boolean().describe('Confirmed cash orders book their own delivery'),
  dispatch: DispatchSettings.nullable(),
  cashMethods: PaymentMethods.describe(
    'Words of payment_info.method that stand for cash at the door, in any case and with or without accents',
  ),
  prepaidMethods: PaymentMethods.describe('The same for payment before delivery'),
  language: Language.nullable().describe('Of calls and messages, BCP 47; null: of the country'),
  talkTimeSeconds: z
    .number()
    .min(0)
    .max(900)
    .refine(...significantNumber)
    .describe('Of simulated customers'),
  ...reachingCustomers,
  webhookRetentionDays: z
    .int()
    .min(RETENTION_DAYS.shortest)
    .max(RETENTION_DAYS.longest)
    .describe('How long webhook deliveries and their attempts are kept; it holds for events from now on'),
};

const Money = moneyAmount(
  z
    .number()
    .min(0)
    .max(1e9)
    .refine(...significantNumber),
);

export const PostpaidSettings = z
  .strictObject({ enabled: z.boolean(), limit: Money })
  .describe("Deliveries on credit: the most that may be owed, in major units of the tenant's currency");

export const FundAccounts = z
  .array(
    z.strictObject({
      id: z.string().trim().min(1).max(100),
      label: z.string().overwrite(oneLine).trim().max(200).optional(),
      primary: z.boolean().default(false),
    }),
  )
  .max(20)
  .refine(
    (accounts) => accounts.filter(({ primary }) => primary).length <= 1,
    'must have one primary at most',
  )
  .describe('Where collected cash is paid out to: cash is collected only when one is primary');

export const PromoCodes = z
  .array(
    z
      .strictObject({
        code: z.string().trim().min(1).max(50),
        percentOff: z
          .number()
          .positive()
          .max(100)
          .refine(...significantNumber)
          .optional(),
        amountOff: Money.optional(),
        validUntil: z
          .string()
          .max(80)
          .refine((text) => readWrittenTime(text) !== undefined, formatRule('ISO 8601 date or time'))
          .optional()
          .describe(
            "ISO 8601: before this instant, or to the end of this day; on the tenant's clock without an offset",
          ),
      })
      .refine(
        ({ percentOff, amountOff }) => (percentOff === undefined) !== (amountOff === undefined),
        'must take off either a percentage or an amount',
      ),
  )
  .max(100)
  .refine(
    (promos) => new Set(promos.map(({ code }) => code.toUpperCase())).size === promos.length,
    'must have each code once, whatever its case',
  )
  .describe('What takes something off the price of a delivery');

export const EnterpriseShipTypes = z
  .array(z.enum(enterpriseShipTypes))
  .max(enterpriseShipTypes.length)
  .describe('Makes the tenant an enterprise, which may use these and no others');

const Credit = z.int().min(0).max(1e9).nullable();

/** Settings that only an admin may change. */
const adminSettings = {
  postpaid: PostpaidSettings,
  enterpriseShipTypes: EnterpriseShipTypes,
  fundAccounts: FundAccounts,
  promoCodes: PromoCodes,
  callCredit: Credit.describe('Live calls left; null is unlimited'),
  messageCredit: Credit.describe('Messages left; null is unlimited'),
  limits: z
    .strictObject({
      confirmation: PerMinute,
      orders: PerMinute,
      delivery: PerMinute,
      platform: PerMinute,
      intake: PerSecond,
    })
    .partial()
    .describe(
      "Requests per minute: of each key, in orders and intake of a mode together; null is the dialect's own limit",
    ),
};

const adminOnly: readonly string[] = Object.keys(adminSettings);

/** Everything else affects live orders too: a test key, which is shared more freely, may not change it. */
const testOnlySettings: ReadonlySet<string> = new Set<keyof typeof ownSettings>(['talkTimeSeconds']);

/** The settings among these names that a tenant's key of that mode may not change. */
export const forbiddenTo = (mode: Mode, names: readonly string[]): string[] =>
  names.filter((name) => adminOnly.includes(name) || (mode === 'test' && !testOnlySettings.has(name)));

export const TenantChanges = z.strictObject({ ...ownSettings, ...adminSettings }).partial();

export type TenantChanges = z.output<typeof TenantChanges>;
