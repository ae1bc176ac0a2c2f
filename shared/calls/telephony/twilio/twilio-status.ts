import type { ReportedOutcome } from '../port/outcomes.ts';
import type { Progress } from '../port/progress.ts';
import { secondsOf, urlOf } from '../port/report-fields.ts';

/** The status of a call that was picked up and is over. */
export const TALKED = 'completed';

/** How Twilio's final statuses end a dial without a decision; all others mean that the call continues. */
const ended: Readonly<Record<string, ReportedOutcome>> = {
  [TALKED]: 'unknown',
  busy: 'busy',
  'no-answer': 'no_answer',
  // Ended before it was picked up.
  canceled: 'no_answer',
  failed: 'failed',
};

/** Numbers that cannot exist. Others that fail may do so for an outage, and are tried again. */
const INVALID: readonly string[] = ['21211', '21217'];

/** A call at Twilio, from a callback or when polled. */
export interface TwilioCall {
  sid: unknown;
  status: unknown;
  duration?: unknown;
  answeredBy?: unknown;
  recordingUrl?: unknown;
  errorCode?: unknown;
}

/** In our words. Statuses that are not known change nothing. */
export function progressOfCall({
  sid,
  status,
  duration,
  answeredBy,
  recordingUrl,
  errorCode,
}: TwilioCall): Progress {
  const end = typeof status === 'string' && Object.hasOwn(ended, status) ? ended[status] : undefined;
  const isInvalid = end === 'failed' && INVALID.includes(String(errorCode ?? ''));
  return {
    providerCallId: typeof sid === 'string' && sid !== '' ? sid : undefined,
    machine: isMachine(answeredBy) ? true : undefined,
    happened: status === 'ringing' ? 'ringing' : status === 'in-progress' ? 'picked_up' : undefined,
    durationSeconds: end === undefined ? undefined : (secondsOf(duration) ?? undefined),
    recordingUrl: urlOf(recordingUrl) ?? undefined,
    ended: isInvalid ? 'invalid_number' : end,
  };
}

/** `unknown` counts as a human: better to talk to a machine than to hang up on a customer. */
const isMachine = (answeredBy: unknown): boolean =>
  typeof answeredBy === 'string' && (answeredBy.startsWith('machine') || answeredBy === 'fax');
