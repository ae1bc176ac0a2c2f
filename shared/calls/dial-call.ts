import { randomUUID } from 'node:crypto';
import { dueToItem } from '../adapters/due/due.ts';
import { ConditionFailed, TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Condition, Item, Key, Write } from '../adapters/dynamo/expressions.ts';
import type { Queues } from '../adapters/queues/queues.ts';
import { delayUntil, isEarly, isFarOff } from '../adapters/queues/wait.ts';
import type { Mode } from '../base/scope.ts';
import { draftOf } from '../orders/draft.ts';
import type { Order } from '../orders/order.ts';
import { orderFromItem, orderKey, orderWrites } from '../orders/order-store.ts';
import { isOptedOut } from '../tenants/opt-outs.ts';
import { type Tenant, tenantFromItem, tenantKey } from '../tenants/tenant.ts';
import { type Call, callFromItem, callKey, isVisible } from './call.ts';
import { callStartOf } from './call-start.ts';
import { callPlaceOf, callTime } from './call-time.ts';
import { type ConcludeServices, concludeCall } from './conclude-call.ts';
import { endingOf } from './end-call.ts';
import {
  type CallMessage,
  type DialMessage,
  dialDue,
  dialMessage,
  type ReportTimeoutMessage,
} from './messages.ts';
import { dialableAgain, isBounded, loadPhoneLine, roundNameOf, takeTurn, waitingKey } from './phone-line.ts';
import type { Telephony } from './telephony/port/port.ts';
import { giveNextTurn, joinWaiting, tellWait } from './turns.ts';

export interface DialServices extends ConcludeServices {
  queues: Queues;
  /** What dials for this tenant in this mode; undefined when nothing does. */
  telephonyFor: (tenant: Tenant, mode: Mode) => Promise<Telephony | undefined>;
  /** Of the API, where providers report to. */
  publicUrl: string;
}

/** Longer than the provider can take to answer plus our own writes: until then no other worker dials the call. */
const CLAIM_SECONDS = 60;

const claimEnd = (now: Date): Date => new Date(now.getTime() + CLAIM_SECONDS * 1000);

/** A dial without a report after this time ends as unknown. */
const REPORT_LIMIT_SECONDS = 900;

/** What one message of the calls queue asks for. Done when it returns; a repeat is harmless. */
export async function handleCallMessage(services: DialServices, message: CallMessage): Promise<void> {
  if (message.kind === 'dial') return dial(services, message);
  if (message.kind === 'report-timeout') return endUnreported(services, message);
  if (message.kind === 'agent-changed') return;
  if (message.kind === 'next-turn') return giveNextTurn(services, message);
  await concludeCall(services, message, message.report);
}

async function dial(services: DialServices, message: DialMessage): Promise<void> {
  const { table, clock } = services;
  if (isEarly(dateOf(message.notBefore), clock())) return hop(services, message);
  const state = await load(services, message);
  if (state === undefined) return;
  const { order, call, tenant, claimUntil, optedOut } = state;
  const round = order.rounds[call.callType];
  const isOver = round === undefined || round.number !== call.round || round.finishedAt !== null;
  if (call.status === 'ended') return;
  if (call.status === 'in_progress') return watch(services, call);
  if (call.status === 'queued' && isOver) return drop(services, message, call);
  if (claimUntil && claimUntil > clock()) return hop(services, dialMessage(call, claimUntil));
  // The worker that claimed it died; what the customer would be asked has been settled or changed in the meantime.
  if (isOver) return end(services, message, 'unknown');
  if (optedOut) return end(services, message, 'opt_out');

  const allowedAt = await callTime(clock(), callPlaceOf(order), tenant, call.mode);
  if (isEarly(allowedAt, clock())) return postpone(services, call, allowedAt);

  const telephony = await services.telephonyFor(tenant, call.mode);
  if (telephony === undefined) return end(services, message, 'failed');
  const turn = await turnOf(services, state);
  if (turn.waitsFor === 'turn') return awaitTurn(services, message, state);
  if (turn.waitsFor === 'daily_limit') return awaitDay(services, state, turn.until);
  const claimId = randomUUID();
  const claimed = await claim(services, message, claimId, turn.writes);
  if (claimed === 'by_another') return hop(services, dialMessage(call, claimEnd(clock())));
  if (claimed === 'order_changed') return again(services, message);
  try {
    const start = callStartOf(order, call, tenant, services.publicUrl);
    const started = await telephony.start(start);
    if (started.status === 'refused')
      return end(services, message, started.retryable ? 'failed' : 'invalid_number');
    const { providerCallId } = started;
    const dialedAt = clock().toISOString();
    const accepted = { status: 'in_progress', provider: telephony.provider, providerCallId, dialedAt };
    await table.update(callKey(message, order.id, call.id), { set: accepted }, isClaimedBy(claimId));
    await watch(services, { ...call, dialedAt });
  } catch (error) {
    // The report was faster than this acceptance: the call has ended and needs no watch.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/** A call that is not to be made any more ends so, for those who see it and wait; a retry was never more than a plan. */
async function drop(services: DialServices, message: DialMessage, call: Call): Promise<void> {
  if (isVisible(call)) await end(services, message, 'failed');
}

interface DialState {
  order: Order;
  call: Call;
  tenant: Tenant;
  claimUntil: Date | undefined;
  optedOut: boolean;
}

async function load({ table }: DialServices, message: DialMessage): Promise<DialState | undefined> {
  const { tenantId, orderId, callId } = message;
  const keys = [orderKey(message, orderId), callKey(message, orderId, callId), tenantKey(tenantId)] as const;
  const items = await table.batchGet(keys);
  const [orderItem, callItem, tenantItem] = keys.map(({ pk, sk }: Key): Item | undefined =>
    items.find((item) => item.pk === pk && item.sk === sk),
  );
  if (!orderItem || !callItem || !tenantItem) return undefined;
  const order = orderFromItem(orderItem);
  return {
    order,
    call: callFromItem(callItem),
    tenant: tenantFromItem(tenantItem),
    claimUntil: dateOf(callItem.claimUntil),
    optedOut: await isOptedOut(table, message, order.customer.phone),
  };
}

const dateOf = (text: unknown): Date | undefined => (typeof text === 'string' ? new Date(text) : undefined);

const isFree = (now: Date): Condition => ({
  expression: '#status = :queued OR (#status = :dialing AND claimUntil <= :now)',
  names: { '#status': 'status' },
  values: { ':queued': 'queued', ':dialing': 'dialing', ':now': now.toISOString() },
});

const isClaimedBy = (claimId: string): Condition => ({
  expression: '#status = :dialing AND claimId = :claim',
  names: { '#status': 'status' },
  values: { ':dialing': 'dialing', ':claim': claimId },
});

/** Takes the call for this worker alone, for as long as the provider may need, and the turn on its phone with it. */
async function claim(
  { table, clock }: DialServices,
  message: DialMessage,
  claimId: string,
  turn: readonly Write[],
): Promise<'done' | 'by_another' | 'order_changed'> {
  const now = clock();
  const claimUntil = claimEnd(now).toISOString();
  const set = { status: 'dialing', claimId, claimUntil };
  const call = callKey(message, message.orderId, message.callId);
  try {
    if (turn.length === 0) await table.update(call, { set }, isFree(now));
    else await table.transact([{ update: call, changes: { set }, if: isFree(now), name: 'claim' }, ...turn]);
    return 'done';
  } catch (error) {
    if (error instanceof TransactionRefused) return error.failed('claim') ? 'by_another' : 'order_changed';
    if (error instanceof ConditionFailed) return 'by_another';
    throw error;
  }
}

type Turn =
  | { waitsFor?: undefined; writes: readonly Write[] }
  | { waitsFor: 'turn' }
  | { waitsFor: 'daily_limit'; until: Date };

/** Whether the call may be dialed as far as other calls to its phone go, and what a dial has to store. */
async function turnOf({ table, clock }: DialServices, { order, call, tenant }: DialState): Promise<Turn> {
  const round = order.rounds[call.callType];
  if (round === undefined || !isBounded(call.mode, tenant)) return { writes: [] };
  const own = roundNameOf(order, call.callType, round);
  const { line, isTaken } = await loadPhoneLine(table, call, order.customer.phone, own);
  if (isTaken) return { waitsFor: 'turn' };
  const now = clock();
  const until = dialableAgain(line, call.id, tenant.callPolicy.maxDialsPerDay, now);
  if (until) return { waitsFor: 'daily_limit', until };
  const { waitsFor, ...dialed } = round;
  const rounds = { ...order.rounds, [call.callType]: { ...dialed, takesTurns: true as const } };
  return {
    writes: [
      takeTurn(order, call.callType, round, line, call.id, now),
      { delete: waitingKey(order, round) },
      ...(waitsFor || !round.takesTurns ? orderWrites(draftOf({ ...order, rounds })) : []),
    ],
  };
}

/** It waits for the end of another round, which sends it on; every hour it looks for itself. */
async function awaitTurn(services: DialServices, message: DialMessage, state: DialState): Promise<void> {
  const { table, clock } = services;
  if (await joinWaiting(services, state.order, state.call)) return again(services, message);
  const look = new Date((Math.floor(clock().getTime() / LOOK_MS) + 1) * LOOK_MS + 60_000);
  await table.put(dueToItem(dialDue(state.call, look)));
}

const LOOK_MS = 3_600_000;

/** Its phone was dialed as often as it may be in 24 hours. */
async function awaitDay(
  services: DialServices,
  { call, order, tenant }: DialState,
  from: Date,
): Promise<void> {
  const until = await callTime(from, callPlaceOf(order), tenant, call.mode);
  await tellWait(services, call, 'daily_limit', until.toISOString());
  await postpone(services, call, until);
}

/** Lets the message come again at once, to see what changed. */
const again = ({ queues }: DialServices, message: DialMessage): Promise<void> =>
  queues.send('calls', [{ body: message, delaySeconds: 1 }]);

/** Makes sure that the call ends even if no report ever arrives. After a crash this message is retried and sends it again. */
async function watch(services: DialServices, call: Call): Promise<void> {
  const { tenantId, mode, orderId, id: callId, dialedAt } = call;
  const dialed = dateOf(dialedAt) ?? services.clock();
  const notBefore = new Date(dialed.getTime() + REPORT_LIMIT_SECONDS * 1000).toISOString();
  await hop(services, { kind: 'report-timeout', tenantId, mode, orderId, callId, notBefore }, 1);
}

async function endUnreported(services: DialServices, message: ReportTimeoutMessage): Promise<void> {
  if (isEarly(dateOf(message.notBefore), services.clock())) return hop(services, message, 1);
  return end(services, message, 'unknown');
}

async function end(
  services: DialServices,
  message: DialMessage | ReportTimeoutMessage,
  outcome: 'failed' | 'invalid_number' | 'opt_out' | 'unknown',
): Promise<void> {
  await concludeCall(services, message, endingOf(outcome));
}

/** Sends the message on towards its time; report limits pass at their own pace, whatever the speed. */
async function hop(
  { queues, clock, speed }: DialServices,
  message: DialMessage | ReportTimeoutMessage,
  pace = speed,
): Promise<void> {
  const delaySeconds = delayUntil(dateOf(message.notBefore), clock(), pace);
  await queues.send('calls', [{ body: message, delaySeconds }]);
}

/** The hours closed while the call waited: it waits for the next ones, in the queue or, when they are far, as a due item. */
async function postpone(services: DialServices, call: Call, until: Date): Promise<void> {
  const { table, clock } = services;
  if (!isFarOff(until, clock())) return hop(services, dialMessage(call, until));
  await table.put(dueToItem(dialDue(call, until)));
}
