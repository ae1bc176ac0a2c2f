import type { CallStart } from '../port/port.ts';
import { callbackUrl } from '../port/reference.ts';
import type { TwilioStep } from './twilio-routes.ts';

/**
 * Has Twilio repeat a callback that fails, three times. The fragment is not signed.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const OVERRIDES = '#rc=3&rp=5xx,ct,rt';

/** Where Twilio asks or reports about a call. @param turn how often the customer was asked, of replies */
export function twilioUrl(start: CallStart, step: TwilioStep, turn?: number): string {
  const url = callbackUrl(start.publicUrl, start, `twilio/${step}`);
  return `${url}${turn === undefined ? '' : `&turn=${turn}`}${OVERRIDES}`;
}
