import { absent, type Item, type Key, versionIs, type Write } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { type Mode, type Scope, scopeKey } from '../../base/scope.ts';
import type { CallType } from '../../events/order-words.ts';
import type { Order, Round, WaitReason } from '../../orders/order/order.ts';
import { loadOrder } from '../../orders/store/order-store.ts';
import { subscriberOf } from '../../phones/subscriber.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';

/** One round of calls about one order. */
export interface RoundName {
  orderId: string;
  callType: CallType;
  round: number;
}

/** A dial to a subscriber, however often it was asked of the provider. */
interface Dial {
  callId: string;
  /** ISO 8601, UTC. */
  at: string;
}

/**
 * The limits of calls to one subscriber, over all orders of a tenant's mode. The turn is its holder's as long as the
 * holder's round runs: it needs no release, and a crash cannot keep it.
 */
export interface PhoneLine {
  holder: RoundName | null;
  /** Of the last 24 hours. */
  dials: readonly Dial[];
  version: number;
}

/** The line as one round finds it. */
export interface LineState {
  /** E.164. */
  phone: string;
  line: PhoneLine;
  /** Whether another round has the turn or came before. */
  isTaken: boolean;
}

/** Test calls reach no real phone: they are limited only where the tenant wants it. */
export const isBounded = (mode: Mode, { callPolicy, callingHours }: Tenant): boolean =>
  mode === 'live' || callPolicy.applyInTest === true || callingHours?.applyInTest === true;

export const linePartition = (scope: Scope, phone: string): string =>
  `LINE#${scopeKey(scope)}#${subscriberOf(phone)}`;

/** Before those who wait in its partition, so that one query reads both. */
const LINE = 'LINE';
const WAITING_PREFIX = 'WAIT#';
/** Of those who wait, with the line and in each further query. */
const WAITING_READ = 5;

const emptyLine: PhoneLine = { holder: null, dials: [], version: 0 };

const lineFromItem = ({ holder, dials, version }: Item): PhoneLine =>
  ({ holder, dials, version }) as PhoneLine;

const waitingFromItem = (item: Item): WaitingRound => ({
  ...entityFromItem<RoundName & { callId: string }>(item),
  pk: item.pk,
  sk: item.sk,
});

export const roundNameOf = (order: Order, callType: CallType, { number }: Round): RoundName => ({
  orderId: order.id,
  callType,
  round: number,
});

const isSameRound = (a: RoundName, b: RoundName | undefined): boolean =>
  a.orderId === b?.orderId && a.callType === b.callType && a.round === b.round;

/** Where a round waits for its turn, the oldest first. */
export const waitingKey = (order: Order, round: Round): Key => ({
  pk: linePartition(order, order.customer.phone),
  sk: `${WAITING_PREFIX}${round.startedAt}#${round.firstCallId}`,
});

export const waitingToItem = (order: Order, callType: CallType, round: Round): Item => ({
  ...waitingKey(order, round),
  entity: 'waiting-round',
  ...roundNameOf(order, callType, round),
  callId: round.lastCallId,
  expiresAt: expiry(new Date(round.startedAt)),
});

const DAY_MS = 86_400_000;

/** No round is as long: ten dials, seven days apart. */
const expiry = (at: Date): number => Math.floor(at.getTime() / 1000) + 100 * 86_400;

const recent = (dials: readonly Dial[], now: Date): Dial[] =>
  dials.filter(({ at }) => new Date(at).getTime() > now.getTime() - DAY_MS);

/**
 * When the subscriber may be dialed again: undefined when that is now. A dial that is repeated counts once.
 * @param most in any 24 hours
 */
export function dialableAgain(
  line: PhoneLine,
  callId: string | undefined,
  most: number,
  now: Date,
): Date | undefined {
  const dials = recent(line.dials, now);
  if (dials.length < most || dials.some((dial) => dial.callId === callId)) return undefined;
  const times = dials.map(({ at }) => new Date(at).getTime()).sort((a, b) => a - b);
  return new Date((times[times.length - most] ?? now.getTime()) + DAY_MS);
}

/** Gives a round the turn; refused when anybody else changed the line. @param callId a dial that is made now */
export function takeTurn(
  order: Order,
  callType: CallType,
  round: Round,
  { holder: _holder, dials, version }: PhoneLine,
  callId: string | undefined,
  now: Date,
): Write {
  // A dial that is made again may only now reach the customer.
  const kept = recent(dials, now).filter((dial) => dial.callId !== callId);
  return {
    put: {
      pk: linePartition(order, order.customer.phone),
      sk: LINE,
      entity: 'phone-line',
      holder: roundNameOf(order, callType, round),
      dials: callId === undefined ? kept : [...kept, { callId, at: now.toISOString() }],
      version: version + 1,
      expiresAt: expiry(now),
    },
    if: version === 0 ? absent : versionIs(version),
  };
}

/** Why a round that starts now is not dialed at once, and when it may be at the earliest. */
export function entryOf(
  { line, isTaken }: LineState,
  { maxDialsPerDay }: Pick<Tenant['callPolicy'], 'maxDialsPerDay'>,
  now: Date,
): { waitsFor: WaitReason | undefined; from: Date } {
  if (isTaken) return { waitsFor: 'turn', from: now };
  const again = dialableAgain(line, undefined, maxDialsPerDay, now);
  return { waitsFor: again && 'daily_limit', from: again ?? now };
}

/** The line of a phone as it is stored; which of its rounds still run is not known yet. */
export interface StoredLine extends Omit<LineState, 'isTaken'> {
  /** The oldest first, for one pass: the first few are read with the line, and rarely is more than one needed. */
  waiting: AsyncIterable<WaitingRound>;
}

/** One round trip. */
export async function readPhoneLine(table: Table, scope: Scope, phone: string): Promise<StoredLine> {
  const query = { pk: linePartition(scope, phone), limit: 1 + WAITING_READ };
  const { items, next } = await table.query(query);
  const [first] = items;
  const hasLine = first?.sk === LINE;
  const waiting = async function* () {
    yield* items.slice(hasLine ? 1 : 0).map(waitingFromItem);
    if (next === undefined) return;
    for await (const item of table.all({ ...query, after: next })) yield waitingFromItem(item);
  };
  return { phone, line: hasLine ? lineFromItem(first) : emptyLine, waiting: waiting() };
}

/**
 * The line as a round finds it that has the turn, waits for it or is about to start (undefined). No round trip where nobody
 * had the turn, one where its holder does, and one for each round that waits and is over.
 */
export async function lineStateOf(
  table: Table,
  scope: Scope,
  { phone, line, waiting }: StoredLine,
  own?: RoundName,
): Promise<LineState> {
  if (line.holder && isSameRound(line.holder, own)) return { phone, line, isTaken: false };
  if (line.holder && (await loadRunning(table, scope, line.holder))) return { phone, line, isTaken: true };
  for await (const round of waiting) {
    if (isSameRound(round, own)) break;
    if (await loadWaiting(table, scope, round)) return { phone, line, isTaken: true };
  }
  return { phone, line, isTaken: false };
}

/** The order of a round that waits and the round, when it runs; one whose order has another phone by now waits elsewhere. */
export async function loadWaiting(table: Table, scope: Scope, waiting: WaitingRound) {
  const running = await loadRunning(table, scope, waiting);
  const isHere = running && linePartition(scope, running.order.customer.phone) === waiting.pk;
  return isHere ? running : undefined;
}

/** A round that waits for its turn. */
export interface WaitingRound extends RoundName, Key {
  callId: string;
}

/** The round with its order, if it is running and calls: one on a chat channel does not hold the phone line. */
export async function loadRunning(
  table: Table,
  scope: Scope,
  { orderId, callType, round: number }: RoundName,
): Promise<{ order: Order; round: Round } | undefined> {
  const order = await loadOrder(table, scope, orderId);
  const round = order?.rounds[callType];
  const isRunning = round?.number === number && round.finishedAt === null && round.channel === undefined;
  return order && round && isRunning ? { order, round } : undefined;
}
