import type { CallingHours } from '../calls/hours/calling-hours.ts';
import type { DialectName } from '../http/declaration.ts';
import type { VoiceAgent } from '../telephony/http-agent.ts';

/** How often a customer is called in one round, and how far apart. */
export interface CallPolicy {
  /** 1 to 10 dials. */
  maxAttempts: number;
  /** Minutes between one dial and the next; the last one stands for all that follow. */
  delaysMinutes: readonly number[];
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
  callPolicy: CallPolicy;
  /** null: the defaults of the customer's country. */
  callingHours: CallingHours | null;
  /** Hours in which a trigger with a final outcome is not called again. */
  dedupeWindow: number;
  autoCall: boolean;
  autoDispatch: boolean;
  /** BCP 47, of the calls. */
  language: string;
  /** How long simulated customers talk, in seconds of real time. */
  talkTimeSeconds: number;
  /** Dials live calls; null when there is none. */
  voiceAgent: VoiceAgent | null;
  /** Requests per minute and key, by dialect; the dialect's own limit when it is not there. */
  limits: Partial<Record<DialectName, number>>;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  updatedAt: string;
  /** Counts the changes; a change is conditional on it. */
  version: number;
}
