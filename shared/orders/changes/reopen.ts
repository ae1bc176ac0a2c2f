import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { change, type Draft, moveStatus, record } from '../order/draft.ts';
import { endConfirmationRounds, nextTurnJob } from '../order/end-rounds.ts';

/**
 * The order is no longer the one that the customer was asked about: the answer is void, a running round of calls ends
 * without one, and a confirmed order is pending again.
 * @param cause `reopened` where it was cancelled, and not its content has changed
 */
export function reopenConfirmation(draft: Draft, context: DecisionContext, cause?: 'reopened'): Draft {
  const { order } = draft;
  const { outcome } = order.confirmation;
  const { rounds, ended } = endConfirmationRounds(order, context.now);
  const cleared = change(draft, context, {
    contentVersion: order.contentVersion + 1,
    confirmation: { ...order.confirmation, outcome: 'none', confirmedAt: null },
    rounds,
  });
  if (outcome === 'none' && ended.length === 0) return cleared;
  const next = nextTurnJob(
    order,
    ended.map(({ callType }) => order.rounds[callType]),
  );
  const data = { outcome, ended, ...(cause && { cause }) };
  const reopened = record(cleared, context, 'order.confirmation_reopened', data, next);
  return order.status === 'confirmed'
    ? moveStatus(reopened, context, 'pending', 'content_changed')
    : reopened;
}
