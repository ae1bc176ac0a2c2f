import * as z from 'zod';
import { confirmation } from '../../shared/http/dialects/confirmation.ts';
import { delivery } from '../../shared/http/dialects/delivery.ts';
import { orders } from '../../shared/http/dialects/orders.ts';
import { platform } from '../../shared/http/dialects/platform.ts';
import { REQUESTS_PER_SECOND } from '../../shared/intake/traffic.ts';
import type { ApiKey, MadeApiKey } from '../../shared/tenants/api-key.ts';
import { DispatchSettings } from '../../shared/tenants/dispatch-settings.ts';
import {
  CallPolicySettings,
  Contact,
  EnterpriseShipTypes,
  FundAccounts,
  PaymentMethods,
  PostpaidSettings,
  PromoCodes,
} from '../../shared/tenants/settings.ts';
import type { TenantAccount } from '../../shared/tenants/tenant.ts';
import { CallingHours } from '../../shared/time/calling-hours.ts';

export const TenantView = z.object({
  id: z.string(),
  name: z.string(),
  country: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  domain: z.string().nullable(),
  contact: Contact.nullable(),
  callPolicy: CallPolicySettings,
  callingHours: CallingHours.nullable(),
  dedupeWindow: z.number(),
  autoCall: z.boolean(),
  autoDispatch: z.boolean(),
  dispatch: DispatchSettings.nullable(),
  cashMethods: PaymentMethods,
  prepaidMethods: PaymentMethods,
  language: z.string(),
  talkTimeSeconds: z.number(),
  voiceAgent: z.object({ url: z.string(), secret: z.string().optional() }).nullable(),
  webhookRetentionDays: z.int(),
  callCredit: z.int().nullable(),
  limits: z.object({
    confirmation: z.int(),
    orders: z.int(),
    delivery: z.int(),
    platform: z.int(),
    intake: z.int(),
  }),
  postpaid: PostpaidSettings,
  enterpriseShipTypes: EnterpriseShipTypes,
  fundAccounts: FundAccounts,
  promoCodes: PromoCodes,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export type TenantView = z.output<typeof TenantView>;

/** @param madeSecret the voice agent's, when it was made just now; it is not shown otherwise */
export function viewTenant({ tenant, credit }: TenantAccount, madeSecret?: string): TenantView {
  const { version: _version, voiceAgent, limits, callPolicy, ...shown } = tenant;
  return {
    ...shown,
    enterpriseShipTypes: [...tenant.enterpriseShipTypes],
    fundAccounts: [...tenant.fundAccounts],
    promoCodes: [...tenant.promoCodes],
    cashMethods: [...tenant.cashMethods],
    prepaidMethods: [...tenant.prepaidMethods],
    callPolicy: { ...callPolicy, delaysMinutes: [...callPolicy.delaysMinutes] },
    voiceAgent: voiceAgent && { url: voiceAgent.url, ...(madeSecret && { secret: madeSecret }) },
    callCredit: credit ?? null,
    limits: {
      confirmation: confirmation.limitPerMinute,
      orders: orders.limitPerMinute,
      delivery: delivery.limitPerMinute,
      platform: platform.limitPerMinute,
      intake: REQUESTS_PER_SECOND,
      ...limits,
    },
  };
}

export const ApiKeyView = z.object({
  id: z.string(),
  mode: z.enum(['live', 'test']),
  label: z.string().nullable(),
  lastFour: z.string(),
  createdAt: z.iso.datetime(),
});

export type ApiKeyView = z.output<typeof ApiKeyView>;

export const viewApiKey = ({ id, mode, label, lastFour, createdAt }: ApiKey): ApiKeyView => ({
  id,
  mode,
  label,
  lastFour,
  createdAt,
});

export const MadeApiKeyView = z.object({ ...ApiKeyView.shape, key: z.string() });

export type MadeApiKeyView = z.output<typeof MadeApiKeyView>;

export const viewMadeApiKey = ({ key, secret }: MadeApiKey): MadeApiKeyView => ({
  ...viewApiKey(key),
  key: secret,
});
