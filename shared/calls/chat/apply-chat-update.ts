import { type Decision, decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import { type CallOutcome, type ChatMessage, endingWrites, isChatMessage } from '../call/call.ts';
import { callStartOf } from '../call/call-start.ts';
import { type ChatUpdateTerms, decideChatUpdate } from '../outcomes/chat-rule.ts';
import { type EndingServices, optOutWrite } from '../outcomes/conclude-call.ts';
import { type EndingState, endingTerms, loadEndingState } from '../outcomes/ending-terms.ts';
import { chatMessageIdToItem } from '../outcomes/sent-chat-messages.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import type { ChatUpdate } from './port/chat-update.ts';
import { askedLine } from './port/wording.ts';
import { templateLanguageOf } from './whatsapp/whatsapp-settings.ts';

/**
 * Stores a service's update about a chat message, in one transaction with all that follows from it. Updates that come
 * twice, late or out of order count once.
 * @param service the update's source: `whatsapp`, `simulator`
 */
export async function applyChatUpdate(
  services: EndingServices,
  reference: CallReference,
  service: string,
  update: ChatUpdate,
): Promise<void> {
  const { table, speed } = services;
  const outcome = await decideAndStore(services, {
    load: () => loadEndingState({ table }, reference),
    decide(state, context): Decision<CallOutcome | null> {
      const call = state?.call;
      if (state === undefined || call === undefined || !isChatMessage(call)) return { answer: null };
      const { order } = state;
      const { now } = context;
      const terms = { ...endingTerms(state, now, speed), ...ofMessage(state, service) };
      const decided = decideChatUpdate(order, call, update, terms, context);
      if (decided === undefined) return { answer: null };
      const writes = [...endingWrites(decided), ...writesBeside(call, update, order.customer.phone, now)];
      return { answer: call.status === 'ended' ? null : decided.call.outcome, writes };
    },
  });
  if (outcome) recordMetric({ name: 'CallEnded', dimensions: { outcome } });
}

function ofMessage(
  { order, call, tenant, messageCredit }: EndingState,
  service: string,
): Pick<ChatUpdateTerms, 'chatIsLimited' | 'service' | 'language' | 'asked'> {
  const { script, language: usual } = callStartOf(order, call, tenant, '');
  const language = templateLanguageOf(tenant.whatsapp) ?? usual;
  return {
    chatIsLimited: call.mode === 'live' && messageCredit !== undefined,
    service,
    language,
    asked: askedLine(script, language),
  };
}

/** Makes the chat message findable by its service's id, and stores an opt-out. @param phone E.164 */
function writesBeside(
  call: ChatMessage,
  { messageId, answer }: ChatUpdate,
  phone: string,
  now: Date,
): Write[] {
  const isNamed = messageId !== undefined && messageId !== call.providerCallId;
  return [
    ...(isNamed ? [{ put: chatMessageIdToItem(call, messageId, now) }] : []),
    ...(answer?.meaning === 'opt_out' ? [optOutWrite(call, phone, now)] : []),
  ];
}
