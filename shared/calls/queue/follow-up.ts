import { absent, type Write } from '../../adapters/dynamo/expressions.ts';
import { newId } from '../../base/ids.ts';
import { scopeKey } from '../../base/scope.ts';
import { EVENT_ENTITY, type EventOf, type QueueJob } from '../../events/event.ts';
import type { Call } from '../call/call.ts';
import { recordingMessage } from '../recordings/recording-message.ts';
import { callReferenceOf } from './messages.ts';

/** The event is only read from the stream. */
const EVENT_DAYS = 7;

/**
 * Follow-up work about a call, stored in the transaction with its reason: whatever receives a provider's report sends
 * nothing to a queue.
 */
export function followUp(call: Call, job: QueueJob, now: Date): Write {
  const { tenantId, mode, orderId, id: callId } = call;
  const event: EventOf<'call.follow_up'> = {
    id: newId('event', now),
    type: 'call.follow_up',
    tenantId,
    mode,
    at: now.toISOString(),
    data: { orderId, callId },
    job,
  };
  const key = { pk: `FOLLOWUP#${scopeKey(call)}#${callId}`, sk: `EVENT#${event.id}` };
  const expiresAt = Math.floor(now.getTime() / 1000) + EVENT_DAYS * 86_400;
  return { put: { ...key, entity: EVENT_ENTITY, expiresAt, ...event }, if: absent };
}

/** Has the recording of a call fetched. */
export const fetchRecording = (call: Call, now: Date): Write =>
  followUp(call, { queue: 'exports', body: recordingMessage(callReferenceOf(call)) }, now);
