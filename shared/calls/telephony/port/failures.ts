import type { HttpResult } from '../../../adapters/outbound/http-result.ts';
import type { FaultCode } from '../../../tenants/tenant/voice-agent-fault.ts';
import type { Fault, Later } from './fault.ts';
import type { RefusedDial, UnknownResult } from './port.ts';

type Failed = Extract<HttpResult, { ok: false }>;

/** What a provider's error means to us. */
export type FailureMeaning = FaultCode | 'invalid_number' | 'later';

/** A provider's error, read from its answer. */
export interface ErrorRead {
  /** The provider's own code, where it has one. */
  code?: string | undefined;
  /** Where that says it. */
  meaning?: FailureMeaning | undefined;
}

/** Used where nothing in an answer says more. */
const byStatus: Readonly<Record<number, FaultCode | 'later'>> = {
  401: 'authentication',
  402: 'account',
  403: 'account',
  404: 'settings',
  429: 'later',
};

/** Failures before the request was sent: nothing was dialed, or written. */
export const UNSENT: readonly string[] = [
  'invalid_url',
  'dns',
  'blocked_address',
  'refused',
  'unreachable',
  'tls',
];

/**
 * What a request for a dial, which did not end in a 2xx, means. One that may have arrived is unknown.
 * @param provider the prefix of codes that are not known: `twilio_21214`
 * @param read what the provider says in the body of its answer
 */
export function startFailureOf(
  provider: string,
  outcome: Failed,
  read: (body: string | null, status: number) => ErrorRead,
): RefusedDial | Fault | UnknownResult | Later {
  const { failure, status } = outcome;
  if (failure !== 'http_status' || status === null)
    return UNSENT.includes(failure)
      ? { status: 'refused', reason: failure, retryable: true }
      : { status: 'unknown', reason: failure };
  const { code = String(status), meaning = byStatus[status] } = read(outcome.body, status);
  if (meaning === 'later') return { status: 'later' };
  if (meaning === 'invalid_number') return { status: 'refused', reason: meaning, retryable: false };
  if (meaning !== undefined) return { status: 'fault', code: meaning, providerCode: code };
  if (status >= 500) return { status: 'unknown', reason: `http_${status}` };
  return { status: 'refused', reason: `${provider}_${code}`, retryable: true };
}

/** The same for a request that polls a dial, given what the error would mean for a start. */
export function askFailureOf(
  { status }: Failed,
  failure: ReturnType<typeof startFailureOf>,
): Fault | { status: 'unknown' } {
  // What was requested does not exist, which is no fault of the settings.
  return failure.status === 'fault' && status !== 404 ? failure : { status: 'unknown' };
}
