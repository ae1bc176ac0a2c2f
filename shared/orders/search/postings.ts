import { type DocSet, intersection, joined, union, within, without } from './doc-set.ts';
import type { SetPart } from './parts.ts';

/** Documents of a segment that have something in common; what of them is read is what is asked for. */
export interface Postings {
  /** So many at most. */
  most: number;
  /** Numbers at which stretches begin that are read by themselves. */
  starts: readonly number[];
  /** Whether nothing has to be read any more. */
  isLoaded: boolean;
  /** Where it is known unread: how many there are from a number on and before another, and how many of them are undone. */
  counted?: (first: number, end: number, undone: DocSet) => Promise<DocCount>;
  /** Those from a number on and before another. */
  docsIn(first: number, end: number): Promise<DocSet>;
  /** Those among others. */
  among(docs: DocSet): Promise<DocSet>;
}

export interface DocCount {
  docs: number;
  /** Of them, those that take words away. */
  undone: number;
}

const NONE: DocSet = new Uint32Array();

/** How many of them are in a stretch, which is read if it must be. @param undone of the segment */
export async function countIn(
  postings: Postings,
  first: number,
  end: number,
  undone: DocSet,
): Promise<DocCount> {
  if (postings.counted) return postings.counted(first, end, undone);
  return countOf(await postings.docsIn(first, end), undone);
}

const countOf = (docs: DocSet, undone: DocSet): DocCount => ({
  docs: docs.length,
  undone: undone.length === 0 ? 0 : intersection(docs, undone).length,
});

/** Of a set that is read. */
export const wholePostings = (docs: DocSet): Postings => ({
  most: docs.length,
  starts: docs.length === 0 ? [] : [0],
  isLoaded: true,
  counted: async (first, end, undone) => countOf(within(docs, first, end), undone),
  docsIn: async (first, end) => within(docs, first, end),
  among: async (others) => intersection(docs, others),
});

export const NO_POSTINGS = wholePostings(NONE);

/** Of a set that is read in parts. @param load reads those at some places */
export function postingsInParts(
  parts: readonly SetPart[],
  load: (places: readonly number[]) => Promise<readonly DocSet[]>,
): Postings {
  // A page is read while its matches are counted: who needs the same part waits for the same read.
  const read = new Map<number, Promise<DocSet>>();
  const docsAt = async (places: readonly number[]): Promise<DocSet> => {
    const missing = places.filter((place) => !read.has(place));
    const reading = missing.length > 0 ? load(missing) : undefined;
    for (const [at, place] of missing.entries())
      read.set(
        place,
        Promise.resolve(reading).then((parts) => parts?.[at] ?? NONE),
      );
    return joined(await Promise.all(places.map((place) => read.get(place) ?? NONE)));
  };
  const placesIn = (first: number, end: number) =>
    parts.flatMap((part, place) => (part.first < end && part.end > first ? [place] : []));
  const docsIn = async (first: number, end: number) => within(await docsAt(placesIn(first, end)), first, end);
  return {
    most: parts.reduce((sum, { count }) => sum + count, 0),
    starts: parts.map(({ first }) => first),
    isLoaded: false,
    docsIn,
    async counted(first, end, undone) {
      const touched = placesIn(first, end).map((place) => parts[place] as SetPart);
      const isWhole = (part: SetPart) => part.first >= first && part.end <= end;
      const whole = touched.filter(isWhole);
      const cut = await Promise.all(
        touched
          .filter((part) => !isWhole(part))
          .map(async (part) =>
            countOf(await docsIn(Math.max(first, part.first), Math.min(end, part.end)), undone),
          ),
      );
      return {
        docs: sum(whole.map(({ count }) => count)) + sum(cut.map(({ docs }) => docs)),
        undone: sum(whole.map((part) => part.undone)) + sum(cut.map((part) => part.undone)),
      };
    },
    async among(docs) {
      const places = parts.flatMap(({ first, end }, place) =>
        within(docs, first, end).length > 0 ? [place] : [],
      );
      return intersection(await docsAt(places), docs);
    },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

/** What any of them has. */
export function anyOf(all: readonly Postings[]): Postings {
  const some = all.filter(({ most }) => most > 0);
  const [only] = some;
  if (only === undefined) return NO_POSTINGS;
  if (some.length === 1) return only;
  const docsOf = async (of: (one: Postings) => Promise<DocSet>, among = some) =>
    (await Promise.all(among.map(of))).reduce(union, NONE);
  const [large, ...more] = some.filter(({ isLoaded }) => !isLoaded);
  const count = more.length === 0 ? large?.counted : undefined;
  return {
    // Of one set to be read, only the parts that may have those at hand are.
    ...(count && {
      async counted(first: number, end: number, undone: DocSet) {
        const few = await docsOf(
          (one) => one.docsIn(first, end),
          some.filter((one) => one !== large),
        );
        const [counted, known = NONE] = await Promise.all([count(first, end, undone), large?.among(few)]);
        const added = countOf(without(few, known), undone);
        return { docs: counted.docs + added.docs, undone: counted.undone + added.undone };
      },
    }),
    most: sum(some.map(({ most }) => most)),
    isLoaded: some.every(({ isLoaded }) => isLoaded),
    starts: [...new Set(some.flatMap(({ starts }) => starts))].sort((a, b) => a - b),
    docsIn: (first, end) => docsOf((postings) => postings.docsIn(first, end)),
    among: (docs) => docsOf((postings) => postings.among(docs)),
  };
}

/** What each of them has: of the others only those parts are read where the one of the fewest has any. */
export function allOf(all: readonly Postings[]): Postings {
  const [fewest, ...others] = all.toSorted((a, b) => a.most - b.most);
  if (fewest === undefined || fewest.most === 0) return NO_POSTINGS;
  if (others.length === 0) return fewest;
  const amongOthers = async (docs: DocSet) => {
    let left = docs;
    for (const other of others) if (left.length > 0) left = await other.among(left);
    return left;
  };
  return {
    most: fewest.most,
    starts: fewest.starts,
    isLoaded: all.every(({ isLoaded }) => isLoaded),
    docsIn: async (first, end) => amongOthers(await fewest.docsIn(first, end)),
    among: async (docs) => amongOthers(await fewest.among(docs)),
  };
}
