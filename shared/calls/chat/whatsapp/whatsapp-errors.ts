import type { HttpResult } from '../../../adapters/outbound/http-result.ts';
import type { FaultCode } from '../../../tenants/tenant/voice-agent-fault.ts';
import { fieldsOf, objectIn } from '../../telephony/port/bodies.ts';
import { UNSENT } from '../../telephony/port/failures.ts';
import type { ChatFailure, Sent } from '../port/messenger.ts';

type Meaning = FaultCode | 'later' | 'refused' | Extract<ChatFailure, 'not_on_whatsapp'>;

/** What Meta's errors mean to us. https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const byCode: Readonly<Record<number, Meaning>> = {
  0: 'authentication',
  190: 'authentication',
  3: 'account',
  10: 'account',
  368: 'account',
  131005: 'account',
  131031: 'account',
  131042: 'account',
  33: 'caller_number',
  131045: 'caller_number',
  133010: 'caller_number',
  130497: 'destination_country',
  131030: 'trial_account',
  100: 'settings',
  131008: 'settings',
  131009: 'settings',
  132000: 'settings',
  132001: 'settings',
  132007: 'settings',
  132012: 'settings',
  132015: 'settings',
  132016: 'settings',
  1: 'later',
  2: 'later',
  4: 'later',
  80007: 'later',
  130429: 'later',
  131000: 'later',
  131016: 'later',
  131048: 'later',
  131056: 'later',
  131057: 'later',
  133004: 'later',
  131026: 'not_on_whatsapp',
};

/** Used where no code says more. */
const byStatus: Readonly<Record<number, Meaning>> = {
  401: 'authentication',
  403: 'account',
  404: 'settings',
  429: 'later',
};

const isPermission = (code: number): boolean => code >= 200 && code <= 299;

/** What a request for a message, which did not end in a 2xx, means. An error of Meta's own says that nothing was sent. */
export function sendFailureOf(result: Extract<HttpResult, { ok: false }>): Sent {
  const { failure, status } = result;
  if (failure !== 'http_status' || status === null)
    return UNSENT.includes(failure) ? { status: 'later' } : { status: 'unknown', reason: failure };
  const code = codeIn(result.body);
  if (code === undefined && status >= 500) return { status: 'unknown', reason: `http_${status}` };
  const meaning = meaningOf(code, status);
  switch (meaning) {
    case 'later':
      return { status: 'later' };
    case 'refused':
      return { status: 'refused' };
    case 'not_on_whatsapp':
      return { status: 'refused', reason: meaning };
    default:
      return { status: 'fault', code: meaning, providerCode: String(code ?? status) };
  }
}

function meaningOf(code: number | undefined, status: number): Meaning {
  if (code === undefined) return byStatus[status] ?? 'refused';
  if (isPermission(code)) return 'account';
  // One that is not known speaks of this message; where it is Meta's own trouble, that may pass.
  return byCode[code] ?? (status >= 500 ? 'later' : (byStatus[status] ?? 'refused'));
}

/** Why a message that was taken did not arrive. */
export const failureOfStatus = (code: unknown) => ({
  ...(Number(code) === 131026 && { reason: 'not_on_whatsapp' as const }),
  providerCode: typeof code === 'number' || typeof code === 'string' ? String(code).slice(0, 20) : null,
});

function codeIn(body: string | null): number | undefined {
  const code = Number(fieldsOf(objectIn(body).error).code ?? Number.NaN);
  return Number.isInteger(code) ? code : undefined;
}
