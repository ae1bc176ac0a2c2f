import { objectIn } from '../port/bodies.ts';
import type { ErrorRead, FailureMeaning } from '../port/failures.ts';

/** What Twilio's errors mean to us. https://www.twilio.com/docs/api/errors */
const byCode: Readonly<Record<number, FailureMeaning>> = {
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

/** Twilio's errors have a code and a status. */
export function readTwilioError(body: string | null, status: number): ErrorRead {
  const code = Number(objectIn(body).code);
  // Where the account is not there, its SID is wrong.
  const meaning = byCode[code] ?? (status === 404 ? 'authentication' : undefined);
  return { ...(Number.isInteger(code) && { code: String(code) }), meaning };
}
