import * as z from 'zod';
import type { CallType } from '../../../events/order-words.ts';
import type { Fault, Later } from './fault.ts';
import { callOutcomes } from './outcomes.ts';
import type { Progress } from './progress.ts';
import type { CallReference } from './reference.ts';

/** The facts that the agent may mention. Texts are the order's own; null where the order has none. */
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

/**
 * One dial, with all that a provider needs for it. A provider that is given the same `callId` twice must dial once, or be
 * able to `find` what it dialed.
 */
export interface CallStart extends CallReference {
  /** 1 for the first dial of the round. */
  attempt: number;
  /** E.164. */
  phone: string;
  /** BCP 47: `es-CO`, `en-IN`. */
  language: string;
  script: CallScript;
  /** Of the API, where the provider reports to: see `callbackUrl`. */
  publicUrl: string;
  /** Whether the call is recorded, by providers that leave it to us. */
  records: boolean;
  /** How long simulated customers talk, 0 to 900 s of real time; 1 when undefined. Real providers ignore it. */
  talkTimeSeconds?: number | undefined;
  /** The order's free JSON, passed on as it is. */
  metadata?: unknown;
}

/** How a dial ended, independent of the provider. What the provider does not report is null. */
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
export interface RefusedDial {
  status: 'refused';
  /** A class that may be shown to the tenant: `timeout`, `http_503`. */
  reason: string;
  /** False when the number itself can never be called; true for everything that may pass. */
  retryable: boolean;
}

/** Whether the provider dials is not known: its answer never came, or made no sense. */
export interface UnknownResult {
  status: 'unknown';
  reason: string;
}

/** The result of requesting a dial. */
export type StartResult =
  /** A report says later how it ended. */
  | { status: 'accepted'; providerCallId: string | null }
  | RefusedDial
  | Fault
  | Later
  /** Only from providers where the dial can be looked for. */
  | UnknownResult;

/** The result of looking for a dial whose request got no answer. */
export type FindResult =
  | { status: 'found'; providerCallId: string }
  | { status: 'not_found' }
  | { status: 'unknown' }
  | Fault;

/** A provider's answer when a dial is polled. */
export type PollResult = { status: 'found'; progress: Progress } | { status: 'unknown' } | Fault;

/** Makes calls. Every result is a value, never an error: a provider's code is loaded separately and shares no error classes. */
export interface Telephony {
  /** Its provider's name, or `simulator`. */
  readonly provider: string;
  /** Requests one dial and returns whether it was accepted. */
  start(call: CallStart): Promise<StartResult>;
  /**
   * Looks for a dial that may have been requested, at providers that would dial again on a repeated request.
   * @param askedAt when it was requested
   * @param known ids of other dials of the order
   */
  find?(call: CallStart, askedAt: Date, known: readonly string[]): Promise<FindResult>;
  /** Polls a dial whose reports did not come. */
  poll?(providerCallId: string, call: CallStart): Promise<PollResult>;
  /** The request for a recording, where the provider wants the account's credentials. Undefined for a URL that is not its own. */
  recordingAt?(url: string): { url: string; headers: Record<string, string> } | undefined;
  /** Ends a call. */
  hangUp?(providerCallId: string): Promise<void>;
}
