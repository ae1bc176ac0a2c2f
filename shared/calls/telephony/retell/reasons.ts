import type { Fault, Later } from '../port/fault.ts';
import type { ReportedOutcome } from '../port/outcomes.ts';

/** What a disconnection reason says about a call. */
export type ReasonMeaning =
  /** Nobody was reached: the analysis cannot change that. */
  | { nobody: ReportedOutcome }
  /** Somebody was reached: the analysis gives the outcome; without one, it is this. */
  | { talked: ReportedOutcome }
  | { machine: true }
  /** It was not dialed: it will be later, or when the settings are fixed. */
  | { notDialed: Fault | Later };

const busy: ReasonMeaning = { nobody: 'busy' };
const machine: ReasonMeaning = { machine: true };
const talked: ReasonMeaning = { talked: 'unknown' };
const failed: ReasonMeaning = { nobody: 'failed' };
const later: ReasonMeaning = { notDialed: { status: 'later' } };

/** https://docs.retellai.com/reliability/debug-call-disconnect */
const byReason: Readonly<Record<string, ReasonMeaning>> = {
  dial_busy: busy,
  user_declined: busy,
  dial_no_answer: { nobody: 'no_answer' },
  invalid_destination: { nobody: 'invalid_number' },
  voicemail_reached: machine,
  ivr_reached: machine,
  user_hangup: talked,
  agent_hangup: talked,
  inactivity: talked,
  max_duration_reached: talked,
  call_transfer: talked,
  transfer_bridged: talked,
  transfer_cancelled: talked,
  call_take_over: talked,
  manual_stopped: talked,
  dial_failed: failed,
  sip_routing_error: failed,
  marked_as_spam: failed,
  telephony_provider_unavailable: failed,
  registered_call_timeout: failed,
  no_valid_payment: {
    notDialed: { status: 'fault', code: 'account', providerCode: 'no_valid_payment' },
  },
  telephony_provider_permission_denied: {
    notDialed: {
      status: 'fault',
      code: 'destination_country',
      providerCode: 'telephony_provider_permission_denied',
    },
  },
  concurrency_limit_reached: later,
  no_concurrency_fallback: later,
};

/** Unknown reasons, and errors in the middle of a call, may have come after the customer's answer. */
const broken: ReasonMeaning = { talked: 'failed' };

/** @param reason `disconnection_reason` */
export const meaningOf = (reason: unknown): ReasonMeaning =>
  (typeof reason === 'string' && Object.hasOwn(byReason, reason) ? byReason[reason] : undefined) ?? broken;
