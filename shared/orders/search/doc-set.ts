/** Numbers of documents, ascending, each once. */
export type DocSet = Uint32Array;

/** The ways to write a set, of which the shortest is taken. */
const [GAPS, ALL_BUT, BITS] = [0, 1, 2];

/** @param size of the segment: no number is as large */
export function bytesOfDocs(docs: DocSet, size: number): Uint8Array {
  const gaps = gapsOf(docs);
  const bits = Math.ceil(size / 8);
  if (gaps.length <= bits && docs.length * 2 <= size) return marked(GAPS, gaps);
  const others = gapsOf(without(allDocs(size), docs));
  if (others.length <= Math.min(gaps.length, bits)) return marked(ALL_BUT, others);
  if (gaps.length <= bits) return marked(GAPS, gaps);
  const map = new Uint8Array(bits);
  for (const doc of docs) map[doc >> 3] = (map[doc >> 3] ?? 0) | (1 << (doc & 7));
  return marked(BITS, map);
}

export function docsOfBytes(bytes: Uint8Array, size: number): DocSet {
  const rest = bytes.subarray(1);
  if (bytes[0] === GAPS) return docsOfGaps(rest);
  if (bytes[0] === ALL_BUT) return without(allDocs(size), docsOfGaps(rest));
  const docs = new Uint32Array(size);
  let count = 0;
  for (let doc = 0; doc < size; doc++) if (((rest[doc >> 3] ?? 0) >> (doc & 7)) & 1) docs[count++] = doc;
  return docs.slice(0, count);
}

function marked(way: number, bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(bytes.length + 1);
  all[0] = way;
  all.set(bytes, 1);
  return all;
}

const allDocs = (size: number): DocSet => Uint32Array.from({ length: size }, (_, doc) => doc);

function gapsOf(docs: DocSet): Uint8Array {
  const writer = new ByteWriter(docs.length + 16);
  let last = -1;
  for (const doc of docs) {
    writer.number(doc - last - 1);
    last = doc;
  }
  return writer.bytes();
}

function docsOfGaps(bytes: Uint8Array): DocSet {
  const reader = new ByteReader(bytes);
  const docs = new Uint32Array(bytes.length);
  let count = 0;
  let last = -1;
  while (!reader.isAtEnd()) {
    last += reader.number() + 1;
    docs[count++] = last;
  }
  return docs.slice(0, count);
}

export function union(left: DocSet, right: DocSet): DocSet {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const docs = new Uint32Array(left.length + right.length);
  let [i, j, count] = [0, 0, 0];
  while (i < left.length || j < right.length) {
    const a = left[i] ?? Number.POSITIVE_INFINITY;
    const b = right[j] ?? Number.POSITIVE_INFINITY;
    docs[count++] = Math.min(a, b);
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return docs.slice(0, count);
}

/** Sets one after the other. */
export function joined(sets: readonly DocSet[]): DocSet {
  const docs = new Uint32Array(sets.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const set of sets) {
    docs.set(set, at);
    at += set.length;
  }
  return docs;
}

export function intersection(left: DocSet, right: DocSet): DocSet {
  const docs = new Uint32Array(Math.min(left.length, right.length));
  let [i, j, count] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const [a, b] = [left[i] ?? 0, right[j] ?? 0];
    if (a === b) docs[count++] = a;
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return docs.slice(0, count);
}

/** Of documents those from a number on and before another one. */
export const within = (docs: DocSet, first: number, end: number): DocSet =>
  docs.subarray(placeIn(docs, first), placeIn(docs, end));

/** How many come before a number. */
function placeIn(docs: DocSet, doc: number): number {
  let [low, high] = [0, docs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((docs[middle] ?? 0) < doc) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many bytes a number takes. */
export const bytesOfNumber = (value: number): number =>
  value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : value < 268_435_456 ? 4 : 5;

/** The documents of `a` that are not in `b`. */
export function without(a: DocSet, b: DocSet): DocSet {
  let next = 0;
  return a.filter((doc) => {
    while (next < b.length && (b[next] ?? 0) < doc) next++;
    return b[next] !== doc;
  });
}

/** Bytes that grow; numbers take seven bits of a byte each. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(expected = 64) {
    this.#bytes = new Uint8Array(expected);
  }

  get length(): number {
    return this.#length;
  }

  /** @param value whole, from 0 to 2³² − 1 */
  number(value: number): void {
    this.#makeRoom(5);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  text(text: string): void {
    const bytes = Buffer.from(text);
    this.number(bytes.length);
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  text(): string {
    const length = this.number();
    const { buffer, byteOffset } = this.#bytes;
    const text = Buffer.from(buffer, byteOffset + this.#at, length).toString();
    this.#at += length;
    return text;
  }
}
