import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import { tenantPartition } from './tenant.ts';

/** Faults that keep a tenant's provider from calling or sending chat messages: only the tenant or the provider can fix them. */
export const faultCodes = [
  /** The credentials are wrong. */
  'authentication',
  /** The account may not do that, or has no money. */
  'account',
  /** Calls may not be made from the number. */
  'caller_number',
  /** Calls may not be made to the country. */
  'destination_country',
  /** A trial account may call verified numbers only. */
  'trial_account',
  /** The provider rejects the request as invalid. */
  'settings',
] as const;

export type FaultCode = (typeof faultCodes)[number];

export interface VoiceAgentFault {
  code: FaultCode;
  /** When it began, ISO 8601, UTC. */
  since: string;
  /** The provider's own code or status: `20003`. */
  providerCode: string | null;
}

export const voiceAgentFaultKey = (tenantId: string): Key => ({
  pk: tenantPartition(tenantId),
  sk: 'VOICE_AGENT_FAULT',
});

/** The same for its chat messages. */
export const whatsappFaultKey = (tenantId: string): Key => ({
  pk: tenantPartition(tenantId),
  sk: 'WHATSAPP_FAULT',
});

export const faultFromItem = ({ code, since, providerCode }: Item): VoiceAgentFault =>
  ({ code, since, providerCode }) as VoiceAgentFault;
