import type { OutcomeFinal } from '../../events/call-events.ts';
import type { FinalOutcome } from '../../events/order-words.ts';
import type { Order } from '../../orders/order/order.ts';
import type { Call } from './call.ts';

/** The tenant's shop, as its webhooks name it. */
export type Shop = OutcomeFinal['shop'];

/** Longer ones would make the entry of most outcomes larger than a write unit. */
const SHORT_TRANSCRIPT_BYTES = 128;

export function outcomeFinal(
  { status }: Order,
  { id, callType, round, durationSeconds, recordingUrl, summary, transcript }: Call,
  outcome: FinalOutcome,
  shop: Shop,
): OutcomeFinal {
  const isShort = Buffer.byteLength(transcript ?? '') <= SHORT_TRANSCRIPT_BYTES;
  const said = { durationSeconds, recordingUrl, summary, ...(isShort && { transcript }) };
  return { order: { status }, call: { id, callType, round, outcomeFinal: outcome, ...said }, shop };
}
