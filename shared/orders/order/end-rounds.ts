import type { QueueJob } from '../../events/event.ts';
import type { CallType } from '../../events/order-words.ts';
import type { Order, Round } from './order.ts';

/** The types of call in which the customer confirms or cancels the order. */
const CONFIRMATION_CALL_TYPES: readonly CallType[] = ['confirmation', 'recovery'];

/** Rounds that ended, and the order's rounds with them. */
export interface EndedRounds {
  rounds: Order['rounds'];
  ended: readonly { callType: CallType; round: number }[];
}

/**
 * Ends the running rounds in which the customer would confirm an order that has changed, or is settled, since they
 * began.
 */
export function endConfirmationRounds({ rounds }: Pick<Order, 'rounds'>, now: Date): EndedRounds {
  const running = CONFIRMATION_CALL_TYPES.flatMap((callType) => {
    const round = rounds[callType];
    return round && round.finishedAt === null ? [[callType, superseded(round, now)] as const] : [];
  });
  return {
    rounds: { ...rounds, ...Object.fromEntries(running) },
    ended: running.map(([callType, { number }]) => ({ callType, round: number })),
  };
}

/**
 * Asks that the next round waiting for the phone be called when rounds end; undefined where none can wait. It is carried out
 * by the worker that dials.
 */
export function nextTurnJob(order: Order, ended: readonly (Round | undefined)[]): QueueJob | undefined {
  if (!ended.some((round) => round?.takesTurns)) return undefined;
  const { tenantId, mode, id: orderId } = order;
  // Workers of 0.2.0 require a `callId`, though none reads it. It is empty because a real one would make the log entry
  // of most outcomes cost two write units more.
  return { queue: 'calls', body: { kind: 'next-turn', tenantId, mode, orderId, callId: '' } };
}

const superseded = (round: Round, now: Date): Round => ({
  ...round,
  outcome: 'superseded',
  finishedAt: now.toISOString(),
  dialAt: null,
});
