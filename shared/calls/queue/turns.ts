import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import type { Clock } from '../../base/clock.ts';
import { change, draftOf, record } from '../../orders/order/draft.ts';
import type { Order, Round, WaitReason } from '../../orders/order/order.ts';
import { loadOrder, orderWrites } from '../../orders/store/order-store.ts';
import type { Call } from '../call/call.ts';
import { loadRunning, loadWaiting, readPhoneLine, waitingKey, waitingToItem } from '../times/phone-line.ts';
import { dialMessage, type NextTurnMessage } from './messages.ts';

interface Services {
  table: Table;
  clock: Clock;
}

/**
 * Puts a round in line for the phone, and records it on the order's timeline.
 * @returns whether it was not there before: the round that had the turn may have ended in the meantime without seeing it
 */
export async function joinWaiting(services: Services, order: Order, call: Call): Promise<boolean> {
  const round = order.rounds[call.callType];
  if (round === undefined || (await services.table.get(waitingKey(order, round)))) return false;
  await recordWait(services, call, 'turn', round.dialAt);
  return true;
}

/** Records what a call waits for, once; nothing for a round that is over, or for a call that is not its next. */
export function recordWait(
  services: Services,
  call: Call,
  waitsFor: WaitReason,
  notBefore: string | null,
): Promise<void> {
  const { orderId, callType, id: callId, attempt } = call;
  return decideAndStore(services, {
    load: () => loadOrder(services.table, call, orderId),
    decide(order, context) {
      const round = order?.rounds[callType];
      const isOurs = round?.number === call.round && round.finishedAt === null && round.lastCallId === callId;
      if (order === undefined || round === undefined || !isOurs) return { answer: undefined };
      const place = waitsFor === 'turn' ? [{ put: waitingToItem(order, callType, round) }] : [];
      if (round.waitsFor === waitsFor && round.dialAt === notBefore)
        return { answer: undefined, writes: place };
      const { channel } = round;
      const waiting: Round = {
        ...{ ...round, waitsFor, dialAt: notBefore },
        ...(channel === undefined && { takesTurns: true }),
      };
      const changed = change(draftOf(order), context, { rounds: { ...order.rounds, [callType]: waiting } });
      const data = {
        ...{ callId, callType, round: round.number, attempt, waitsFor, notBefore },
        ...(channel && { channel }),
      };
      const recorded = record(changed, context, 'call.waiting', data);
      return { answer: undefined, writes: [...orderWrites(recorded), ...place] };
    },
  });
}

/** The call no longer waits. The timeline gets no line for it, since the dial has its own. */
export function endWait(services: Services, { orderId, callType, ...call }: Call): Promise<void> {
  return decideAndStore(services, {
    load: () => loadOrder(services.table, call, orderId),
    decide(order, context) {
      const round = order?.rounds[callType];
      if (order === undefined || round?.waitsFor === undefined || round.lastCallId !== call.id)
        return { answer: undefined };
      const { waitsFor: _over, ...dialed } = round;
      const changed = change(draftOf(order), context, { rounds: { ...order.rounds, [callType]: dialed } });
      return { answer: undefined, writes: orderWrites(changed) };
    },
  });
}

/**
 * A round has ended: the round that has waited longest for its phone is dialed. Those on the way whose own rounds are over are
 * dropped by their dials. Harmless when it comes twice: a dial takes its turn or waits on.
 */
export async function giveNextTurn(
  { table, queues }: { table: Table; queues: Queues },
  message: NextTurnMessage,
): Promise<void> {
  const order = await loadOrder(table, message, message.orderId);
  if (order === undefined) return;
  const { tenantId, mode } = message;
  const send = (orderId: string, id: string) =>
    queues.send('calls', [{ body: dialMessage({ tenantId, mode, orderId, id }, null) }]);
  const { line, waiting: rounds } = await readPhoneLine(table, message, order.customer.phone);
  if (line.holder && (await loadRunning(table, message, line.holder))) return;
  for await (const waiting of rounds) {
    const running = await loadWaiting(table, message, waiting);
    await send(waiting.orderId, running?.round.lastCallId ?? waiting.callId);
    if (running) return;
    await table.delete({ pk: waiting.pk, sk: waiting.sk });
  }
}
