import type { Fault, Later } from './fault.ts';
import type { ReportedOutcome } from './outcomes.ts';

/** One exchange of a conversation that we lead. */
export interface ConversationTurn {
  /** Unique within its call: a repeated callback is the same turn. */
  name: string;
  /** Lines of the transcript: ours, and the customer's answer. */
  lines: readonly string[];
  /** The customer's meaning, in the provider's own terms: a repeated turn has the same consequences. */
  meaning?: string;
}

/** What the customer decided. */
export interface CustomerAnswer {
  outcome: ReportedOutcome;
  /** A mailbox presses no keys, but may seem to say something. */
  by: 'key' | 'speech' | 'agent';
  summary: string | null;
  /** Beside what was decided, the customer wants no more calls. */
  optsOut?: true;
}

/** A conversation so far. */
export interface ConversationState {
  turns: readonly ConversationTurn[];
  answer: CustomerAnswer | null;
  /** Whether a machine picked up. */
  machine: boolean;
}

export const noConversation: ConversationState = { turns: [], answer: null, machine: false };

/** A provider's report on a dial, in our terms. Fields that it does not report are left out. */
export interface Progress {
  providerCallId?: string | undefined;
  turn?: ConversationTurn | undefined;
  /** The lines that a conversation of ours begins with, told again with its end: they are not stored before. */
  opening?: readonly string[] | undefined;
  answer?: CustomerAnswer | undefined;
  machine?: true | undefined;
  /** How far the dial has come. */
  happened?: 'ringing' | 'picked_up' | undefined;
  durationSeconds?: number | undefined;
  recordingUrl?: string | undefined;
  transcript?: string | undefined;
  summary?: string | undefined;
  addressFinal?: string | undefined;
  /** The dial is over: its outcome, unless the customer had decided. */
  ended?: ReportedOutcome | undefined;
  /** With `ended`: the conversation is still being analysed, and may show what the customer decided. */
  isUnsettled?: true | undefined;
  /** The provider accepted the request and then did not dial: no attempt is used. */
  notDialed?: Fault | Later | undefined;
}
