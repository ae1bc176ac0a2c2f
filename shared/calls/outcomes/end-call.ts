import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import type { CallType, FinalOutcome } from '../../events/order-words.ts';
import { recordStaleDelivery } from '../../orders/changes/stale-delivery.ts';
import { streetLine } from '../../orders/order/address.ts';
import { change, type Draft, draftOf, moveStatus, record } from '../../orders/order/draft.ts';
import { nextTurnJob } from '../../orders/order/end-rounds.ts';
import type { Order, Round } from '../../orders/order/order.ts';
import { statusAfterOutcome } from '../../orders/order/status.ts';
import type { ConfirmationChannel } from '../../tenants/settings/reaching-customers.ts';
import type { CallPolicy } from '../../tenants/tenant/tenant.ts';
import {
  type Call,
  type CallDraft,
  type CallOutcome,
  callDraftOf,
  type EndedCall,
  isChatMessage,
} from '../call/call.ts';
import { onChannel } from '../call/channels.ts';
import { outcomeFinal, type Shop } from '../call/outcome-final.ts';
import { isAttemptOutcome, mayRetry } from '../call/policy.ts';
import type { ChatFailure } from '../chat/port/messenger.ts';
import { queueDial } from '../rounds/start-round.ts';
import { connected } from '../telephony/port/outcomes.ts';
import type { CallReport } from '../telephony/port/port.ts';

/** How a dial or a message ended, by a provider's report or by our own finding. */
export type Ending = Pick<
  CallReport,
  'outcome' | 'durationSeconds' | 'recordingUrl' | 'transcript' | 'summary' | 'addressFinal'
> & {
  /** Beside the outcome, the customer wants no more calls. */
  optsOut?: true;
  /** Why a message brought no answer. */
  reason?: ChatFailure;
  /** Found before anything was dialed or sent: no attempt was made, and nothing is to be paid. */
  isNotMade?: true;
};

/** What the decision about an ending depends on, besides the order and the call. */
export interface EndingTerms {
  policy: Pick<CallPolicy, 'maxAttempts' | 'delaysMinutes'>;
  /** When the next dial may be made, if there is one. */
  retryAt: Date;
  /** How the round continues when no dial follows, and no answer came. */
  next?: NextChannel | undefined;
  /** Whether the tenant pays for calls that connect. */
  creditLimited: boolean;
  shop: Shop;
}

/** The channels that are left, and when the first of them may be used. */
export interface NextChannel {
  channels: readonly ConfirmationChannel[];
  at: Date;
}

/** Why a call was not made: the order was changed before. */
const SUPERSEDED = 'superseded';

/** The ending of a dial that nobody reported, or that never reached a customer. */
export const endingOf = (outcome: CallReport['outcome']): Ending => ({
  outcome,
  durationSeconds: null,
  recordingUrl: null,
  transcript: null,
  summary: null,
  addressFinal: null,
});

/** The customer wanted no calls any more before this one was made. */
export const optedOutBefore: Ending = { ...endingOf('opt_out'), isNotMade: true };

/** The outcome in the words of the call's type, and the provider's finer reason where ours is coarser. */
function classify(
  outcome: CallReport['outcome'],
  callType: CallType,
): { outcome: CallOutcome; reason?: string } {
  if (outcome === 'invalid_number') return { outcome: 'failed', reason: outcome };
  if (outcome === 'opt_out') return { outcome: 'no_answer', reason: outcome };
  const recovery = callType === 'recovery';
  if (outcome === 'confirmed' || outcome === 'recovered')
    return { outcome: recovery ? 'recovered' : 'confirmed' };
  if (outcome === 'cancelled' || outcome === 'not_recovered')
    return { outcome: recovery ? 'not_recovered' : 'cancelled' };
  return { outcome };
}

/** An ended call changes only when the customer's own answer comes in late and its round is still open. */
function isTooLate(call: Call, outcome: CallOutcome, running: boolean): boolean {
  if (call.status !== 'ended') return false;
  const answered = call.outcome !== null && !isAttemptOutcome(call.outcome);
  return answered || isAttemptOutcome(outcome) || !running;
}

/**
 * Ends a dial: by the customer's answer its round ends with it, by anything else another dial follows as the policy
 * says, or the round ends without an answer. Undefined when the ending changes nothing: a repeat, or one too late.
 */
export function decideEnding(
  given: Order | Draft,
  call: Call,
  ending: Ending,
  terms: EndingTerms,
  decision: DecisionContext,
): EndedCall | undefined {
  const draft = 'order' in given ? given : draftOf(given);
  const { order } = draft;
  const round = order.rounds[call.callType];
  const running = round !== undefined && round.number === call.round && round.finishedAt === null;
  // Its round was over before it was dialed.
  const isDropped = call.status === 'queued' && !running;
  const { outcome, reason = ending.reason ?? null } = classify(ending.outcome, call.callType);
  if (isTooLate(call, outcome, running)) return undefined;
  // The customer is the actor of what an answer changes, also where a provider reports it.
  const context: DecisionContext =
    isAttemptOutcome(outcome) && reason !== 'opt_out'
      ? decision
      : { ...decision, actor: { kind: 'customer' } };

  // A chat message uses credit when it is accepted, whatever its outcome.
  const takesCredit =
    !isChatMessage(call) &&
    !ending.isNotMade &&
    terms.creditLimited &&
    !call.charged &&
    connected(ending.outcome, ending.durationSeconds);
  const ended: Call & { outcome: CallOutcome } = {
    ...call,
    status: 'ended',
    outcome,
    reason: isDropped ? SUPERSEDED : reason,
    durationSeconds: isChatMessage(call) ? 0 : ending.durationSeconds,
    recordingUrl: ending.recordingUrl,
    transcript: isChatMessage(call) ? (ending.transcript ?? call.transcript) : ending.transcript,
    summary: ending.summary,
    charged: call.charged || takesCredit,
    endedAt: context.now.toISOString(),
  };
  const first = call.status !== 'ended' && !isDropped && !isChatMessage(call) && !ending.isNotMade;
  const { id: callId, callType, attempt } = call;
  const open = running ? { ...round, attempts: round.attempts + (first ? 1 : 0) } : undefined;
  const counted = change(draft, context, {
    confirmation: { ...order.confirmation, attempts: order.confirmation.attempts + (first ? 1 : 0) },
    ...(open && { rounds: { ...order.rounds, [callType]: open } }),
  });
  const { durationSeconds } = ended;
  const data = {
    callId,
    callType,
    round: call.round,
    attempt,
    outcome,
    reason: ended.reason,
    durationSeconds,
    ...(call.channel && { channel: call.channel }),
  };
  const recorded = callDraftOf(record(counted, context, 'call.ended', data));
  if (open === undefined) return { ...recorded, call: ended, found: call, takesCredit };

  const after = next(recorded, ended, open, ending, terms, context);
  return { ...after, call: ended, found: call, takesCredit };
}

function next(
  draft: CallDraft,
  call: Call & { outcome: CallOutcome },
  round: Round,
  ending: Ending,
  terms: EndingTerms,
  context: DecisionContext,
): CallDraft {
  const { outcome } = call;
  if (!isAttemptOutcome(outcome)) return finishRound(draft, call, round, outcome, ending, terms, context);
  if (call.reason === 'opt_out')
    return finishRound(draft, call, round, outcomeWithoutAnswer(call), ending, terms, context);
  // A late report of an earlier dial does not affect the current one, which is waiting or ringing.
  if (call.id !== round.lastCallId) return draft;
  if (!isChatMessage(call) && mayRetry(terms.policy, call.attempt, call.reason))
    return queueDial(draft, context, call.callType, round, terms.retryAt);
  if (terms.next && call.reason !== 'invalid_number')
    return queueDial(draft, context, call.callType, onChannel(round, terms.next.channels), terms.next.at);
  return finishRound(draft, call, round, outcomeWithoutAnswer(call), ending, terms, context);
}

/** The outcome of a round in which no dial brought an answer. */
const outcomeWithoutAnswer = (call: Call): FinalOutcome =>
  call.callType === 'recovery' ? 'not_recovered' : 'no_answer';

function finishRound(
  draft: CallDraft,
  call: Call,
  round: Round,
  outcome: FinalOutcome,
  ending: Ending,
  terms: EndingTerms,
  context: DecisionContext,
): CallDraft {
  const { order } = draft;
  const at = context.now.toISOString();
  const { callType } = call;
  const movesOrder = callType === 'confirmation' || callType === 'recovery';
  const confirms = outcome === 'confirmed' || outcome === 'recovered';
  const finished = change(draft, context, {
    rounds: { ...order.rounds, [callType]: { ...round, outcome, finishedAt: at, dialAt: null } },
    addressFinal: addressAfter(order, ending.addressFinal, movesOrder && confirms),
    ...(movesOrder && {
      confirmation: {
        ...order.confirmation,
        outcome,
        round: round.number,
        confirmedAt: confirms ? at : order.confirmation.confirmedAt,
      },
    }),
  });
  const to = statusAfterOutcome(order.status, callType, outcome);
  const moved = recordStaleAfterCall(moveStatus(finished, context, to, 'call'), order, context);
  const recorded = record(
    moved,
    context,
    'call.outcome_final',
    outcomeFinal(moved.order, call, outcome, terms.shop),
    nextTurnJob(order, [round]),
  );
  return { ...draft, ...recorded };
}

/** Records changes that do not reach a delivery already under way. */
function recordStaleAfterCall(
  draft: Draft,
  { status, addressFinal, address }: Order,
  context: DecisionContext,
): Draft {
  const { order } = draft;
  if (order.status === 'cancelled' && status !== 'cancelled')
    return recordStaleDelivery(draft, context, 'cancelled');
  const before = addressFinal ?? (address && streetLine(address));
  return order.addressFinal !== null && order.addressFinal !== before
    ? recordStaleDelivery(draft, context, 'changed')
    : draft;
}

/** The address as the customer corrected it wins; a confirmation without a correction confirms the current address. */
function addressAfter(order: Order, corrected: string | null, confirms: boolean): string | null {
  if (corrected !== null) return corrected;
  if (!confirms || order.addressFinal !== null || order.address === null) return order.addressFinal;
  return streetLine(order.address);
}
