import type { Outcome } from '../../../adapters/outbound/outcome.ts';
import type { FaultCode } from '../../../tenants/voice-agent-fault.ts';
import type { Fault, RefusedDial, Unknown } from '../port/port.ts';

/** What an error of Twilio's is to us. https://www.twilio.com/docs/api/errors */
const byCode: Readonly<Record<number, FaultCode | 'invalid_number' | 'later'>> = {
  20003: 'authentication',
  20005: 'account',
  20006: 'account',
  10001: 'account',
  10002: 'trial_account',
  21219: 'trial_account',
  14111: 'trial_account',
  573002: 'trial_account',
  573005: 'trial_account',
  21210: 'caller_number',
  21212: 'caller_number',
  21213: 'caller_number',
  21606: 'caller_number',
  21215: 'destination_country',
  21216: 'destination_country',
  32205: 'destination_country',
  13227: 'destination_country',
  21205: 'settings',
  21211: 'invalid_number',
  21217: 'invalid_number',
  20429: 'later',
  10004: 'later',
};

/** Where no code says more. */
const byStatus: Readonly<Record<number, FaultCode | 'later'>> = {
  401: 'authentication',
  402: 'account',
  403: 'account',
  404: 'authentication',
  429: 'later',
};

/** Failures before the request was sent: nothing was dialed. */
const UNSENT: readonly string[] = ['invalid_url', 'dns', 'blocked_address', 'refused', 'unreachable', 'tls'];

/** What a request for a dial, which did not end in a 2xx, means. One that may have arrived is unknown. */
export function startFailureOf(
  outcome: Extract<Outcome, { ok: false }>,
): RefusedDial | Fault | Unknown | { status: 'later' } {
  const { failure, status } = outcome;
  if (failure !== 'http_status' || status === null)
    return UNSENT.includes(failure)
      ? { status: 'refused', reason: failure, retryable: true }
      : { status: 'unknown', reason: failure };
  const code = codeIn(outcome.body);
  const meaning = byCode[code ?? 0] ?? byStatus[status];
  if (meaning === 'later') return { status: 'later' };
  if (meaning === 'invalid_number') return { status: 'refused', reason: meaning, retryable: false };
  if (meaning !== undefined) return { status: 'fault', code: meaning, providerCode: String(code ?? status) };
  if (status >= 500) return { status: 'unknown', reason: `http_${status}` };
  return { status: 'refused', reason: `twilio_${code ?? status}`, retryable: true };
}

/** The same of a question about dials. */
export function askFailureOf(outcome: Extract<Outcome, { ok: false }>): Fault | { status: 'unknown' } {
  const failure = outcome.status === 404 ? undefined : startFailureOf(outcome);
  return failure?.status === 'fault' ? failure : { status: 'unknown' };
}

function codeIn(body: string | null): number | undefined {
  try {
    const parsed: unknown = JSON.parse(body ?? '');
    if (typeof parsed !== 'object' || parsed === null || !('code' in parsed)) return undefined;
    const code = Number(parsed.code);
    return Number.isInteger(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
