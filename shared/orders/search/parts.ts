import {
  ByteReader,
  ByteWriter,
  bytesOfDocs,
  bytesOfNumber,
  type DocSet,
  docsOfBytes,
  intersection,
  within,
} from './doc-set.ts';

/** A stretch of a large set that is written, and read, by itself. */
export interface SetPart {
  /** Numbers of documents, the end not included; all of the set in between are of this part. */
  first: number;
  end: number;
  count: number;
  /** Of them, those that take words away. */
  undone: number;
}

/**
 * A set in parts of so many bytes at most, as long as each can be.
 * @param undone of the segment
 */
export function partsOf(docs: DocSet, undone: DocSet, bytes: number): SetPart[] {
  const parts: SetPart[] = [];
  for (let at = 0; at < docs.length; ) {
    const next = endOfPart(docs, at, bytes);
    const [first, end] = [docs[at] ?? 0, (docs[next - 1] ?? 0) + 1];
    const takenAway = intersection(docs.subarray(at, next), within(undone, first, end));
    parts.push({ first, end, count: next - at, undone: takenAway.length });
    at = next;
  }
  return parts;
}

/** The place in a set where a part ends that begins at another one: what `bytesOfDocs` makes of it is counted, not written. */
function endOfPart(docs: DocSet, from: number, bytes: number): number {
  const first = docs[from] ?? 0;
  let [gaps, others, run] = [0, 0, 0];
  let last = first - 1;
  for (let at = from; at < docs.length; at++) {
    const doc = docs[at] ?? 0;
    const gap = doc - last - 1;
    gaps += bytesOfNumber(gap);
    if (gap > 0) {
      others += bytesOfNumber(run) + gap - 1;
      run = 0;
    }
    run++;
    last = doc;
    const bits = Math.ceil((doc - first + 1) / 8);
    if (Math.min(gaps, others, bits) >= bytes && at > from) return at;
  }
  return docs.length;
}

export function bytesOfPart(docs: DocSet, { first, end }: SetPart): Uint8Array {
  return bytesOfDocs(
    within(docs, first, end).map((doc) => doc - first),
    end - first,
  );
}

export const docsOfPart = (bytes: Uint8Array, { first, end }: SetPart): DocSet =>
  docsOfBytes(bytes, end - first).map((doc) => doc + first);

/** What a set says of its parts: where they are, and how many documents each has. */
export function bytesOfParts(parts: readonly SetPart[]): Uint8Array {
  const writer = new ByteWriter(parts.length * 10 + 16);
  let last = 0;
  for (const { first, end, count, undone } of parts) {
    for (const number of [first - last, end - first, count, undone]) writer.number(number);
    last = end;
  }
  return writer.bytes();
}

export function partsOfBytes(bytes: Uint8Array): SetPart[] {
  const reader = new ByteReader(bytes);
  const parts: SetPart[] = [];
  let last = 0;
  while (!reader.isAtEnd()) {
    const first = last + reader.number();
    last = first + reader.number();
    parts.push({ first, end: last, count: reader.number(), undone: reader.number() });
  }
  return parts;
}
