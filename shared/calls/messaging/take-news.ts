import { type Decision, decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import { type CallOutcome, endingWrites, isMessage, type MessageCall } from '../call/call.ts';
import { callStartOf } from '../call/call-start.ts';
import { type EndingServices, optOutWrite } from '../outcomes/conclude-call.ts';
import { type EndingState, endingTerms, loadEndingState } from '../outcomes/ending-terms.ts';
import { decideNews, type NewsTerms } from '../outcomes/message-rule.ts';
import { messageIdToItem } from '../outcomes/sent-messages.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import type { MessageNews } from './port/news.ts';
import { askedLine } from './port/wording.ts';
import { templateLanguageOf } from './whatsapp/whatsapp-settings.ts';

/**
 * Stores what a service tells of a message, in one transaction with all that follows from it. News that come twice, late or
 * out of order count once.
 * @param service where the news come from: `whatsapp`, `simulator`
 */
export async function takeNews(
  services: EndingServices,
  reference: CallReference,
  service: string,
  news: MessageNews,
): Promise<void> {
  const { table, speed } = services;
  const outcome = await decideAndStore(services, {
    load: () => loadEndingState(table, reference),
    decide(state, context): Decision<CallOutcome | null> {
      const call = state?.call;
      if (state === undefined || call === undefined || !isMessage(call)) return { answer: null };
      const { order } = state;
      const { now } = context;
      const terms = { ...endingTerms(state, now, speed), ...ofMessage(state, service) };
      const decided = decideNews(order, call, news, terms, context);
      if (decided === undefined) return { answer: null };
      const writes = [...endingWrites(decided), ...writesBeside(call, news, order.customer.phone, now)];
      return { answer: call.status === 'ended' ? null : decided.call.outcome, writes };
    },
  });
  if (outcome) recordMetric({ name: 'CallEnded', dimensions: { outcome } });
}

function ofMessage(
  { order, call, tenant, messageCredit }: EndingState,
  service: string,
): Pick<NewsTerms, 'messagesLimited' | 'service' | 'language' | 'asked'> {
  const { script, language: usual } = callStartOf(order, call, tenant, '');
  const language = templateLanguageOf(tenant.whatsapp) ?? usual;
  return {
    messagesLimited: call.mode === 'live' && messageCredit !== undefined,
    service,
    language,
    asked: askedLine(script, language),
  };
}

/** How the message is found by its service's id from now on, and that its customer wants no more. @param phone E.164 */
function writesBeside(
  call: MessageCall,
  { messageId, answer }: MessageNews,
  phone: string,
  now: Date,
): Write[] {
  const isNamed = messageId !== undefined && messageId !== call.providerCallId;
  return [
    ...(isNamed ? [{ put: messageIdToItem(call, messageId, now) }] : []),
    ...(answer?.meaning === 'opt_out' ? [optOutWrite(call, phone, now)] : []),
  ];
}
