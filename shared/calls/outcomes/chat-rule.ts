import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { draftOf, record } from '../../orders/order/draft.ts';
import type { Order } from '../../orders/order/order.ts';
import { type ChatMessage, callDraftOf, type EndedCall } from '../call/call.ts';
import { isAttemptOutcome } from '../call/policy.ts';
import type { ChatAnswer, ChatUpdate } from '../chat/port/chat-update.ts';
import { answeredLine, summaryOfAnswer } from '../chat/port/wording.ts';
import { decideEnding, type Ending, type EndingTerms, endingOf } from './end-call.ts';

/** What an update is judged by, besides the order and the chat message itself. */
export interface ChatUpdateTerms extends EndingTerms {
  /** Whether an accepted chat message uses up message credit. */
  chatIsLimited: boolean;
  /** The sending service: `whatsapp`, `simulator`. */
  service: string;
  /** The language of the chat message: `es_CO`. */
  language: string;
  /** The first line of its transcript: what was asked. */
  asked: string;
}

/** Whether the customer's answer to a chat message still decides something. */
export function mayStillDecide(
  { rounds }: Order,
  { callType, round, status, outcome }: ChatMessage,
): boolean {
  const current = rounds[callType];
  const isRunning = current?.number === round && current.finishedAt === null;
  return isRunning && (status !== 'ended' || outcome === null || isAttemptOutcome(outcome));
}

/** Answers kept for one chat message; later ones are ignored. */
const MAX_ANSWERS = 20;

/**
 * Applies what a service reports about a chat message, in any order and however often. Any update shows that it was accepted,
 * even when the answer to our own request was lost. An answer ends the round while that runs, whichever channel it is on by
 * now; later answers are kept on the timeline and change nothing else. Undefined when the update changes nothing.
 */
export function decideChatUpdate(
  order: Order,
  call: ChatMessage,
  update: ChatUpdate,
  terms: ChatUpdateTerms,
  context: DecisionContext,
): EndedCall | undefined {
  const { failure, messageId } = update;
  const news = newsOf(call, update);
  const { status, answer } = news;
  const takesCredit = terms.chatIsLimited && !call.charged && !call.message.isAccepted;
  const after = { ...learn(call, messageId, news, terms, context.now), charged: call.charged || takesCredit };
  const name = { callId: call.id, callType: call.callType, round: call.round };
  const providerCode = failure?.providerCode ?? null;
  const draft = status
    ? record(draftOf(order), context, 'message.progressed', { ...name, status, providerCode })
    : draftOf(order);

  const stored = { found: call, takesCredit };
  if (answer) {
    const ended = mayStillDecide(order, call)
      ? decideEnding(draft, after, endingByAnswer(after, answer, terms), terms, context)
      : undefined;
    if (ended) return { ...ended, ...stored };
    const { meaning, text } = answer;
    const late = { ...context, actor: { kind: 'customer' } } as const;
    const noted = record(draft, late, 'message.answered_late', { ...name, meaning, text });
    return { ...callDraftOf(noted), call: after, ...stored };
  }
  // When a chat message was sent again, only the failure of the latest one counts.
  const isThisOne = messageId === undefined || after.providerCallId === messageId;
  if (status === 'failed' && isThisOne) {
    const failed: Ending = { ...endingOf('failed'), ...(failure?.reason && { reason: failure.reason }) };
    const ended = decideEnding(draft, after, failed, terms, context);
    // None where it is over already.
    if (ended) return { ...ended, ...stored };
  }
  const isChanged =
    status !== undefined || !call.message.isAccepted || after.providerCallId !== call.providerCallId;
  return isChanged ? { ...callDraftOf(draft), call: after, ...stored } : undefined;
}

/** The parts of an update that no earlier one brought. */
function newsOf(
  { message }: ChatMessage,
  { status, answer }: ChatUpdate,
): Pick<ChatUpdate, 'status' | 'answer'> {
  const { told, answers } = message;
  const isNewAnswer = answer && !answers.includes(answer.id) && answers.length < MAX_ANSWERS;
  return { ...(status && !told.includes(status) && { status }), ...(isNewAnswer && { answer }) };
}

function learn(
  call: ChatMessage,
  messageId: string | undefined,
  { status, answer }: Pick<ChatUpdate, 'status' | 'answer'>,
  { service, asked }: ChatUpdateTerms,
  now: Date,
): ChatMessage {
  const { told, answers } = call.message;
  return {
    ...call,
    ...(call.status !== 'ended' && { status: 'in_progress' as const }),
    provider: service,
    providerCallId: call.providerCallId ?? messageId ?? null,
    dialedAt: call.dialedAt ?? call.askedAt ?? now.toISOString(),
    durationSeconds: 0,
    transcript: call.transcript ?? asked,
    message: {
      ...call.message,
      isAccepted: true,
      told: status ? [...told, status] : told,
      answers: answer ? [...answers, answer.id] : answers,
    },
    steps: call.steps + 1,
  };
}

const outcomes = {
  yes: 'confirmed',
  no: 'cancelled',
  problem: 'novedad',
  note: 'novedad',
  opt_out: 'opt_out',
} as const;

const endingByAnswer = (
  { transcript }: ChatMessage,
  answer: ChatAnswer,
  { language }: ChatUpdateTerms,
): Ending => ({
  ...endingOf(outcomes[answer.meaning]),
  transcript: `${transcript}\n${answeredLine(answer, language)}`,
  summary: summaryOfAnswer(answer, language),
});
