import { change, type Draft, type Moment, moveStatus, record } from './draft.ts';
import type { CallType, Order, Round } from './order.ts';

/** The calls that ask the customer about what was ordered. */
const ASKING: readonly CallType[] = ['confirmation', 'recovery'];

/**
 * What the customer was asked about is another order now: the answer is void, a running round of calls ends without
 * one, and a confirmed order is pending again.
 */
export function reopenConfirmation(draft: Draft, moment: Moment): Draft {
  const { order } = draft;
  const { outcome } = order.confirmation;
  const running = ASKING.flatMap((callType) => {
    const round = order.rounds[callType];
    return round && round.finishedAt === null ? [{ callType, round }] : [];
  });
  const cleared = change(draft, moment, {
    contentVersion: order.contentVersion + 1,
    confirmation: { ...order.confirmation, outcome: 'none', confirmedAt: null },
    rounds: { ...order.rounds, ...superseded(running, moment.now) },
  });
  if (outcome === 'none' && running.length === 0) return cleared;
  const ended = running.map(({ callType, round }) => ({ callType, round: round.number }));
  const told = record(cleared, moment, 'order.confirmation_reopened', { outcome, ended });
  return order.status === 'confirmed' ? moveStatus(told, moment, 'pending', 'content_changed') : told;
}

const superseded = (running: readonly { callType: CallType; round: Round }[], now: Date): Order['rounds'] =>
  Object.fromEntries(
    running.map(({ callType, round }) => [
      callType,
      { ...round, outcome: 'superseded', finishedAt: now.toISOString(), dialAt: null },
    ]),
  );
