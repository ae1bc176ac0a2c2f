import { ByteReader, ByteWriter, bytesOfDocs, type DocSet, docsOfBytes, joined } from './doc-set.ts';
import { bytesOfPart, bytesOfParts, docsOfPart, partsOf, partsOfBytes, type SetPart } from './parts.ts';
import { byCodePoints } from './words.ts';

/** A word of a segment, and the documents that have it. */
export interface WordPosting {
  word: string;
  docs: DocSet;
}

/**
 * How a segment keeps the words of one partition, so that the documents of any prefix are told by one item: a prefix of
 * more than a few postings has a set of its own, in parts where it is large; the words of every shorter list of them lie in
 * a block that starts at or before the prefix. Either is the last item at or before the prefix.
 */
export interface WordItem {
  sk: string;
  /** Words with their documents. */
  block?: Uint8Array;
  /** The documents of a prefix. */
  set?: Uint8Array;
  /** The parts that hold these documents, where they are many: see `SetPart`. */
  parts?: Uint8Array;
  /** One of the parts. */
  part?: Uint8Array;
  /** All of them have the prefix as a word. */
  isWord?: true;
  /** The documents of a word that is the prefix of a set; `IN_PARTS` where a word's documents are in parts. */
  own?: Uint8Array | typeof IN_PARTS;
}

/**
 * 0.2.0 knows no parts, and after a rollback it would merge segments without the words that have them. It reads this as
 * bytes, which throws: its merge fails and leaves the segments as they are.
 */
const IN_PARTS = 'parts';

export interface WordLimits {
  /** A prefix of more postings has a set. */
  few: number;
  /** From this many bytes on, no list is added to a block. */
  block: number;
  /** Bytes of a set, or of a part of one, at most. */
  set: number;
}

/** DynamoDB reads 4 kB for half a unit; the last list of a block goes beyond its limit. */
export const WORD_LIMITS: WordLimits = { few: 256, block: 2500, set: 3600 };

/** Follows the prefix in the key of the documents of the word itself; sorts before all characters of words. */
const OWN = '\u0001';
/** Follows the key of a set in those of its parts. */
const PART = '\u0002';

/** The key of the part of a set at a place. */
export const partKey = (sk: string, place: number): string => sk + PART + String(place).padStart(4, '0');
export const placeOfPart = (key: string): number => Number(key.slice(key.lastIndexOf(PART) + 1));

/** The properties of a segment when its words are written. */
export interface SegmentDocs {
  size: number;
  /** Documents that remove words. */
  undone: DocSet;
}

/** @param postings of words that begin alike, in the order of their code points */
export function wordItemsOf(
  postings: readonly WordPosting[],
  { size, undone }: SegmentDocs,
  limits = WORD_LIMITS,
): WordItem[] {
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
    if (block.writer.length >= limits.block) close();
  };

  const addSet = (sk: string, docs: DocSet, name: 'set' | 'own', isWord: boolean) => {
    const bytes = bytesOfDocs(docs, size);
    if (bytes.length <= limits.set) {
      items.push({ sk, [name]: bytes, ...(isWord && { isWord }) });
      return;
    }
    const parts = partsOf(docs, undone, limits.set);
    items.push({ sk, parts: bytesOfParts(parts), ...(isWord && { isWord, own: IN_PARTS }) });
    for (const [place, part] of parts.entries())
      items.push({ sk: partKey(sk, place), part: bytesOfPart(docs, part) });
  };

  const add = (from: number, to: number, depth: number) => {
    if ((counts[to] ?? 0) - (counts[from] ?? 0) <= limits.few) return addList(from, to, depth);
    close();
    const sk = wordAt(from).slice(0, depth);
    const docs = unionOf(postings.slice(from, to), size);
    const own = postings[from]?.word === sk ? postings[from].docs : undefined;
    const isWord = own?.length === docs.length;
    addSet(sk, docs, 'set', isWord);
    if (own && !isWord) addSet(sk + OWN, own, 'own', true);
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

/** The documents of a prefix as its item tells them: all of them, or what parts they are in. */
export type PrefixDocs = { docs: DocSet } | { sk: string; parts: SetPart[] };

/** @param item the last one at or before the prefix */
export function docsOfPrefix(prefix: string, item: WordItem | undefined, size: number): PrefixDocs {
  if (item?.sk === prefix && item.set) return { docs: docsOfBytes(item.set, size) };
  if (item?.sk === prefix && item.parts) return { sk: prefix, parts: partsOfBytes(item.parts) };
  if (item?.block === undefined) return { docs: new Uint32Array() };
  const found = [...postingsOfBlock(item.block)].filter(({ word }) => word.startsWith(prefix));
  return { docs: unionOf(found, size) };
}

/** The words with their documents of all items of a partition, in their order: to merge segments by. */
export async function* postingsOf(
  items: AsyncIterable<WordItem> | Iterable<WordItem>,
  size: number,
): AsyncGenerator<WordPosting, void, undefined> {
  let open: { word: string; sk: string; parts: SetPart[]; read: DocSet[] } | undefined;
  for await (const { sk, block, set, parts, part, isWord, own } of items) {
    if (part) {
      if (open === undefined || sk !== partKey(open.sk, open.read.length)) continue;
      const at = open.parts[open.read.length];
      if (at) open.read.push(docsOfPart(part, at));
      if (open.read.length < open.parts.length) continue;
      yield { word: open.word, docs: joined(open.read) };
      open = undefined;
      continue;
    }
    if (open) break;
    const word = sk.endsWith(OWN) ? sk.slice(0, -OWN.length) : sk;
    if (block) yield* postingsOfBlock(block);
    if (set && isWord) yield { word, docs: docsOfBytes(set, size) };
    if (own && own !== IN_PARTS) yield { word, docs: docsOfBytes(own, size) };
    open = parts && isWord ? { word, sk, parts: partsOfBytes(parts), read: [] } : undefined;
  }
  if (open) throw new Error(`The set of ${open.sk} lacks parts`);
}

/** Postings of equal words put together, in the order that `wordItemsOf` wants. */
export function mergePostings(postings: Iterable<WordPosting>): WordPosting[] {
  const byWord = new Map<string, DocSet[]>();
  for (const { word, docs } of postings) {
    const known = byWord.get(word);
    if (known) known.push(docs);
    else byWord.set(word, [docs]);
  }
  return [...byWord]
    .sort(([a], [b]) => byCodePoints(a, b))
    .map(([word, sets]) => ({
      word,
      docs: sets.length === 1 ? (sets[0] ?? new Uint32Array()) : joined(sets).sort(),
    }));
}

function unionOf(postings: readonly WordPosting[], size: number): DocSet {
  const [first] = postings;
  if (first === undefined) return new Uint32Array();
  if (postings.length === 1) return first.docs;
  const count = postings.reduce((sum, { docs }) => sum + docs.length, 0);
  // A document counts once, whichever of its words begin so.
  if (count * 16 < size) return once(joined(postings.map(({ docs }) => docs)).sort());
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
