import { type DueItem, dueToItem } from '../../adapters/due/due.ts';
import {
  absent,
  type Condition,
  type Item,
  type Key,
  present,
  type Write,
} from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import { listShard } from '../../adapters/dynamo/lists/list-partitions.ts';
import { type Mode, type Scope, scopeKey } from '../../base/scope.ts';
import type { ChatStatus } from '../../events/chat-events.ts';
import { orderPartition } from '../../events/event.ts';
import type { CallType, FinalOutcome } from '../../events/order-words.ts';
import type { Draft } from '../../orders/order/draft.ts';
import { orderWrites } from '../../orders/store/order-store.ts';
import { creditKey, messageCreditKey } from '../../tenants/tenant/tenant.ts';
import type { CallRecording } from '../recordings/recording.ts';
import type { ConversationState } from '../telephony/port/progress.ts';

/** How a single dial can end short of the customer's answer. */
export const callAttemptOutcomes = ['no_answer', 'busy', 'voicemail', 'failed', 'unknown'] as const;
export type CallAttemptOutcome = (typeof callAttemptOutcomes)[number];
export type CallOutcome = CallAttemptOutcome | FinalOutcome;

export const callStatuses = ['queued', 'dialing', 'in_progress', 'ended'] as const;

/** The state of a message that is sent in place of a call. */
export interface ChatState {
  /** Whether its service is known to have accepted it. */
  isAccepted: boolean;
  /** How often a request to send it was made. */
  asked: number;
  /** The statuses that its service has reported; stored under this name. */
  told: readonly ChatStatus[];
  /** The service's ids of the customer's answers, by which repeats are recognised. */
  answers: readonly string[];
}

const unsent: ChatState = { isAccepted: false, asked: 0, told: [], answers: [] };

/**
 * One dial, or a message in its place. `queued` waits for its time, `dialing` is claimed by a worker that may have reached the provider,
 * `in_progress` was accepted by the provider, `ended` has its final outcome.
 */
export interface Call {
  id: string;
  orderId: string;
  tenantId: string;
  mode: Mode;
  callType: CallType;
  /** The order's round of this call type, from 1. */
  round: number;
  /** The dial within its round, from 1. */
  attempt: number;
  status: (typeof callStatuses)[number];
  outcome: CallOutcome | null;
  /** Where our outcome is coarser: `invalid_number`, `opt_out`, `not_on_whatsapp`; or `superseded`: not made. */
  reason: string | null;
  provider: string | null;
  /** While the call waits to be dialed: the id of an earlier dial that the provider accepted and did not make. */
  providerCallId: string | null;
  durationSeconds: number | null;
  recordingUrl: string | null;
  /** Of a recording that is kept by us; `recordingUrl` is our own link then. */
  recording?: CallRecording;
  transcript: string | null;
  /** Only the beginning of the transcript is here: a list does not read more. */
  isTranscriptCut?: true;
  summary: string | null;
  /** Whether it took one of the tenant's credits: of calls, or of messages. */
  charged: boolean;
  /** Only in messages. */
  channel?: 'whatsapp';
  message?: ChatState;
  /** When the dial was last requested from its provider; null before. */
  askedAt: string | null;
  /** How often its dial met a fault that used no attempt. */
  faults: number;
  /** A conversation that we lead; null where the provider reports all of it at once. */
  conversation: ConversationState | null;
  /** When the provider reported its end while still analysing what was said. */
  overSince?: string;
  /** Counts the provider's reports; a change is conditional on it. */
  steps: number;
  /** Not to be dialed before; null for at once. Instants are ISO 8601 UTC. */
  notBefore: string | null;
  createdAt: string;
  dialedAt: string | null;
  endedAt: string | null;
}

export type NewCall = Pick<
  Call,
  | 'id'
  | 'orderId'
  | 'tenantId'
  | 'mode'
  | 'callType'
  | 'round'
  | 'attempt'
  | 'channel'
  | 'notBefore'
  | 'createdAt'
>;

export function newCall(given: NewCall): Call {
  return {
    ...given,
    status: 'queued',
    outcome: null,
    reason: null,
    provider: null,
    providerCallId: null,
    durationSeconds: null,
    recordingUrl: null,
    transcript: null,
    summary: null,
    charged: false,
    askedAt: null,
    faults: 0,
    conversation: null,
    steps: 0,
    dialedAt: null,
    endedAt: null,
    ...(given.channel && { message: unsent }),
  };
}

/** A message that is sent in place of a call. */
export type ChatMessage = Call & { channel: 'whatsapp'; message: ChatState };

export const isChatMessage = (call: Call): call is ChatMessage => call.channel !== undefined;

/** Whether clients see the call: a retry that was not dialed yet is only a plan. */
export const isVisible = (call: Call): boolean => call.status !== 'queued' || call.attempt === 1;

export const CALL_PREFIX = 'CALL#';

/** Calls are in their order's partition, before the order itself in sort order. */
export const callKey = (scope: Scope, orderId: string, callId: string): Key => ({
  pk: orderPartition(scope, orderId),
  sk: `${CALL_PREFIX}${callId}`,
});

export const callToItem = (call: Call): Item => ({
  ...callKey(call, call.orderId, call.id),
  entity: 'call',
  listPk: listShard(callsList(call), call.id),
  listSk: call.id,
  ...call,
});

/** All calls of a scope in the `list` index, by the time they were queued. */
export const callsList = (scope: Scope): string => `CALLS#${scopeKey(scope)}`;

export const callFromItem = (item: Item): Call => entityFromItem(item, 'claimId', 'claimUntil');

/** Characters of a transcript stored with its call; a longer one is stored whole in an item of its own, which lists do not read. */
const MAX_TRANSCRIPT_IN_CALL = 1000;

export const transcriptKey = (scope: Scope, orderId: string, callId: string): Key => ({
  pk: orderPartition(scope, orderId),
  sk: `TRANSCRIPT#${callId}`,
});

/** The part of a transcript in its call's item, and the item of a long one. */
function transcriptOf(call: Call, found: Call) {
  const { transcript } = call;
  const isKept = found.isTranscriptCut === true && found.transcript === transcript;
  if (isKept) return { transcript, isTranscriptCut: true, own: [] };
  if (transcript === null || transcript.length <= MAX_TRANSCRIPT_IN_CALL)
    return { transcript, isTranscriptCut: false, own: [] };
  const item = { ...transcriptKey(call, call.orderId, call.id), entity: 'transcript', transcript };
  const start = transcript.slice(0, MAX_TRANSCRIPT_IN_CALL).replace(/[\uD800-\uDBFF]$/, '');
  return { transcript: start, isTranscriptCut: true, own: [{ put: item }] };
}

/** A decision about an order and its calls, stored whole or not at all. */
export interface CallDraft extends Draft {
  /** Calls to create. */
  queued: Call[];
  /** Their dials that lie too far ahead for the queue. */
  due: DueItem[];
  /** The places that rounds take on their phones' lines. */
  places?: readonly Write[];
}

export const callDraftOf = (draft: Draft): CallDraft => ({ queued: [], due: [], ...draft });

export interface EndedCall extends CallDraft {
  call: Call;
  /** The call that this was decided on. */
  found: Call;
  /** Whether this ending takes one call of the tenant's credit; of a message, one message. */
  takesCredit: boolean;
}

/** The writes of a decision about an order and its calls: all of them or none. */
export function callWrites(draft: CallDraft): Write[] {
  return [
    ...orderWrites(draft),
    ...draft.queued.map((call): Write => ({ put: callToItem(call), if: absent })),
    ...draft.due.map((due): Write => ({ put: dueToItem(due) })),
    ...(draft.places ?? []),
  ];
}

/**
 * The same for an ended call, or for a message of which something was learned. The order's version alone does not guard the call: an order may be read after another
 * worker ended the call, and the call before. Decided on both it would count, and cost, twice.
 */
export function endingWrites(ended: EndedCall): Write[] {
  const { call, found } = ended;
  const { status, outcome, reason, durationSeconds, recordingUrl, summary, charged, endedAt } = call;
  const { recording } = call;
  const { transcript, isTranscriptCut, own } = transcriptOf(call, found);
  const end: Write = {
    update: callKey(call, call.orderId, call.id),
    changes: {
      set: {
        ...{ status, outcome, reason, durationSeconds, recordingUrl, transcript, summary, charged, endedAt },
        ...(isChatMessage(call) ? chatFields(call) : learnedFields(call, found)),
        ...(isTranscriptCut && { isTranscriptCut }),
        ...(recording !== found.recording && { recording }),
      },
      ...(!isTranscriptCut && { remove: ['isTranscriptCut'] }),
    },
    if: isUnchangedCall(found),
  };
  return [...callWrites(ended), end, ...own, ...(ended.takesCredit ? [takeCredit(call)] : [])];
}

const LEARNED = ['provider', 'providerCallId', 'dialedAt', 'conversation', 'overSince'] as const;

/** What the report of its end says of the dial besides. */
const learnedFields = (call: Call, found: Call): Partial<Call> =>
  Object.fromEntries(LEARNED.flatMap((name) => (call[name] === found[name] ? [] : [[name, call[name]]])));

/** Shows whether a call was changed since it was read. */
const isUnchangedCall = (found: Call): Condition => ({
  expression: '#status = :found AND charged = :charged AND steps = :steps',
  names: { '#status': 'status' },
  values: { ':found': found.status, ':charged': found.charged, ':steps': found.steps },
});

/** The write of an update about a message. */
const chatFields = ({ provider, providerCallId, dialedAt, message, steps }: ChatMessage) => ({
  ...{ provider, providerCallId, dialedAt, message, steps },
});

/** Takes one call of the tenant's credit, or one message, where they are limited. */
const takeCredit = (call: Call): Write => ({
  update: (isChatMessage(call) ? messageCreditKey : creditKey)(call.tenantId),
  changes: { add: { remaining: -1 } },
  if: present,
});
