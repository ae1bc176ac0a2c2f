import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { draftOf, record } from '../../orders/order/draft.ts';
import type { Order } from '../../orders/order/order.ts';
import { callDraftOf, type EndedCall, type MessageCall } from '../call/call.ts';
import { isAttemptOutcome } from '../call/policy.ts';
import type { MessageAnswer, MessageNews } from '../messaging/port/news.ts';
import { answeredLine, summaryOfAnswer } from '../messaging/port/wording.ts';
import { decideEnding, type Ending, type EndingTerms, endingOf } from './end-call.ts';

/** What the news of a message are judged by, besides its order and what is known of it. */
export interface NewsTerms extends EndingTerms {
  /** Whether the tenant pays for messages that are taken. */
  messagesLimited: boolean;
  /** Who sends: `whatsapp`, `simulator`. */
  service: string;
  /** Of the message: `es_CO`. */
  language: string;
  /** The first line of its transcript: what was asked. */
  asked: string;
}

/** Whether the customer's answer to a message still decides something. */
export function isAwaited({ rounds }: Order, { callType, round, status, outcome }: MessageCall): boolean {
  const current = rounds[callType];
  const isRunning = current?.number === round && current.finishedAt === null;
  return isRunning && (status !== 'ended' || outcome === null || isAttemptOutcome(outcome));
}

/** Answers to one message that are kept: who goes on writing writes to nobody. */
const MOST_ANSWERS = 20;

/**
 * Takes up what a service tells of a message, in whatever order it comes and however often. Any news of it show that
 * it was taken, also where the answer to our own request was lost. An answer ends the round while that runs, whichever channel
 * it is on by now; later ones are kept on the timeline and move nothing. Undefined when the news change nothing.
 */
export function decideNews(
  order: Order,
  call: MessageCall,
  news: MessageNews,
  terms: NewsTerms,
  context: DecisionContext,
): EndedCall | undefined {
  const { status, answer, failure, messageId } = news;
  const { told, answers } = call.message;
  const isNewStatus = status !== undefined && !told.includes(status);
  const isNewAnswer = answer !== undefined && !answers.includes(answer.id) && answers.length < MOST_ANSWERS;
  const learned = learn(call, news, { isNewStatus, isNewAnswer }, terms, context.now);
  const takesCredit =
    terms.messagesLimited && !call.charged && learned.message.isAccepted && !call.message.isAccepted;
  const after: MessageCall = { ...learned, charged: call.charged || takesCredit };
  const name = { callId: call.id, callType: call.callType, round: call.round };
  const progressed = { ...name, status: status ?? 'sent', providerCode: failure?.providerCode ?? null };
  const draft = isNewStatus
    ? record(draftOf(order), context, 'message.progressed', progressed)
    : draftOf(order);

  const stored = { found: call, takesCredit };
  if (isNewAnswer) {
    const ended = isAwaited(order, call)
      ? decideEnding(draft, after, endingByAnswer(after, answer, terms), terms, context)
      : undefined;
    if (ended) return { ...ended, ...stored };
    const { meaning, text } = answer;
    const late = { ...context, actor: { kind: 'customer' } } as const;
    const noted = record(draft, late, 'message.answered_late', { ...name, meaning, text });
    return { ...callDraftOf(noted), call: after, ...stored };
  }
  // Of a message that was sent again, only the one that is waited for fails.
  const isThisOne = messageId === undefined || after.providerCallId === messageId;
  if (isNewStatus && status === 'failed' && isThisOne && call.status !== 'ended') {
    const failed: Ending = { ...endingOf('failed'), ...(failure?.reason && { reason: failure.reason }) };
    const ended = decideEnding(draft, after, failed, terms, context);
    if (ended) return { ...ended, ...stored };
  }
  const isChanged = isNewStatus || !call.message.isAccepted || after.providerCallId !== call.providerCallId;
  return isChanged ? { ...callDraftOf(draft), call: after, ...stored } : undefined;
}

function learn(
  call: MessageCall,
  { messageId, status, answer }: MessageNews,
  { isNewStatus, isNewAnswer }: { isNewStatus: boolean; isNewAnswer: boolean },
  { service, asked }: NewsTerms,
  now: Date,
): MessageCall {
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
      told: isNewStatus && status ? [...told, status] : told,
      answers: isNewAnswer && answer ? [...answers, answer.id] : answers,
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
  { transcript }: MessageCall,
  answer: MessageAnswer,
  { language }: NewsTerms,
): Ending => ({
  ...endingOf(outcomes[answer.meaning]),
  transcript: `${transcript}\n${answeredLine(answer, language)}`,
  summary: summaryOfAnswer(answer, language),
});
