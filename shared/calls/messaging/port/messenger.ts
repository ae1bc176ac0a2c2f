import type { Fault } from '../../telephony/port/fault.ts';
import type { CallStart, Unknown } from '../../telephony/port/port.ts';

export const messageFailures = [
  /** The phone is not on WhatsApp, or does not take such messages. */
  'not_on_whatsapp',
  /** No message is left to the tenant. */
  'credit_exhausted',
  /** What keeps messages from being sent was not mended in time. */
  'fault',
  /** As many messages as may be were under way all the time. */
  'provider_busy',
] as const;

/** Why a message brings no answer. */
export type MessageFailure = (typeof messageFailures)[number];

/** What became of asking for a message to be sent. */
export type Sent =
  /** What becomes of it comes later, as news. */
  | { status: 'accepted'; messageId: string }
  /** It will never reach this phone. */
  | { status: 'refused'; reason?: MessageFailure | undefined }
  | Fault
  /** Not sent, and may be sent later. */
  | { status: 'later' }
  /** It may have been sent: its news would tell. */
  | Unknown;

/** What sends messages. A value of every answer, no error. */
export interface Messenger {
  /** Its name: `whatsapp`, or `simulator`. */
  readonly service: string;
  /** Asks the customer whether the order is wanted, and returns when that is accepted or not. */
  send(message: CallStart): Promise<Sent>;
}
