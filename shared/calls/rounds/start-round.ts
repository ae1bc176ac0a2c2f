import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import type { CallType } from '../../events/order-words.ts';
import { change, type Draft, record } from '../../orders/order/draft.ts';
import { KEPT_CALLS, type Order, type Round } from '../../orders/order/order.ts';
import type { ConfirmationChannel } from '../../tenants/settings/reaching-customers.ts';
import { type CallDraft, callDraftOf, newCall } from '../call/call.ts';
import { onChannel } from '../call/channels.ts';
import { planDial } from '../queue/messages.ts';

/** Queues a dial of the order's running round, or a message: the call, its place on the order, its event and its plan. */
export function queueDial(
  draft: CallDraft,
  context: DecisionContext,
  callType: CallType,
  round: Omit<Round, 'lastCallId'>,
  dialAt: Date,
): CallDraft {
  const { order } = draft;
  const call = newCall({
    id: context.newId('call'),
    orderId: order.id,
    tenantId: order.tenantId,
    mode: order.mode,
    callType,
    round: round.number,
    attempt: round.attempts + 1,
    ...(round.channel && { channel: round.channel }),
    notBefore: dialAt > context.now ? dialAt.toISOString() : null,
    createdAt: context.now.toISOString(),
  });
  const plan = planDial(call, context.now);
  const { id: callId, attempt, notBefore } = call;
  const waiting: Round = {
    ...round,
    firstCallId: round.firstCallId === '' ? callId : round.firstCallId,
    lastCallId: callId,
    dialAt: notBefore,
  };
  const placed = change(draft, context, {
    callIds: [...order.callIds, callId].slice(-KEPT_CALLS),
    callCount: order.callCount + 1,
    rounds: { ...order.rounds, [callType]: waiting },
  });
  const { waitsFor, channel } = round;
  const data = {
    ...{ callId, callType, round: round.number, attempt, notBefore },
    ...(channel && { channel }),
    ...(waitsFor && { waitsFor }),
  };
  const recorded = record(placed, context, 'call.queued', data, plan.job);
  return {
    ...recorded,
    queued: [...draft.queued, call],
    due: plan.due ? [...draft.due, plan.due] : draft.due,
  };
}

/** The round that answers a trigger without a new call: one that runs, or whose outcome is recent and still about this order. */
export function currentRound(
  order: Order,
  callType: CallType,
  dedupeWindowHours: number,
  now: Date,
): Round | undefined {
  const round = order.rounds[callType];
  if (round === undefined) return undefined;
  if (round.contentVersion !== order.contentVersion) return undefined;
  if (round.finishedAt === null) return round;
  if (round.outcome === 'superseded') return undefined;
  const age = now.getTime() - new Date(round.finishedAt).getTime();
  return age < dedupeWindowHours * 3_600_000 ? round : undefined;
}

/** Opens the order's next round of this call type with its first dial, or with a message where its first channel is a chat channel. */
export function startRound(
  draft: Draft,
  context: DecisionContext,
  callType: CallType,
  dialAt: Date,
  bounds?: Pick<Round, 'takesTurns' | 'waitsFor'>,
  channels?: readonly ConfirmationChannel[],
): CallDraft {
  const previous = draft.order.rounds[callType];
  const round: Omit<Round, 'lastCallId'> = {
    number: (previous?.number ?? 0) + 1,
    contentVersion: draft.order.contentVersion,
    firstCallId: '',
    dialAt: null,
    attempts: 0,
    outcome: null,
    startedAt: context.now.toISOString(),
    finishedAt: null,
    ...bounds,
  };
  const { confirmation } = draft.order;
  const opened = change(draft, context, {
    confirmation: { ...confirmation, round: Math.max(confirmation.round, round.number) },
  });
  const started = channels ? onChannel(round, channels) : round;
  return queueDial(callDraftOf(opened), context, callType, started, dialAt);
}
