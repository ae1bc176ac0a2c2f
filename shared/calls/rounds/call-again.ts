import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { Scope } from '../../base/scope.ts';
import type { CallType } from '../../events/order-words.ts';
import { draftOf } from '../../orders/order/draft.ts';
import type { Order } from '../../orders/order/order.ts';
import { callWrites } from '../call/call.ts';
import { loadContactTimes } from '../times/call-time.ts';
import { beginRound } from './begin-round.ts';
import { refuseUncallable } from './call-refusal.ts';
import type { TriggeredCall, TriggerServices } from './trigger-call.ts';
import { loadLineToCall, loadTriggerState } from './trigger-state.ts';

export interface CallAgain {
  orderId: string;
  callType: CallType;
  /** Throws when the order's current state allows no call. */
  requireOrder: (order: Order) => void;
}

/**
 * Opens another round of calls because a person asks for it, however recent the outcome of the last one is.
 *
 * @param receipt writes to store together with the round
 * @throws Problem order_not_found, invalid_phone, phone_opted_out, credit_exhausted, voice_agent_missing, unavailable, and
 * what `requireOrder` throws
 */
export function callAgain(
  services: TriggerServices,
  scope: Scope,
  { orderId, callType, requireOrder }: CallAgain,
  receipt: (triggered: TriggeredCall) => readonly Write[],
): Promise<TriggeredCall> {
  const { table, liveCalls } = services;
  return decideAndStore(services, {
    async load() {
      const state = await loadTriggerState(table, scope, { orderId });
      const [line, times] = await Promise.all([
        loadLineToCall(table, scope, state),
        loadContactTimes(state.tenant, scope.mode),
      ]);
      return { ...state, ...times, line };
    },
    decide(state, context) {
      const { order } = state;
      if (order === undefined) throw new Error('A missing order was not refused');
      requireOrder(order);
      const channels = refuseUncallable({ given: {}, callType }, scope.mode, state, liveCalls);
      const called = beginRound(draftOf(order), context, callType, { ...state, channels });
      const round = called.order.rounds[callType];
      if (round === undefined) throw new Error('A round that was started is missing from its order');
      const triggered: TriggeredCall = { order: called.order, round, isNew: true };
      return { answer: triggered, writes: callWrites(called), receipt: receipt(triggered) };
    },
  });
}
