import type { DueItem } from '../adapters/due/due.ts';
import { isFarOff } from '../adapters/queues/wait.ts';
import type { Job } from '../events/event.ts';
import type { Call } from './call.ts';
import type { DialMessage } from './messages.ts';

/** How a dial finds its way to the calls queue: with the event that asks for it, or swept there when it is far off. */
export type DialPlan = { job: Job; due?: undefined } | { job?: undefined; due: DueItem };

export function dialMessage(
  call: Pick<Call, 'tenantId' | 'mode' | 'orderId' | 'id'>,
  notBefore: Date | null,
): DialMessage {
  const { tenantId, mode, orderId, id: callId } = call;
  return {
    kind: 'dial',
    tenantId,
    mode,
    orderId,
    callId,
    ...(notBefore && { notBefore: notBefore.toISOString() }),
  };
}

/** A dial that is too far off for the queue. */
export function dialDue(call: Call, at: Date): DueItem {
  return {
    id: call.id,
    dueAt: at.toISOString(),
    queue: 'calls',
    body: dialMessage(call, at),
    group: call.tenantId,
  };
}

/** Plans a dial that is stored together with its plan. */
export function planDial(call: Call, now: Date): DialPlan {
  const at = call.notBefore === null ? null : new Date(call.notBefore);
  const body = dialMessage(call, at);
  if (at === null) return { job: { queue: 'calls', body } };
  if (!isFarOff(at, now)) return { job: { queue: 'calls', body, notBefore: at.toISOString() } };
  return { due: dialDue(call, at) };
}
