import { plainWords } from '../../base/text/fold.ts';
import known from './answer-words.json' with { type: 'json' };

/** The meaning of a customer's answer to whether an order is wanted. */
export type PlainAnswer = 'yes' | 'no' | 'problem' | 'opt_out';

/**
 * The meaning of a few words, spoken or written, in Spanish, English, Hindi or Portuguese; undefined when they can mean more
 * than one thing, or nothing that was asked. An order is only wanted when nothing else was said: a mailbox that greets with
 * "si desea dejar un mensaje" has not confirmed.
 */
export function plainAnswer(text: string): PlainAnswer | undefined {
  const words = wordsIn(text);
  if (words.length > MAX_WORDS) return undefined;
  const padded = ` ${words.join(' ')} `;
  const has = (phrases: ReadonlySet<string>): boolean =>
    [...phrases].some((phrase) => padded.includes(` ${phrase} `));
  const isAll = (kind: ReadonlySet<string>, alsoAllowed: ReadonlySet<string> = FILLER): boolean =>
    words.every((word) => kind.has(word) || FILLER.has(word) || alsoAllowed.has(word)) &&
    words.some((word) => kind.has(word));
  if (has(OPT_OUT) || isAll(OPT_OUT_ALONE)) return 'opt_out';
  if (has(UNCLEAR) || text.split(CLAUSE_END).some(isRefusalOfCancelling)) return undefined;
  if (has(PROBLEM)) return 'problem';
  if (isAll(YES) || (words.every((word) => FILLER.has(word)) && has(YES_TOGETHER))) return 'yes';
  const isNo = isAll(NO, POLITE) || (has(REFUSAL) && !words.some((word) => ANOTHER_TIME.has(word)));
  return isNo && !words.some((word) => YES.has(word) && !POLITE.has(word)) ? 'no' : undefined;
}

/** A longer text is no answer to a yes-or-no question. */
const MAX_WORDS = 40;

const lettersIn = (text: string): string[] =>
  [...plainWords(text).matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(([word]) => word);

const folded = (phrases: readonly string[]): ReadonlySet<string> =>
  new Set(phrases.map((phrase) => lettersIn(phrase).join(' ')));

const YES = folded(known.yes);
/** Said with a yes and with a no alike: "claro que no", "जी नहीं". */
const POLITE = folded(known.polite);
/** Words that say yes together, where nothing else is said. */
const YES_TOGETHER = folded(known.yesTogether);
const NO = folded(known.no);
/** A refusal, whatever else is said about it. */
const REFUSAL = folded(known.refusal);
/** "No lo quiero hoy" does not refuse the order. */
const ANOTHER_TIME = folded(known.anotherTime);
/** Words that do not change an answer. */
const FILLER = folded(known.filler);
const PROBLEM = folded(known.problem);
const OPT_OUT = folded(known.optOut);
/** Whole answers; among other words they mean something else: "la parte baja del barrio". */
const OPT_OUT_ALONE = folded(known.optOutAlone);
/** Words of the others that mean something else together. */
const UNCLEAR = folded(known.unclear);
const CANCEL = folded(known.cancel);
const NEGATION = folded(known.negation);
/** Of languages that say it after what it is about. */
const NEGATION_AFTER = folded(known.negationAfter);
/** Words that may stand between a negation and the word for cancelling. */
const BETWEEN = folded(known.betweenNegationAndCancel);

/** The words of a text as they are written otherwise, where they are drawn out: "siii", "nooo". */
const wordsIn = (text: string): string[] =>
  lettersIn(text).map((word) => {
    const short = word.replace(DRAWN_OUT, '$1');
    return YES.has(short) || NO.has(short) ? short : word;
  });

/** Bounded: to look for longer ones would take as many steps as the square of a word has letters. */
const DRAWN_OUT = /(\p{L})\1{1,20}$/u;

const CLAUSE_END = /[.,;:!?¡¿।\n]/;

/** "No quiero cancelar" is not a no, nor a yes that anybody could be sure of. */
function isRefusalOfCancelling(clause: string): boolean {
  const words = wordsIn(clause);
  const isNegated = (at: number): boolean =>
    words
      .slice(0, at)
      .filter((word) => !BETWEEN.has(word))
      .slice(-1)
      .some((word) => NEGATION.has(word)) ||
    words.slice(at + 1, at + 2).some((word) => NEGATION_AFTER.has(word));
  return words.some((word, at) => CANCEL.has(word) && isNegated(at));
}
