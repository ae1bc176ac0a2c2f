import * as z from 'zod';
import type { DueItem } from '../../adapters/due/due.ts';
import { carries, Instant, scoped } from '../../adapters/queues/carries.ts';
import { isFarOff } from '../../adapters/queues/wait.ts';
import type { QueueJob } from '../../events/event.ts';
import type { Call } from '../call/call.ts';
import { SimulatedChatUpdate } from '../chat/simulator/simulated-chat-update.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { SimulatedReport } from '../telephony/simulator/simulated-report.ts';

const ofCall = { ...scoped, orderId: z.string(), callId: z.string() };

/** Dial this call, not before its time. */
const DialMessage = z.object({
  kind: z.literal('dial'),
  ...ofCall,
  notBefore: Instant.optional(),
});

/** Send this chat message, not before its time. A kind of its own, so that older releases do not dial it. */
const SendMessage = z.object({
  kind: z.literal('send'),
  ...ofCall,
  notBefore: Instant.optional(),
});

/** The time limit for the customer's answer to this chat message. */
const AnswerLimitMessage = z.object({ kind: z.literal('answer-limit'), ...ofCall, notBefore: Instant });

/** No report of this call arrived in time: it ends as unknown. */
const ReportTimeoutMessage = z.object({ kind: z.literal('report-timeout'), ...ofCall, notBefore: Instant });

/** No report of this call came yet: its provider is polled, for the time of that number (0 is the first). */
const PollMessage = z.object({
  kind: z.literal('poll'),
  ...ofCall,
  /** The provider's id of the dial it is about; a later dial is not polled. */
  providerCallId: z.string().optional(),
  time: z.int().min(0),
  /** In addition to the numbered times, which continue. */
  isExtra: z.literal(true).optional(),
  notBefore: Instant,
});

/** A round of this order ended: the next round that waits for its phone is called. */
const NextTurnMessage = z.object({ kind: z.literal('next-turn'), ...scoped, orderId: z.string() });

/** Make this test call. */
const TestCallMessage = z.object({ kind: z.literal('test-call'), ...scoped, testCallId: z.string() });

/** Settings changed that calls of this tenant may wait for: the calls are tried again immediately. */
const AgentChangedMessage = z.object({ kind: z.literal('agent-changed'), ...scoped });

const CallMessage = z.discriminatedUnion('kind', [
  DialMessage,
  SendMessage,
  AnswerLimitMessage,
  ReportTimeoutMessage,
  PollMessage,
  NextTurnMessage,
  AgentChangedMessage,
  TestCallMessage,
  SimulatedReport,
  SimulatedChatUpdate,
]);

export type DialMessage = z.output<typeof DialMessage>;
export type SendMessage = z.output<typeof SendMessage>;
export type AnswerLimitMessage = z.output<typeof AnswerLimitMessage>;
export type ReportTimeoutMessage = z.output<typeof ReportTimeoutMessage>;
export type TestCallMessage = z.output<typeof TestCallMessage>;
export type AgentChangedMessage = z.output<typeof AgentChangedMessage>;
export type PollMessage = z.output<typeof PollMessage>;
export type NextTurnMessage = z.output<typeof NextTurnMessage>;

/** Messages that wait for their time. */
export type TimedMessage =
  | DialMessage
  | SendMessage
  | AnswerLimitMessage
  | ReportTimeoutMessage
  | PollMessage;

/** The messages of the calls queue. Each may come twice, late or out of order. */
export type CallMessage = z.output<typeof CallMessage>;

export const callMessages = carries('calls', CallMessage);

/** How a dial reaches the calls queue: with the event that requests it, or as a due item when it is far off. */
export type DialPlan = { job: QueueJob; due?: undefined } | { job?: undefined; due: DueItem };

type CallNames = Pick<Call, 'tenantId' | 'mode' | 'orderId' | 'id' | 'channel'>;

/** Which call a message is about. */
export const callReferenceOf = ({ tenantId, mode, orderId, id: callId }: CallNames): CallReference => ({
  tenantId,
  mode,
  orderId,
  callId,
});

/** Requests that a call be dialed, or that its chat message be sent. */
export const dialMessage = (call: CallNames, notBefore: Date | null): DialMessage | SendMessage => ({
  kind: call.channel === undefined ? 'dial' : 'send',
  ...callReferenceOf(call),
  ...(notBefore && { notBefore: notBefore.toISOString() }),
});

/** A message that is stored to be sent when its time comes, at most an hour ahead. */
export const timedJob = (message: TimedMessage): QueueJob => ({
  queue: 'calls',
  body: message,
  ...(message.notBefore !== undefined && { notBefore: message.notBefore }),
});

/** Polls the provider once, in addition to the usual times. */
export const extraPoll = (call: Call, at: Date): PollMessage => ({
  kind: 'poll',
  ...callReferenceOf(call),
  ...(call.providerCallId !== null && { providerCallId: call.providerCallId }),
  time: 0,
  isExtra: true,
  notBefore: at.toISOString(),
});

/** A dial that is too far off for the queue. */
export function dialDue(call: Call, at: Date): DueItem {
  return {
    id: call.id,
    dueAt: at.toISOString(),
    queue: 'calls',
    body: dialMessage(call, at),
    group: call.tenantId,
  };
}

/** Plans a dial that is stored together with its plan. */
export function planDial(call: Call, now: Date): DialPlan {
  const at = call.notBefore === null ? null : new Date(call.notBefore);
  const body = dialMessage(call, at);
  if (at === null) return { job: { queue: 'calls', body } };
  if (!isFarOff(at, now)) return { job: { queue: 'calls', body, notBefore: at.toISOString() } };
  return { due: dialDue(call, at) };
}
