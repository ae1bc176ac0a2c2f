import { dueToItem } from '../../adapters/due/due.ts';
import { ConditionFailed, TransactionRefused } from '../../adapters/dynamo/errors.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { delayUntil, isFarOff } from '../../adapters/queues/wait.ts';
import { draftOf } from '../../orders/order/draft.ts';
import { orderWrites } from '../../orders/store/order-store.ts';
import type { Call } from '../call/call.ts';
import { type DialMessage, dialDue, dialMessage, type TimedMessage } from '../queue/messages.ts';
import { joinWaiting, recordWait } from '../queue/turns.ts';
import { callPlaceOf, callTime } from '../times/call-time.ts';
import {
  dialableAgain,
  isBounded,
  lineStateOf,
  readPhoneLine,
  roundNameOf,
  takeTurn,
  waitingKey,
} from '../times/phone-line.ts';
import type { DialServices } from './dial-services.ts';
import type { DialState } from './dial-state.ts';

/** Sends the message again towards its time; report limits pass in real time, at any speed. */
export async function resend(
  { queues, clock, speed }: Pick<DialServices, 'queues' | 'clock' | 'speed'>,
  message: TimedMessage,
  pace = speed,
): Promise<void> {
  const notBefore = message.notBefore === undefined ? undefined : new Date(message.notBefore);
  const delaySeconds = delayUntil(notBefore, clock(), pace);
  await queues.send('calls', [{ body: message, delaySeconds }]);
}

/** Has the message delivered again immediately, to see what changed. */
export const redeliver = ({ queues }: DialServices, message: DialMessage): Promise<void> =>
  queues.send('calls', [{ body: message, delaySeconds: 1 }]);

/** The call waits for its time, in the queue or, when that is far, as a due item. */
export async function postpone(services: DialServices, call: Call, until: Date): Promise<void> {
  const { table, clock } = services;
  if (!isFarOff(until, clock())) return resend(services, dialMessage(call, until));
  await table.put(dueToItem(dialDue(call, until)));
}

/** Sends a message at its time: through the queue or, when that is far, as a due item. @param id of the work */
export async function postponeTo(
  services: DialServices,
  id: string,
  message: TimedMessage & { notBefore: string },
): Promise<void> {
  const { table, clock } = services;
  const at = new Date(message.notBefore);
  if (!isFarOff(at, clock())) return resend(services, message);
  const due = {
    id,
    dueAt: message.notBefore,
    queue: 'calls',
    body: message,
    group: message.tenantId,
  } as const;
  await table.put(dueToItem(due));
}

export type LineTurn =
  | { waitsFor?: undefined; writes: readonly Write[] }
  | { waitsFor: 'turn' }
  | { waitsFor: 'daily_limit'; until: Date };

/** Whether other calls to its phone allow the call to be dialed, and what a dial has to store. */
export async function turnOf(
  { table, clock }: DialServices,
  { order, call, tenant }: DialState,
): Promise<LineTurn> {
  const round = order.rounds[call.callType];
  if (round === undefined || !isBounded(call.mode, tenant)) return { writes: [] };
  const own = roundNameOf(order, call.callType, round);
  const stored = await readPhoneLine(table, call, order.customer.phone);
  const { line, isTaken } = await lineStateOf(table, call, stored, own);
  if (isTaken) return { waitsFor: 'turn' };
  const now = clock();
  const until = dialableAgain(line, call.id, tenant.callPolicy.maxDialsPerDay, now);
  if (until) return { waitsFor: 'daily_limit', until };
  const { waitsFor, ...dialed } = round;
  // A wait for the provider ends when the provider accepts the dial.
  const isKept = waitsFor === undefined || waitsFor === 'voice_agent' || waitsFor === 'provider_busy';
  const kept = isKept ? round : dialed;
  const rounds = { ...order.rounds, [call.callType]: { ...kept, takesTurns: true as const } };
  return {
    writes: [
      takeTurn(order, call.callType, round, line, call.id, now),
      // It has a place only since the order says that it waits. One that a repeat of this dial takes in the meantime keeps
      // nobody waiting: its round has the turn, and the end of the round removes it.
      ...(isKept ? [] : [{ delete: waitingKey(order, round) }]),
      ...(kept !== round || !round.takesTurns ? orderWrites(draftOf({ ...order, rounds })) : []),
    ],
  };
}

/**
 * Takes the turn, before the call is claimed: in one transaction both would cost twice as much. A worker that dies in
 * between leaves the turn to its own round, and the dial that is made then counts once.
 * @returns whether it is taken; not when the line or the order was changed since they were read
 */
export async function takeTurnOf(
  { table }: Pick<DialServices, 'table'>,
  writes: readonly Write[],
): Promise<boolean> {
  const [line, ...others] = writes;
  if (line === undefined) return true;
  try {
    if ('put' in line && others.length === 0) await table.put(line.put, line.if);
    else await table.transact(writes);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed || error instanceof TransactionRefused) return false;
    throw error;
  }
}

/** It waits for the end of another round, which sends it on; every hour it checks by itself. */
export async function awaitTurn(
  services: DialServices,
  message: DialMessage,
  state: DialState,
): Promise<void> {
  const { table, clock } = services;
  if (await joinWaiting(services, state.order, state.call)) return redeliver(services, message);
  const look = new Date((Math.floor(clock().getTime() / LOOK_MS) + 1) * LOOK_MS + 60_000);
  await table.put(dueToItem(dialDue(state.call, look)));
}

const LOOK_MS = 3_600_000;

/** Its phone has reached the limit of dials in 24 hours. */
export async function awaitDay(
  services: DialServices,
  { call, order, tenant }: DialState,
  from: Date,
): Promise<void> {
  const until = await callTime(from, callPlaceOf(order), tenant, call.mode);
  await recordWait(services, call, 'daily_limit', until.toISOString());
  await postpone(services, call, until);
}
