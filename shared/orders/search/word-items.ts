import { ByteReader, ByteWriter, bytesOfDocs, type DocSet, docsOfBytes } from './doc-set.ts';
import { byCodePoints } from './words.ts';

/** A word of a segment, and the documents that have it. */
export interface WordPosting {
  word: string;
  docs: DocSet;
}

/**
 * How a segment keeps the words of one partition, so that the documents of any prefix are in one item: a prefix of more
 * than `FEW` postings has a set of its own; the words of every shorter list of them lie in a block that starts at or
 * before the prefix. Either is the last item at or before the prefix.
 */
export interface WordItem {
  sk: string;
  /** Words with their documents. */
  block?: Uint8Array;
  /** The documents of a prefix. */
  set?: Uint8Array;
  /** All of them have the prefix as a word. */
  isWord?: true;
  /** The documents of a word that is the prefix of a set. */
  own?: Uint8Array;
}

const FEW = 256;
/** DynamoDB reads 4 kB for half a unit; the last list of a block goes beyond this. */
const BLOCK_BYTES = 2500;
/** Follows the prefix in the key of `own`; comes before all that words consist of. */
const OWN = '\u0001';

/** @param postings of words that begin alike, in the order of their code points @param size of the segment */
export function wordItemsOf(postings: readonly WordPosting[], size: number): WordItem[] {
  const items: WordItem[] = [];
  const counts = new Float64Array(postings.length + 1);
  for (const [at, { docs }] of postings.entries()) counts[at + 1] = (counts[at] ?? 0) + docs.length;
  const wordAt = (at: number): string => postings[at]?.word ?? '';
  let block: { sk: string; writer: ByteWriter; last: string } | undefined;
  const close = () => {
    if (block) items.push({ sk: block.sk, block: block.writer.bytes() });
    block = undefined;
  };

  const addList = (from: number, to: number, depth: number) => {
    block ??= { sk: wordAt(from).slice(0, depth), writer: new ByteWriter(4096), last: '' };
    for (const { word, docs } of postings.slice(from, to)) {
      writeWord(block.writer, block.last, word, docs);
      block.last = word;
    }
    if (block.writer.length >= BLOCK_BYTES) close();
  };

  const add = (from: number, to: number, depth: number) => {
    if ((counts[to] ?? 0) - (counts[from] ?? 0) <= FEW) return addList(from, to, depth);
    close();
    const sk = wordAt(from).slice(0, depth);
    const docs = unionOf(postings.slice(from, to), size);
    const own = postings[from]?.word === sk ? postings[from].docs : undefined;
    const isWord = own?.length === docs.length;
    items.push({ sk, set: bytesOfDocs(docs, size), ...(isWord && { isWord }) });
    if (own && !isWord) items.push({ sk: sk + OWN, own: bytesOfDocs(own, size) });
    for (let start = own ? from + 1 : from; start < to; ) {
      const next = depth + String.fromCodePoint(wordAt(start).codePointAt(depth) ?? 0).length;
      const prefix = wordAt(start).slice(0, next);
      let end = start + 1;
      while (end < to && wordAt(end).startsWith(prefix)) end++;
      add(start, end, next);
      start = end;
    }
  };

  if (postings.length > 0) add(0, postings.length, firstOf(wordAt(0)).length);
  close();
  return items;
}

/** The first character of a word: each has a partition of a segment. */
export const firstOf = (word: string): string => String.fromCodePoint(word.codePointAt(0) ?? 0);

/** The documents of a prefix. @param item the last one at or before the prefix */
export function docsOfPrefix(prefix: string, item: WordItem | undefined, size: number): DocSet {
  if (item?.set && item.sk === prefix) return docsOfBytes(item.set, size);
  if (item?.block === undefined) return new Uint32Array();
  const found = [...postingsOfBlock(item.block)].filter(({ word }) => word.startsWith(prefix));
  return unionOf(found, size);
}

/** The words of an item with their documents, to merge segments by. */
export function* postingsOf({ sk, block, set, isWord, own }: WordItem, size: number): Generator<WordPosting> {
  if (block) yield* postingsOfBlock(block);
  if (set && isWord) yield { word: sk, docs: docsOfBytes(set, size) };
  if (own) yield { word: sk.slice(0, -OWN.length), docs: docsOfBytes(own, size) };
}

/** Postings of equal words put together, in the order that `wordItemsOf` wants. */
export function gathered(postings: Iterable<WordPosting>): WordPosting[] {
  const byWord = new Map<string, DocSet[]>();
  for (const { word, docs } of postings) {
    const known = byWord.get(word);
    if (known) known.push(docs);
    else byWord.set(word, [docs]);
  }
  return [...byWord]
    .sort(([one], [other]) => byCodePoints(one, other))
    .map(([word, sets]) => ({
      word,
      docs: sets.length === 1 ? (sets[0] ?? new Uint32Array()) : sorted(sets),
    }));
}

function sorted(sets: readonly DocSet[]): DocSet {
  const docs = new Uint32Array(sets.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const set of sets) {
    docs.set(set, at);
    at += set.length;
  }
  return docs.sort();
}

function unionOf(postings: readonly WordPosting[], size: number): DocSet {
  const [first] = postings;
  if (first === undefined) return new Uint32Array();
  if (postings.length === 1) return first.docs;
  const count = postings.reduce((sum, { docs }) => sum + docs.length, 0);
  // A document counts once, whichever of its words begin so.
  if (count * 16 < size) return once(sorted(postings.map(({ docs }) => docs)));
  const marks = new Uint8Array(size);
  for (const { docs } of postings) for (const doc of docs) marks[doc] = 1;
  const docs = new Uint32Array(Math.min(count, size));
  let at = 0;
  for (let doc = 0; doc < size; doc++) if (marks[doc] === 1) docs[at++] = doc;
  return docs.slice(0, at);
}

const once = (docs: DocSet): DocSet => docs.filter((doc, at) => at === 0 || docs[at - 1] !== doc);

function writeWord(writer: ByteWriter, last: string, word: string, docs: DocSet): void {
  let shared = 0;
  while (shared < last.length && last[shared] === word[shared]) shared++;
  // Half a pair is no text.
  if (/[\udc00-\udfff]/.test(word.charAt(shared))) shared--;
  writer.number(shared);
  writer.text(word.slice(shared));
  writer.number(docs.length);
  let before = -1;
  for (const doc of docs) {
    writer.number(doc - before - 1);
    before = doc;
  }
}

function* postingsOfBlock(bytes: Uint8Array): Generator<WordPosting> {
  const reader = new ByteReader(bytes);
  let word = '';
  while (!reader.isAtEnd()) {
    word = word.slice(0, reader.number()) + reader.text();
    const docs = new Uint32Array(reader.number());
    let before = -1;
    for (let at = 0; at < docs.length; at++) {
      before += reader.number() + 1;
      docs[at] = before;
    }
    yield { word, docs };
  }
}
