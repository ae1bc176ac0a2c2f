import { endAsking } from './asking.ts';
import { change, type Draft, type Moment, moveStatus, record } from './draft.ts';

/**
 * What the customer was asked about is another order now: the answer is void, a running round of calls ends without
 * one, and a confirmed order is pending again.
 */
export function reopenConfirmation(draft: Draft, moment: Moment): Draft {
  const { order } = draft;
  const { outcome } = order.confirmation;
  const { rounds, ended } = endAsking(order, moment.now);
  const cleared = change(draft, moment, {
    contentVersion: order.contentVersion + 1,
    confirmation: { ...order.confirmation, outcome: 'none', confirmedAt: null },
    rounds,
  });
  if (outcome === 'none' && ended.length === 0) return cleared;
  const told = record(cleared, moment, 'order.confirmation_reopened', { outcome, ended });
  return order.status === 'confirmed' ? moveStatus(told, moment, 'pending', 'content_changed') : told;
}
