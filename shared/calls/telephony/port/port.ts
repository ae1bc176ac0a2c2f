import * as z from 'zod';
import type { CallType } from '../../../events/order-words.ts';
import type { CallReference } from './reference.ts';

/**
 * How one dial ended. `recovered` and `not_recovered` are the `confirmed` and `cancelled` of a recovery call;
 * `unknown` is a call that was picked up without bringing a decision.
 */
export const callOutcomes = [
  'confirmed',
  'cancelled',
  'novedad',
  'recovered',
  'not_recovered',
  'no_answer',
  'busy',
  'voicemail',
  'failed',
  'invalid_number',
  'opt_out',
  'unknown',
] as const;

export type ReportedOutcome = (typeof callOutcomes)[number];

/** What the agent may say. Texts are the order's own; null is what the order does not tell. */
export interface CallScript {
  callType: CallType;
  storeName: string;
  customerName: string;
  products: string;
  /** Decimal text in major units: `85600`. */
  total: string;
  /** ISO 4217. */
  currency: string;
  orderNumber: string;
  /** One line: `Calle 45 #23-12, Apto 301, Bogota`. */
  address: string | null;
}

/** One dial, with all that a provider needs for it. A provider that is given the same `callId` twice must dial once. */
export interface CallStart extends CallReference {
  /** 1 for the first dial of the round. */
  attempt: number;
  /** E.164. */
  phone: string;
  /** BCP 47: `es-CO`, `en-IN`. */
  language: string;
  script: CallScript;
  /** Where the provider reports how the call ended. */
  callbackUrl: string;
  /** How long simulated customers talk, 0 to 900 s of real time; 1 when undefined. Real providers ignore it. */
  talkTimeSeconds?: number | undefined;
  /** The order's free JSON, passed on as it is. */
  metadata?: unknown;
}

/** How a dial ended, in the provider's words made neutral. What a provider does not tell is null. */
export const CallReport = z.object({
  callId: z.string(),
  outcome: z.enum(callOutcomes),
  /** Whole seconds from pick-up to hang-up. */
  durationSeconds: z.number().nullable(),
  recordingUrl: z.string().nullable(),
  /** At most 64 kB of UTF-8; longer ones are cut. */
  transcript: z.string().nullable(),
  /** At most 4 kB of UTF-8; longer ones are cut. */
  summary: z.string().nullable(),
  /** The address as the customer corrected it, one line. */
  addressFinal: z.string().nullable(),
  providerCallId: z.string().nullable(),
  /** When the call ended, ISO 8601 in UTC. */
  at: z.string().nullable(),
  /** The same whenever the same report is sent again. */
  reportId: z.string(),
});

export type CallReport = z.output<typeof CallReport>;

/** It was not dialed. */
export interface Refused {
  status: 'refused';
  /** A class that may be shown to the tenant: `timeout`, `http_503`. */
  reason: string;
  /** False when the number itself can never be called; true for everything that may pass. */
  retryable: boolean;
}

/** What became of asking for a dial. */
export type Started =
  /** How it ends comes later, as a report. */
  { status: 'accepted'; providerCallId: string | null } | Refused;

/** What dials. A value of every answer, no error: its code is loaded apart and shares no classes with ours. */
export interface Telephony {
  /** Its provider's name, or `simulator`. */
  readonly provider: string;
  /** Asks for one dial and returns when it is accepted or not. */
  start(call: CallStart): Promise<Started>;
}

/**
 * Whether a dial connected, and so takes one call of the tenant's credit: when somebody said something, or when
 * anything picked up, a mailbox included, and the line was open for at least a second.
 */
export function connected(outcome: ReportedOutcome, durationSeconds: number | null): boolean {
  switch (outcome) {
    case 'confirmed':
    case 'cancelled':
    case 'novedad':
    case 'recovered':
    case 'not_recovered':
    case 'opt_out':
      return true;
    case 'voicemail':
    case 'unknown':
      return durationSeconds !== null && durationSeconds > 0;
    case 'no_answer':
    case 'busy':
    case 'failed':
    case 'invalid_number':
      return false;
  }
}
