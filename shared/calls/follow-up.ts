import { absent, type Write } from '../adapters/dynamo/expressions.ts';
import { newId } from '../base/ids.ts';
import { scopeKey } from '../base/scope.ts';
import { EVENT_ENTITY, type EventOf } from '../events/event.ts';
import type { Call } from './call.ts';
import type { TimedMessage } from './messages.ts';

/** The event is only read from the stream. */
const EVENT_DAYS = 7;

/**
 * What is to be done about a call, stored in the transaction with the reason for it: whoever takes a provider's report sends
 * nothing to a queue.
 * @param message at most an hour ahead
 */
export function followUp(call: Call, message: TimedMessage, now: Date): Write {
  const { tenantId, mode, orderId, id: callId } = call;
  const { notBefore } = message;
  const event: EventOf<'call.follow_up'> = {
    id: newId('event', now),
    type: 'call.follow_up',
    tenantId,
    mode,
    at: now.toISOString(),
    data: { orderId, callId },
    job: { queue: 'calls', body: message, ...(notBefore !== undefined && { notBefore }) },
  };
  const key = { pk: `FOLLOWUP#${scopeKey(call)}#${callId}`, sk: `EVENT#${event.id}` };
  const expiresAt = Math.floor(now.getTime() / 1000) + EVENT_DAYS * 86_400;
  return { put: { ...key, entity: EVENT_ENTITY, expiresAt, ...event }, if: absent };
}
