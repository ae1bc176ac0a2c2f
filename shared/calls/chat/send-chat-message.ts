import { after, isEarly } from '../../adapters/queues/wait.ts';
import { remainingOf } from '../../tenants/tenant/tenant.ts';
import { type ChatMessage, isChatMessage, isVisible } from '../call/call.ts';
import { callStartOf } from '../call/call-start.ts';
import { claim, claimExpiry, settleClaim } from '../call/claim.ts';
import { concludeCall } from '../outcomes/conclude-call.ts';
import { type Ending, endingOf, optedOutBefore } from '../outcomes/end-call.ts';
import { sentChatMessageToItem } from '../outcomes/sent-chat-messages.ts';
import { type AnswerLimitMessage, dialMessage, type SendMessage } from '../queue/messages.ts';
import { giveNextTurn } from '../queue/turns.ts';
import { callPlaceOf, chatTimeOf } from '../times/call-time.ts';
import type { DialServices } from '../waiting/dial-services.ts';
import { type DialState, loadDial } from '../waiting/dial-state.ts';
import { postpone, postponeTo, resend } from '../waiting/dial-waits.ts';
import { clearFaultWait, retryAfterFault } from '../waiting/fault-retry.ts';
import { clearFault, noteFault } from '../waiting/note-fault.ts';
import { applyChatUpdate } from './apply-chat-update.ts';
import type { ChatFailure, Messenger } from './port/messenger.ts';

/**
 * How long to wait for updates about a chat message when the request to send it got no answer. Updates carry our reference:
 * without any, it was not accepted and is sent again. At worst the customer reads the same question twice.
 */
const UPDATE_SECONDS = 120;

/** How often a chat message is sent when the service answers none of the requests. */
const MAX_SENDS = 3;

/** Sends a chat message in place of a call. Done when it returns; a repeat is harmless. */
export async function sendChatMessage(services: DialServices, message: SendMessage): Promise<void> {
  const { clock } = services;
  const now = clock();
  if (message.notBefore !== undefined && isEarly(new Date(message.notBefore), now))
    return resend(services, message);
  const state = await loadDial(services, message);
  if (state === undefined || !isChatMessage(state.call) || state.call.status === 'ended') return;
  const { order, call, tenant, claimUntil } = state;
  const round = order.rounds[call.callType];
  const isOver = round === undefined || round.number !== call.round || round.finishedAt !== null;
  const end = (outcome: Ending['outcome'], reason?: ChatFailure) =>
    conclude(services, message, outcome, reason);
  if (call.status === 'in_progress') return awaitAnswer(services, call, state);
  if (call.status === 'queued' && isOver) return isVisible(call) ? end('failed') : undefined;
  if (call.status === 'dialing' && claimUntil && claimUntil > now)
    return resend(services, dialMessage(call, claimUntil), 1);
  if (isOver) return end('unknown');
  if (call.status === 'dialing') {
    const known = new Date(new Date(call.askedAt ?? now).getTime() + UPDATE_SECONDS * 1000);
    if (isEarly(known, now)) return resend(services, dialMessage(call, known), 1);
    if (call.message.asked >= MAX_SENDS) return end('failed');
  }
  // A chat message does not occupy the phone line: calls about other orders may go ahead.
  if (round.takesTurns) await giveNextTurn(services, { ...message, kind: 'next-turn' });

  if (state.isOptedOut) return void (await concludeCall(services, message, optedOutBefore));
  const allowedAt = await chatTimeOf(now, callPlaceOf(order), tenant, call.mode);
  if (isEarly(allowedAt, now)) return postpone(services, call, allowedAt);
  const messenger = await services.messengerFor(tenant, call.mode);
  if (messenger === undefined) return end('failed');
  const left = call.mode === 'live' ? remainingOf(state.messageCredit) : undefined;
  if (left !== undefined && left <= 0) return end('failed', 'credit_exhausted');

  const asked = { ...call, message: { ...call.message, asked: call.message.asked + 1 } };
  const intent = { provider: messenger.service, askedAt: now.toISOString(), message: asked.message };
  const place = { put: sentChatMessageToItem(call, order.customer.phone, now) };
  const claimed = await claim(services, call, intent, [place]);
  if (typeof claimed === 'string') return resend(services, dialMessage(call, claimExpiry(now)), 1);
  await ask(services, message, { ...state, call: asked }, messenger, claimed.claimId);
}

interface SentMessage extends DialState {
  call: ChatMessage;
}

async function ask(
  services: DialServices,
  message: SendMessage,
  state: SentMessage,
  messenger: Messenger,
  claimId: string,
): Promise<void> {
  const { order, call, tenant } = state;
  const sent = await messenger.send(callStartOf(order, call, tenant, services.publicUrl));
  switch (sent.status) {
    case 'accepted': {
      const update = { messageId: sent.messageId, status: 'sent' } as const;
      await applyChatUpdate(services, message, messenger.service, update);
      await clearFaultWait(services, call);
      await clearFault(services, call, state.whatsappFault);
      return awaitAnswer(services, call, state);
    }
    case 'refused':
      await clearFaultWait(services, call);
      return conclude(services, message, 'failed', sent.reason);
    case 'fault':
      await noteFault(services, call, sent);
      return awaitSender(services, message, state, claimId, 'voice_agent');
    case 'later':
      return awaitSender(services, message, state, claimId, 'provider_busy');
    case 'unknown': {
      const known = new Date(services.clock().getTime() + UPDATE_SECONDS * 1000);
      if (await settleClaim(services, call, claimId, { claimUntil: known.toISOString() }))
        await resend(services, dialMessage(call, known), 1);
    }
  }
}

/**
 * A chat message that cannot be sent now. Where another channel follows, it waits no longer than it would for an answer:
 * customers are called before the merchant has fixed the fault.
 */
async function awaitSender(
  services: DialServices,
  message: SendMessage,
  { order, call, tenant }: SentMessage,
  claimId: string,
  reason: 'voice_agent' | 'provider_busy',
): Promise<void> {
  const { clock, speed } = services;
  const follows = order.rounds[call.callType]?.then !== undefined;
  const planned = new Date(call.notBefore ?? call.createdAt);
  const latest = follows ? after(planned, tenant.whatsappWaitMinutes * 60, speed) : undefined;
  if (latest === undefined || isEarly(latest, clock()))
    return retryAfterFault(services, call, claimId, reason, latest);
  await clearFaultWait(services, call);
  await conclude(services, message, 'failed', reason === 'voice_agent' ? 'fault' : reason);
}

const conclude = async (
  services: DialServices,
  message: SendMessage | AnswerLimitMessage,
  outcome: Ending['outcome'],
  reason?: ChatFailure,
): Promise<void> =>
  void (await concludeCall(services, message, { ...endingOf(outcome), ...(reason && { reason }) }));

/** Makes sure that the round continues when no answer comes. After a crash the queue delivers its message again, which repeats this. */
async function awaitAnswer(
  services: DialServices,
  call: ChatMessage,
  { tenant }: Pick<DialState, 'tenant'>,
): Promise<void> {
  const { tenantId, mode, orderId, id: callId } = call;
  const sentAt = call.dialedAt ?? call.askedAt;
  const from = sentAt === null ? services.clock() : new Date(sentAt);
  const until = after(from, tenant.whatsappWaitMinutes * 60, services.speed);
  const reference = { tenantId, mode, orderId, callId };
  await postponeTo(services, `${callId}-answer`, {
    kind: 'answer-limit',
    ...reference,
    notBefore: until.toISOString(),
  });
}

/** The time limit for an answer has passed. */
export async function endUnanswered(services: DialServices, message: AnswerLimitMessage): Promise<void> {
  if (isEarly(new Date(message.notBefore), services.clock())) return resend(services, message);
  await conclude(services, message, 'no_answer');
}
