import { isDeepStrictEqual } from 'node:util';
import { after, isEarly, type Speed } from '../../adapters/queues/wait.ts';
import type { Order } from '../../orders/order/order.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import type { Call } from '../call/call.ts';
import { isAttemptOutcome } from '../call/policy.ts';
import type { ReportedOutcome } from '../telephony/port/outcomes.ts';
import { type ConversationState, noConversation, type Progress } from '../telephony/port/progress.ts';
import type { Ending } from './end-call.ts';

/** What a provider's report changes in a call. */
export interface ProgressDecision {
  /** The call after the report. */
  call: Call;
  isChanged: boolean;
  /** The report is about a surplus dial, not about the one that counts as this call. */
  isOther: boolean;
  /** The provider's call must be ended: there is nobody to talk to, or no more to say. */
  hangsUp: boolean;
  /** How the dial ended, once it is over. */
  ending: Ending | undefined;
  /** When to poll the provider for what it does not know yet. */
  asksAt?: Date;
  /** Why the provider did not dial after all. */
  notDialed?: Progress['notDialed'];
}

/** What a provider's report is judged by. */
export interface CallSituation {
  order: Order;
  call: Call;
  tenant: Tenant;
}

export interface AppliedProgress extends ProgressDecision {
  situation: CallSituation;
}

/** How long a call that is over waits for its provider's analysis of the conversation, in seconds. */
export const SETTLING_SECONDS = 60;

/**
 * Applies a provider's report on a dial, in any order and however often. A dial whose report comes before the answer to
 * our own request, or in place of a lost one, is accepted as this call's dial.
 */
export function decideProgress(
  call: Call,
  progress: Progress,
  provider: string,
  now: Date,
  speed: Speed,
): ProgressDecision {
  const { providerCallId, ended, notDialed } = progress;
  const unchanged = { call, isChanged: false, isOther: false, hangsUp: false, ending: undefined };
  const isWaiting = call.status === 'queued' || call.status === 'dialing';
  const turnedDown = isWaiting ? call.providerCallId : null;
  if (providerCallId === turnedDown) return { ...unchanged, notDialed };
  const known = turnedDown === null ? call.providerCallId : null;
  if (providerCallId !== undefined && known !== null && known !== providerCallId)
    return { ...unchanged, isOther: true, hangsUp: ended === undefined && notDialed === undefined };
  const isOver = call.status === 'ended';
  if (notDialed !== undefined)
    return isOver || providerCallId === undefined
      ? unchanged
      : { ...unchanged, call: turnDown(call, providerCallId, provider), isChanged: true, notDialed };
  const isDecided = call.outcome !== null && !isAttemptOutcome(call.outcome);
  const settles = settlingOf(call, progress, now, speed);
  const changed: Call = {
    ...call,
    ...(!isOver && {
      status: 'in_progress',
      dialedAt: call.dialedAt ?? call.askedAt ?? now.toISOString(),
      provider,
    }),
    ...(settles && { overSince: settles.since }),
    providerCallId: known ?? providerCallId ?? null,
    conversation: isDecided ? call.conversation : conversationAfter(call.conversation, progress),
    durationSeconds: call.durationSeconds ?? progress.durationSeconds ?? null,
    recordingUrl: call.recordingUrl ?? progress.recordingUrl ?? null,
  };
  return {
    call: changed,
    isChanged: !isDeepStrictEqual(call, changed),
    isOther: false,
    hangsUp: ended === undefined && !isOver && isMachine(changed),
    ending:
      ended === undefined || isDecided || settles?.isOpen
        ? undefined
        : endingOfCall(changed, ended, progress),
    ...(settles && call.overSince === undefined && { asksAt: settles.until }),
  };
}

/** The call waits to be dialed again, under another id: reports on the dial that was turned down change nothing. */
const turnDown = (call: Call, providerCallId: string, provider: string): Call => ({
  ...call,
  ...{ status: 'queued', provider, providerCallId, dialedAt: null, faults: call.faults + 1 },
});

/** Until when the analysis of a call that is over is awaited; undefined for one that is not known to be over. */
export const settledAt = ({ overSince }: Pick<Call, 'overSince'>, speed: Speed): Date | undefined =>
  overSince === undefined ? undefined : after(new Date(overSince), SETTLING_SECONDS, speed);

/** The time for which the provider's analysis is awaited; undefined where it is not. */
function settlingOf(
  call: Call,
  { ended, isUnsettled }: Progress,
  now: Date,
  speed: Speed,
): { since: string; until: Date; isOpen: boolean } | undefined {
  if (ended === undefined || !isUnsettled || call.status === 'ended') return undefined;
  const since = call.overSince ?? now.toISOString();
  const until = after(new Date(since), SETTLING_SECONDS, speed);
  return { since, until, isOpen: isEarly(until, now) };
}

/** The ending of a call that is over: what the customer decided or, without a decision, how it ended. */
export function endingOfCall(call: Call, fallbackOutcome: ReportedOutcome, progress: Progress = {}): Ending {
  const { conversation, durationSeconds, recordingUrl } = call;
  const answer = isMachine(call) ? null : (conversation?.answer ?? progress.answer ?? null);
  const turns = conversation?.turns ?? [];
  // Version 0.2.0 stored the opening as a turn.
  const opening = turns.some(({ name }) => name === 'answer') ? [] : (progress.opening ?? []);
  const lines = [...opening, ...turns.flatMap((turn) => turn.lines)];
  return {
    outcome: isMachine(call) ? 'voicemail' : (answer?.outcome ?? fallbackOutcome),
    durationSeconds,
    recordingUrl,
    transcript: progress.transcript ?? (lines.length === 0 ? null : lines.join('\n')),
    summary: progress.summary ?? answer?.summary ?? null,
    addressFinal: progress.addressFinal ?? null,
    ...(answer?.optsOut && { optsOut: true }),
  };
}

/** A machine's apparent yes does not count; keys are pressed by a human, whatever the provider detected. */
const isMachine = ({ conversation }: Call): boolean =>
  conversation?.machine === true && conversation.answer?.by !== 'key';

function conversationAfter(
  before: ConversationState | null,
  { turn, answer, machine }: Progress,
): ConversationState | null {
  if (turn === undefined && answer === undefined && machine === undefined) return before;
  const { turns, answer: given, machine: wasMachine } = before ?? noConversation;
  const isNew = turn === undefined || !turns.some(({ name }) => name === turn.name);
  return {
    turns: turn !== undefined && isNew ? [...turns, turn] : turns,
    // The first decision counts, and a repeated turn decides nothing else.
    answer: given ?? (isNew ? (answer ?? null) : null),
    machine: wasMachine || machine === true,
  };
}
