import * as z from 'zod';
import { whatsapp as messages } from '../../../shared/calls/chat/whatsapp/whatsapp.ts';
import { confirmation } from '../../../shared/http/dialects/confirmation.ts';
import { delivery } from '../../../shared/http/dialects/delivery.ts';
import { orders } from '../../../shared/http/dialects/orders.ts';
import { platform } from '../../../shared/http/dialects/platform.ts';
import { REQUESTS_PER_SECOND } from '../../../shared/intake/traffic.ts';
import type { ApiKey, MadeApiKey } from '../../../shared/tenants/access/api-key.ts';
import { DispatchSettings } from '../../../shared/tenants/settings/dispatch-settings.ts';
import { reachingCustomers } from '../../../shared/tenants/settings/reaching-customers.ts';
import type { SealedService } from '../../../shared/tenants/settings/sealed-service.ts';
import {
  CallPolicySettings,
  Contact,
  EnterpriseShipTypes,
  FundAccounts,
  PaymentMethods,
  PostpaidSettings,
  PromoCodes,
} from '../../../shared/tenants/settings/settings.ts';
import type { TenantDetails } from '../../../shared/tenants/tenant/tenant-details.ts';
import { faultCodes } from '../../../shared/tenants/tenant/voice-agent-fault.ts';
import { CallingHours } from '../../../shared/time/calling-hours.ts';

const Fault = z.object({
  code: z.enum(faultCodes),
  since: z.iso.datetime(),
  providerCode: z.string().nullable(),
});

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
  voiceAgent: z.looseObject({ provider: z.string() }).nullable().describe('Without its secrets'),
  voiceAgentFault: Fault.nullable().describe(
    'The fault that keeps the provider from making calls; they wait until it is fixed',
  ),
  whatsapp: z.looseObject({ phoneNumberId: z.string() }).nullable().describe('Without its secrets'),
  whatsappFault: Fault.nullable().describe(
    'The fault that keeps messages from being sent: customers are called instead',
  ),
  webhookUrls: z.record(z.string(), z.string()).describe('To paste into a service’s webhook settings'),
  confirmationChannels: reachingCustomers.confirmationChannels,
  whatsappWaitMinutes: z.number(),
  messageHours: CallingHours.nullable(),
  recordings: reachingCustomers.recordings,
  recordingDays: reachingCustomers.recordingDays,
  webhookRetentionDays: z.int(),
  callCredit: z.int().nullable(),
  messageCredit: z.int().nullable(),
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

/** @param made the voice agent's secrets that were made just now; they are not shown otherwise */
export function viewTenant(
  { tenant, credit, messageCredit, fault, whatsappFault }: TenantDetails,
  publicUrl: string,
  made: Readonly<Record<string, string>> = {},
): TenantView {
  const { version: _version, voiceAgent, whatsapp, limits, callPolicy, ...shown } = tenant;
  return {
    ...shown,
    enterpriseShipTypes: [...tenant.enterpriseShipTypes],
    fundAccounts: [...tenant.fundAccounts],
    promoCodes: [...tenant.promoCodes],
    cashMethods: [...tenant.cashMethods],
    prepaidMethods: [...tenant.prepaidMethods],
    callPolicy: { ...callPolicy, delaysMinutes: [...callPolicy.delaysMinutes] },
    voiceAgent: voiceAgent && { ...viewService(voiceAgent), ...made },
    voiceAgentFault: fault,
    whatsapp: whatsapp && viewMessaging(whatsapp),
    whatsappFault,
    webhookUrls: {
      [messages.name]: `${publicUrl.replace(/\/+$/, '')}${messages.webhookPath(tenant.id)}`,
    },
    confirmationChannels: [...tenant.confirmationChannels],
    callCredit: credit ?? null,
    messageCredit: messageCredit ?? null,
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

const viewService = ({ provider, settings }: SealedService) => ({ provider, ...settings });

/** There is only one such service, so its name is left out. */
const viewMessaging = ({ settings }: SealedService) => ({ phoneNumberId: '', ...settings });

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
