import type { Mode } from '../base/scope.ts';
import type { CallType, FinalOutcome } from '../events/order-words.ts';

/** How a single dial can end short of the customer's answer. */
export const callAttemptOutcomes = ['no_answer', 'busy', 'voicemail', 'failed', 'unknown'] as const;
export type CallAttemptOutcome = (typeof callAttemptOutcomes)[number];
export type CallOutcome = CallAttemptOutcome | FinalOutcome;

/**
 * One dial. `queued` waits for its time, `dialing` is claimed by a worker that may have reached the provider,
 * `in_progress` was accepted by the provider, `ended` has its final outcome.
 */
export interface Call {
  id: string;
  orderId: string;
  tenantId: string;
  mode: Mode;
  callType: CallType;
  /** The order's round of this call type, from 1. */
  round: number;
  /** The dial within its round, from 1. */
  attempt: number;
  status: 'queued' | 'dialing' | 'in_progress' | 'ended';
  outcome: CallOutcome | null;
  /** What the provider said in its own words where our outcome is coarser: `invalid_number`, `opt_out`; or `superseded`: not made. */
  reason: string | null;
  provider: string | null;
  providerCallId: string | null;
  durationSeconds: number | null;
  recordingUrl: string | null;
  transcript: string | null;
  summary: string | null;
  /** Whether this call took one of the tenant's call credits. */
  charged: boolean;
  /** Not to be dialed before; null for at once. Instants are ISO 8601 UTC. */
  notBefore: string | null;
  createdAt: string;
  dialedAt: string | null;
  endedAt: string | null;
}

export type NewCall = Pick<
  Call,
  'id' | 'orderId' | 'tenantId' | 'mode' | 'callType' | 'round' | 'attempt' | 'notBefore' | 'createdAt'
>;

export function newCall(given: NewCall): Call {
  return {
    ...given,
    status: 'queued',
    outcome: null,
    reason: null,
    provider: null,
    providerCallId: null,
    durationSeconds: null,
    recordingUrl: null,
    transcript: null,
    summary: null,
    charged: false,
    dialedAt: null,
    endedAt: null,
  };
}

/** Whether clients see the call: a retry that was not dialed yet is only a plan. */
export const isVisible = (call: Call): boolean => call.status !== 'queued' || call.attempt === 1;
