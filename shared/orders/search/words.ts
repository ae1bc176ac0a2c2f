import { inAsciiDigits } from '../../base/text/digits.ts';
import { plainWords } from '../../base/text/fold.ts';
import { isBlank } from '../../base/text/text.ts';
import { spellingsOf } from '../../phones/subscriber.ts';

/** The fields of an order that its words are taken from. */
export interface SearchableFields {
  id: string;
  reference: string;
  number: string;
  externalId: string | null;
  customer: {
    name: string;
    /** E.164, or raw. */
    phone: string;
    email: string | null;
  };
}

/** Begins the word that a phone is found by: its digits from the last to the first. No word of a text begins so. */
const PHONE = '+';
/** A phone is found by at least this many of its last digits. */
const MIN_DIGITS = 4;

/** A word and a term's word are compared up to here. */
const MAX_LENGTH = 120;
/** How many starting positions of a text without spaces are indexed to its end; later ones are words of their own. */
const MAX_STARTS = 12;

/** Letters, digits, marks and symbols are words. */
const RUN = /(?:(?!\+)[\p{L}\p{M}\p{N}\p{S}])+/gu;
/** An order number is a word with it, and without it. */
const NUMBER_SIGN = '#';

/**
 * The words that an order is found by, in capitals, without accents, each once, in the order of their code points:
 * everything between spaces of its id, reference, number, external id, e-mail address and name, from each of its starts
 * (`WEB-12345` and `12345`, `ANA@SHOP.MX`, `SHOP.MX` and `MX`), and the digits of its phone in every way to write it.
 */
export function orderWords({ id, reference, number, externalId, customer }: SearchableFields): string[] {
  const texts = [reference, number, externalId ?? '', customer.email ?? '', customer.name];
  const words = new Set(texts.flatMap((text) => tokensOf(text).flatMap(startsOf)));
  for (const token of tokensOf(id)) words.add(token);
  for (const phone of spellingsOf(customer.phone)) {
    const digits = digitsOf(phone);
    if (digits !== '') words.add(phoneWord(digits));
  }
  return [...words].sort(byCodePoints);
}

/** Characters that phones and shops write for an apostrophe, and people who search do not. */
const APOSTROPHES = /[‘’ʼ′`]/g;

const tokensOf = (text: string): string[] =>
  plainWords(text)
    .replace(APOSTROPHES, "'")
    .split(/[\s\p{Cc}]+/u);

const digitsOf = (text: string): string => text.replace(/\D/g, '');

const phoneWord = (digits: string): string => cut(PHONE + [...digits].reverse().join(''));

function startsOf(token: string): string[] {
  const runs = [...token.matchAll(RUN)];
  const starts = runs.map(({ 0: run, index }, place) => (place < MAX_STARTS ? token.slice(index) : run));
  if (token.startsWith(NUMBER_SIGN)) starts.push(token);
  return starts.map(cut);
}

function cut(word: string): string {
  if (word.length <= MAX_LENGTH) return word;
  const isPair = /[\ud800-\udbff]/.test(word.charAt(MAX_LENGTH - 1));
  return word.slice(0, isPair ? MAX_LENGTH - 1 : MAX_LENGTH);
}

/** The conditions of a search term: of each of `all` one prefix must begin a word of the order, or one of `or` alone. */
export interface SearchTerm {
  all: readonly (readonly string[])[];
  or: readonly string[];
}

/** Spanish keyboards have an accent of its own where others have the apostrophe; Hawaiian and Uzbek write a turned comma. */
const OTHER_APOSTROPHES = /[´ʻ]/g;
/** What words of orders have in their place: the accent parts them, and stays in front of the second one. */
const [ACCENT, TURNED_COMMA] = ['\u0301', 'ʻ'];

/**
 * Reads a term: each of its words must be the start of a word, or the last four or more digits of the phone.
 * @param phone the whole term as a phone number, E.164
 */
export function parseSearchTerm(term: string, phone: string | undefined): SearchTerm {
  const text = term.normalize('NFC').replace(OTHER_APOSTROPHES, "'");
  const all = tokensOf(text).flatMap((token) => {
    const word = bareWord(token);
    return word === '' ? [] : [{ word, phones: phoneWords(token) }];
  });
  // A prefix of a longer word of the term is found with that word, unless that may be the end of a phone number.
  const isImplied = (word: string, place: number) =>
    all.some(({ word: otherWord, phones }, at) =>
      otherWord === word ? at < place : phones.length === 0 && otherWord.startsWith(word),
    );
  const distinct = all.filter(({ word }, place) => !isImplied(word, place));
  const or = new Set(all.length === 1 ? [] : phoneWords(text));
  if (phone !== undefined) for (const spelling of spellingsOf(phone)) or.add(phoneWord(digitsOf(spelling)));
  return { all: distinct.map(({ word, phones }) => [...writtenAs(word), ...phones]), or: [...or] };
}

/**
 * The ways in which words of orders may have a word of a term. Of one with an apostrophe, what stands before that is a word
 * by itself where the accent was written, and is not looked for. Segments know without a read whether they have any such.
 */
function writtenAs(word: string): string[] {
  const last = word.slice(word.lastIndexOf("'") + 1);
  const ways = [
    word,
    ACCENT + last,
    TURNED_COMMA + word,
    word.replaceAll("'", TURNED_COMMA),
    inAsciiDigits(word),
  ];
  return [...new Set(ways.map(cut))];
}

/** Whether a term says anything; one that is empty matches everything. */
export const isTerm = (term: string | undefined): boolean => term !== undefined && !isBlank(term);

/** Without the quotes, brackets and commas around it. */
function bareWord(token: string): string {
  const runs = [...token.matchAll(RUN)];
  const [first, last] = [runs[0], runs.at(-1)];
  if (token.startsWith(NUMBER_SIGN)) return cut(last ? token.slice(0, last.index + last[0].length) : token);
  return first && last ? cut(token.slice(first.index, last.index + last[0].length)) : '';
}

function phoneWords(term: string): string[] {
  const text = inAsciiDigits(term.normalize('NFKC'));
  const digits = digitsOf(text);
  return /^[\d\s()+./-]+$/.test(text) && digits.length >= MIN_DIGITS ? [phoneWord(digits)] : [];
}

/** Whether an order with these words matches. */
export function matchesTerm(words: readonly string[], { all, or }: SearchTerm): boolean {
  const has = (prefix: string) => words.some((word) => word.startsWith(prefix));
  return (all.length > 0 && all.every((prefixes) => prefixes.some(has))) || or.some(has);
}

/** As DynamoDB sorts keys; JavaScript sorts surrogates before the end of the basic plane. */
export function byCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) return ranked(a) - ranked(b);
  }
  return left.length - right.length;
}

const ranked = (unit: number): number =>
  unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
