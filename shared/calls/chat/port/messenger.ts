import type { Fault } from '../../telephony/port/fault.ts';
import type { CallStart, UnknownResult } from '../../telephony/port/port.ts';

const chatFailures = [
  /** The phone is not on WhatsApp, or does not take such messages. */
  'not_on_whatsapp',
  /** The tenant has no message credit left. */
  'credit_exhausted',
  /** The fault that prevents sending was not fixed in time. */
  'fault',
  /** The service's limit of concurrent messages was reached all the time. */
  'provider_busy',
] as const;

/** Why a chat message gets no answer. */
export type ChatFailure = (typeof chatFailures)[number];

/** The result of a request to send a chat message. */
export type Sent =
  /** Accepted: updates report later what became of it. */
  | { status: 'accepted'; messageId: string }
  /** It will never reach this phone. */
  | { status: 'refused'; reason?: ChatFailure | undefined }
  | Fault
  /** Not sent, and may be sent later. */
  | { status: 'later' }
  /** It may have been sent: an update would show it. */
  | UnknownResult;

/** Sends chat messages. Every outcome is a value, never an error. */
export interface Messenger {
  /** Its name: `whatsapp`, or `simulator`. */
  readonly service: string;
  /** Asks the customer whether the order is wanted, and returns when that is accepted or not. */
  send(message: CallStart): Promise<Sent>;
}
