import type { Job } from '../../events/event.ts';
import type { CallType } from '../../events/order-words.ts';
import type { Order, Round } from './order.ts';

/** The calls that ask the customer about what was ordered. */
const ASKING: readonly CallType[] = ['confirmation', 'recovery'];

/** Rounds that ended, and the order's rounds with them. */
export interface EndedRounds {
  rounds: Order['rounds'];
  ended: readonly { callType: CallType; round: number }[];
}

/** Ends the running rounds that ask about an order which is not the one, or not the matter, that they ask about any more. */
export function endConfirmationRounds({ rounds }: Pick<Order, 'rounds'>, now: Date): EndedRounds {
  const running = ASKING.flatMap((callType) => {
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
export function nextTurnJob(order: Order, ended: readonly (Round | undefined)[]): Job | undefined {
  if (!ended.some((round) => round?.takesTurns)) return undefined;
  const { tenantId, mode, id: orderId } = order;
  // Workers of 0.2.0 demand the id of a call, which none reads; with one, the entries of most outcomes take two units more.
  return { queue: 'calls', body: { kind: 'next-turn', tenantId, mode, orderId, callId: '' } };
}

const superseded = (round: Round, now: Date): Round => ({
  ...round,
  outcome: 'superseded',
  finishedAt: now.toISOString(),
  dialAt: null,
});
