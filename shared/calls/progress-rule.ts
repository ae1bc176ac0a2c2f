import { isDeepStrictEqual } from 'node:util';
import type { Order } from '../orders/order/order.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Call } from './call.ts';
import type { Ending } from './end-call.ts';
import { isAttemptOutcome } from './policy.ts';
import type { ReportedOutcome } from './telephony/port/outcomes.ts';
import { type LedConversation, noConversation, type Progress } from './telephony/port/progress.ts';

/** What a provider's word changes of a call. */
export interface ProgressDecision {
  /** The call as it is then. */
  call: Call;
  isChanged: boolean;
  /** It is about another dial than the one that the call is: one too many. */
  isOther: boolean;
  /** The provider's call is to be ended: there is nobody, or nobody else, to talk to. */
  hangsUp: boolean;
  /** How the dial ended, once it is over. */
  ending: Ending | undefined;
}

/** What a provider's word is read with. */
export interface CallSituation {
  order: Order;
  call: Call;
  tenant: Tenant;
}

export interface TakenProgress extends ProgressDecision {
  situation: CallSituation;
}

/**
 * Takes up what a provider tells of a dial, in whatever order it comes and however often. A report that is faster than the
 * answer to our own request, or comes where that was lost, makes the dial the call's.
 */
export function decideProgress(
  call: Call,
  progress: Progress,
  provider: string,
  now: Date,
): ProgressDecision {
  const { providerCallId, ended } = progress;
  if (providerCallId !== undefined && call.providerCallId !== null && call.providerCallId !== providerCallId)
    return { call, isChanged: false, isOther: true, hangsUp: ended === undefined, ending: undefined };
  const isOver = call.status === 'ended';
  const isDecided = isOver && call.outcome !== null && !isAttemptOutcome(call.outcome);
  const after: Call = {
    ...call,
    ...(!isOver && {
      status: 'in_progress',
      dialedAt: call.dialedAt ?? call.askedAt ?? now.toISOString(),
      provider,
    }),
    providerCallId: call.providerCallId ?? providerCallId ?? null,
    conversation: isDecided ? call.conversation : conversationAfter(call.conversation, progress),
    durationSeconds: call.durationSeconds ?? progress.durationSeconds ?? null,
    recordingUrl: call.recordingUrl ?? progress.recordingUrl ?? null,
  };
  return {
    call: after,
    isChanged: !isDeepStrictEqual(call, after),
    isOther: false,
    hangsUp: ended === undefined && !isOver && isMachine(after),
    ending: ended === undefined || isDecided ? undefined : endingOfCall(after, ended, progress),
  };
}

/** The ending of a call that is over: what the customer decided, and the rest where nobody did. */
export function endingOfCall(call: Call, otherwise: ReportedOutcome, told: Progress = {}): Ending {
  const { conversation, durationSeconds, recordingUrl } = call;
  const answer = isMachine(call) ? null : (conversation?.answer ?? told.answer ?? null);
  const lines = conversation?.turns.flatMap((turn) => turn.lines) ?? [];
  return {
    outcome: isMachine(call) ? 'voicemail' : (answer?.outcome ?? otherwise),
    durationSeconds,
    recordingUrl,
    transcript: told.transcript ?? (lines.length === 0 ? null : lines.join('\n')),
    summary: told.summary ?? answer?.summary ?? null,
    addressFinal: told.addressFinal ?? null,
  };
}

/** A machine that seems to say yes has not; whoever presses keys is none, whatever the provider took it for. */
const isMachine = ({ conversation }: Call): boolean =>
  conversation?.machine === true && conversation.answer?.by !== 'key';

function conversationAfter(
  before: LedConversation | null,
  { turn, answer, machine }: Progress,
): LedConversation | null {
  if (turn === undefined && answer === undefined && machine === undefined) return before;
  const { turns, answer: given, machine: wasMachine } = before ?? noConversation;
  const isNew = turn === undefined || !turns.some(({ name }) => name === turn.name);
  return {
    turns: turn !== undefined && isNew ? [...turns, turn] : turns,
    // What was decided first counts, and a turn that comes again decides nothing else.
    answer: given ?? (isNew ? (answer ?? null) : null),
    machine: wasMachine || machine === true,
  };
}
