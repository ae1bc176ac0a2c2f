import { plainAnswer } from '../../answers/plain-answer.ts';
import type { CallStart } from '../port/port.ts';
import type { ConversationState, CustomerAnswer, Progress } from '../port/progress.ts';
import { lineOf, urlOf } from '../port/report-fields.ts';
import { promptsOf } from './prompts.ts';
import type { Texts } from './texts.ts';
import type { TwilioStep } from './twilio-routes.ts';
import { progressOfCall, TALKED } from './twilio-status.ts';
import type { Verb } from './twiml.ts';
import { voiceOf } from './voices.ts';
import { callWordsOf } from './words.ts';

/** A callback, of which every value is as Twilio sent it. */
export interface TwilioCallback {
  step: TwilioStep;
  /** How often the customer was asked: 1 or 2. */
  turn: number;
  form: URLSearchParams;
}

/** The state from which the next instruction to Twilio follows. */
export interface ReplyContext {
  /** The customer to talk to, and the subject. */
  start: CallStart;
  conversation: ConversationState | null;
  /** Nobody is there to talk to: the call is over, was replaced, or a machine picked up. */
  isOver: boolean;
}

/** The meaning of the customer's key or words. */
type Meaning = 'yes' | 'no' | 'problem' | 'opt_out' | 'unclear';

const keys: Readonly<Record<string, Meaning>> = { 1: 'yes', 2: 'no', 3: 'problem', 9: 'opt_out' };

/** The numbers of the keys, said aloud. */
const spoken: ReadonlyMap<string, Meaning> = new Map(
  Object.entries<Meaning>({
    ...keys,
    ...{ tres: 'problem', three: 'problem', três: 'problem', तीन: 'problem' },
    ...{ nueve: 'opt_out', nine: 'opt_out', nove: 'opt_out', नौ: 'opt_out' },
  }),
);

const outcomes: Readonly<
  Record<
    Exclude<Meaning, 'unclear'>,
    CustomerAnswer['outcome'] & keyof ReturnType<typeof callWordsOf>['summary']
  >
> = {
  yes: 'confirmed',
  no: 'cancelled',
  problem: 'novedad',
  opt_out: 'opt_out',
};

/** A callback's report about the call, in our terms. */
export function progressOfCallback(
  { step, turn, form }: TwilioCallback,
  start: CallStart,
  texts: Texts = {},
): Progress {
  const words = callWordsOf(start.language);
  const prompts = promptsOf(start, texts);
  const base = progressOfCall({
    sid: form.get('CallSid'),
    // Other callbacks carry the status too, as of the moment when they were sent.
    status: step === 'status' ? form.get('CallStatus') : null,
    duration: form.get('CallDuration'),
    answeredBy: form.get('AnsweredBy'),
    recordingUrl: isRecorded(step, form) ? form.get('RecordingUrl') : null,
    errorCode: form.get('ErrorCode'),
  });
  const agent = (text: string) => `${words.agent}: ${text}`;
  const customer = (text: string) => `${words.customer}: ${text}`;
  if (step === 'answer') return { ...base, opening: openingOf(start, texts) };
  if (step === 'status' && form.get('CallStatus') === TALKED)
    return { ...base, opening: openingOf(start, texts) };
  if (step === 'words')
    return {
      ...base,
      turn: {
        name: 'words',
        lines: [customer(urlOf(form.get('RecordingUrl')) ?? words.silence), agent(prompts.recorded)],
      },
    };
  if (step !== 'reply') return base;
  const { heard, meaning, by } = readReply(form);
  const said = prompts.after(meaning, turn).join(' ');
  const answer: CustomerAnswer | undefined =
    meaning === 'unclear'
      ? undefined
      : { outcome: outcomes[meaning], by, summary: words.summary[outcomes[meaning]] };
  return {
    ...base,
    turn: { name: `reply-${turn}`, lines: [customer(heard ?? words.silence), agent(said)], meaning },
    answer,
  };
}

/** What a customer who picked up hears first, as a transcript has it. */
export const openingOf = (start: CallStart, texts: Texts = {}): string[] => [
  `${callWordsOf(start.language).agent}: ${promptsOf(start, texts).opening.join(' ')}`,
];

/** The next instruction of the call. A repeated callback gets the first answer again. */
export function replyTo(
  { step, turn }: TwilioCallback,
  { start, conversation, isOver }: ReplyContext,
  texts: Texts = {},
  urlOfStep: (step: TwilioStep, turn?: number) => string,
): Verb[] {
  if (step === 'status' || step === 'machine' || step === 'recording') return [];
  const end: Verb = { verb: 'hangup' };
  if (isOver) return [end];
  const { heardAs, ...voice } = voiceOf(start.language);
  const prompts = promptsOf(start, texts);
  const say = (text: string) => ({ text, voice });
  const ask = (said: readonly string[], time: number): Verb => ({
    verb: 'gather',
    say: said.map(say),
    action: urlOfStep('reply', time),
    language: heardAs,
    hints: callWordsOf(start.language).hints,
  });
  if (step === 'answer') return [ask(prompts.opening, 1)];
  if (step === 'words') return [{ verb: 'say', ...say(prompts.recorded) }, end];
  const meaning = meaningOf(conversation, turn);
  const said = prompts.after(meaning, turn);
  if (meaning === 'unclear' && turn === 1) return [ask(said, 2)];
  const spokenNow = said.map((text): Verb => ({ verb: 'say', ...say(text) }));
  if (meaning !== 'problem') return [...spokenNow, end];
  const record: Verb = { verb: 'record', action: urlOfStep('words'), recorded: urlOfStep('recording') };
  // What follows is said when the customer stays silent.
  return [...spokenNow, record, { verb: 'say', ...say(prompts.recorded) }, end];
}

/** As it was taken when it came first. */
function meaningOf(conversation: ConversationState | null, turn: number): Meaning {
  const meaning = conversation?.turns.find(({ name }) => name === `reply-${turn}`)?.meaning;
  return meaning === 'yes' || meaning === 'no' || meaning === 'problem' || meaning === 'opt_out'
    ? meaning
    : 'unclear';
}

function readReply(form: URLSearchParams): { heard: string | null; meaning: Meaning; by: 'key' | 'speech' } {
  const digits = form.get('Digits')?.trim() ?? '';
  if (digits !== '') return { heard: digits.slice(0, 10), meaning: keys[digits] ?? 'unclear', by: 'key' };
  const heard = lineOf(form.get('SpeechResult'));
  const word = heard?.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '') ?? '';
  return { heard, meaning: spoken.get(word) ?? plainAnswer(heard ?? '') ?? 'unclear', by: 'speech' };
}

const isRecorded = (step: TwilioStep, form: URLSearchParams): boolean =>
  step !== 'recording' || (form.get('RecordingStatus') ?? 'completed') === 'completed';
