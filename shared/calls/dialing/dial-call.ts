import { isEarly } from '../../adapters/queues/wait.ts';
import { type Call, isChatMessage, isVisible } from '../call/call.ts';
import { claim, claimExpiry } from '../call/claim.ts';
import { applyChatUpdate } from '../chat/apply-chat-update.ts';
import { endUnanswered, sendChatMessage } from '../chat/send-chat-message.ts';
import { concludeCall } from '../outcomes/conclude-call.ts';
import { endingOf, optedOutBefore } from '../outcomes/end-call.ts';
import { type CallMessage, type DialMessage, dialMessage } from '../queue/messages.ts';
import { giveNextTurn } from '../queue/turns.ts';
import { callPlaceOf, callTime } from '../times/call-time.ts';
import type { DialServices } from '../waiting/dial-services.ts';
import { loadDial } from '../waiting/dial-state.ts';
import {
  awaitDay,
  awaitTurn,
  postpone,
  redeliver,
  resend,
  takeTurnOf,
  turnOf,
} from '../waiting/dial-waits.ts';
import { retryWaitingCalls } from '../waiting/fault-retry.ts';
import { askForDial, wasNotDialed } from './ask-provider.ts';
import { dialTestCall } from './dial-test-call.ts';
import { endUnreported, pollCall, watch } from './watch-call.ts';

/** Processes one message of the calls queue. Done when it returns; a repeat is harmless. */
export async function handleCallMessage(services: DialServices, message: CallMessage): Promise<void> {
  switch (message.kind) {
    case 'dial':
      return dial(services, message);
    case 'send':
      return sendChatMessage(services, message);
    case 'answer-limit':
      return endUnanswered(services, message);
    case 'simulated-news':
      return applyChatUpdate(services, message, 'simulator', message.news);
    case 'report-timeout':
      return endUnreported(services, message);
    case 'poll':
      return pollCall(services, message);
    case 'next-turn':
      return giveNextTurn(services, message);
    case 'agent-changed':
      return retryWaitingCalls(services, message);
    case 'test-call':
      return dialTestCall(services, message);
    case 'simulated-report':
      await concludeCall(services, message, message.report);
  }
}

async function dial(services: DialServices, message: DialMessage): Promise<void> {
  const { clock } = services;
  const { notBefore } = message;
  if (isEarly(notBefore === undefined ? undefined : new Date(notBefore), clock()))
    return resend(services, message);
  const state = await loadDial(services, message);
  if (state === undefined) return;
  const { order, call, tenant, claimUntil, isOptedOut } = state;
  if (isChatMessage(call)) return sendChatMessage(services, { ...message, kind: 'send' });
  const round = order.rounds[call.callType];
  const isOver = round === undefined || round.number !== call.round || round.finishedAt !== null;
  if (call.status === 'ended') return;
  if (call.status === 'in_progress') return watch(services, call);
  if (call.status === 'queued' && isOver) return drop(services, message, call);
  if (call.status === 'dialing' && claimUntil && claimUntil > clock())
    return resend(services, dialMessage(call, claimUntil), 1);
  // The worker that claimed it died; what the customer would be asked has been settled or changed in the meantime.
  if (isOver) return end(services, message, 'unknown');

  const telephony = await services.telephonyFor(tenant, call.mode);
  if (call.status === 'dialing' && telephony && !(await wasNotDialed(services, message, state, telephony)))
    return;
  if (isOptedOut) return void (await concludeCall(services, message, optedOutBefore));
  const allowedAt = await callTime(clock(), callPlaceOf(order), tenant, call.mode);
  if (isEarly(allowedAt, clock())) return postpone(services, call, allowedAt);
  if (telephony === undefined) return end(services, message, 'failed');
  const turn = await turnOf(services, state);
  if (turn.waitsFor === 'turn') return awaitTurn(services, message, state);
  if (turn.waitsFor === 'daily_limit') return awaitDay(services, state, turn.until);
  if (!(await takeTurnOf(services, turn.writes))) return redeliver(services, message);
  const intent = { provider: telephony.provider, askedAt: clock().toISOString() };
  const claimed = await claim(services, call, intent);
  if (typeof claimed === 'string') return resend(services, dialMessage(call, claimExpiry(clock())), 1);
  await askForDial(services, message, state, telephony, claimed.claimId);
}

/** Ends a call that is no longer needed, so that clients see it end. A retry was only planned: clients never saw it. */
async function drop(services: DialServices, message: DialMessage, call: Call): Promise<void> {
  if (isVisible(call)) await end(services, message, 'failed');
}

async function end(
  services: DialServices,
  message: DialMessage,
  outcome: 'failed' | 'unknown',
): Promise<void> {
  await concludeCall(services, message, endingOf(outcome));
}
