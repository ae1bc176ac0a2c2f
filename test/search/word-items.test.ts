import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOfDocs, docsOfBytes } from '../../shared/orders/search/doc-set.ts';
import { docsOfPart } from '../../shared/orders/search/parts.ts';
import {
  docsOfPrefix,
  mergePostings,
  partKey,
  postingsOf,
  WORD_LIMITS,
  type WordItem,
  wordItemsOf,
} from '../../shared/orders/search/word-items.ts';
import { byCodePoints } from '../../shared/orders/search/words.ts';

const docSets = fc.integer({ min: 1, max: 400 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    docs: fc
      .uniqueArray(fc.nat(size - 1), { maxLength: size })
      .map((docs) => Uint32Array.from(docs.toSorted((a, b) => a - b))),
  }),
);

it('a set of documents of any size is read as it was written', () => {
  fc.assert(
    fc.property(docSets, ({ docs, size }) => {
      expect(docsOfBytes(bytesOfDocs(docs, size), size)).toEqual(docs);
    }),
  );
});

it.each([
  ['none of a million', 0, 1],
  ['all of a million', 1_000_000, 1],
  ['all but one of a million', 999_999, 4],
  ['every fifth', 200_000, 125_001],
  ['one of a hundred', 10_000, 10_001],
])('%s takes few bytes', (_, count, most) => {
  const step = Math.max(1, Math.floor(1_000_000 / count));
  const docs = Uint32Array.from({ length: count }, (_, n) => n * step);
  expect(bytesOfDocs(docs, 1_000_000).length).toBeLessThanOrEqual(most);
});

const NONE = new Uint32Array();
const OF = { size: 1501, undone: NONE };

/** What DynamoDB answers to a search for the last key up to one. */
const lastUpTo = (items: readonly WordItem[], prefix: string): WordItem | undefined =>
  items.toSorted((a, b) => byCodePoints(a.sk, b.sk)).findLast(({ sk }) => byCodePoints(sk, prefix) <= 0);

/** Long lists of words that share beginnings, with letters inside and outside of the basic plane. */
const words = fc
  .array(fc.string({ unit: fc.constantFrom('A', 'B', '\ufffd', '😀', '1'), maxLength: 5 }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((rests) => [...new Set(rests.map((rest) => `A${rest}`))]);
const docs = fc.array(fc.nat(1500), { minLength: 1, maxLength: 40 });

const LIMITS = { few: 6, block: 100, set: 12 };

it('the documents of any prefix are in the last item up to it, and all words come back', async () => {
  await fc.assert(
    fc.asyncProperty(
      words,
      fc.infiniteStream(docs),
      fc.boolean(),
      fc.constantFrom(LIMITS, WORD_LIMITS),
      async (all, sets, isLarge, limits) => {
        const lists = all.map((word) => {
          const few = sets.next().value ?? [];
          const list = isLarge && few.length % 3 === 0 ? Array.from({ length: 300 }, (_, n) => n * 5) : few;
          return { word, docs: Uint32Array.from(new Set(list)).sort() };
        });
        const postings = mergePostings(lists);
        const items = wordItemsOf(postings, OF, limits).toSorted((a, b) => byCodePoints(a.sk, b.sk));
        const prefixes = ['A', 'AB', 'AA', 'A1', ...all, ...all.map((word) => `${word}A`)];
        for (const prefix of prefixes) {
          const found = lists.filter(({ word }) => word.startsWith(prefix)).flatMap(({ docs }) => [...docs]);
          expect([prefix, docsRead(prefix, items)]).toEqual([
            prefix,
            [...new Set(found)].sort((a, b) => a - b),
          ]);
        }
        expect(mergePostings(await allOf(postingsOf(items, OF.size)))).toEqual(postings);
      },
    ),
    { numRuns: 200 },
  );
});

async function allOf<T>(given: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of given) all.push(one);
  return all;
}

function docsRead(prefix: string, items: readonly WordItem[]): number[] {
  const found = docsOfPrefix(prefix, lastUpTo(items, prefix), OF.size);
  if ('docs' in found) return [...found.docs];
  return found.parts.flatMap((part, place) => {
    const item = items.find(({ sk }) => sk === partKey(found.sk, place));
    const read = item?.part ? [...docsOfPart(item.part, part)] : [];
    expect(read.length).toBe(part.count);
    return read;
  });
}

it('a set that lacks a part is no word without it', async () => {
  const docs = Uint32Array.from({ length: 400 }, (_, n) => n * 3);
  const items = wordItemsOf([{ word: 'A', docs }], OF, LIMITS);
  const read = async () => {
    for await (const posting of postingsOf(items.slice(0, -1), OF.size)) expect(posting).toBeUndefined();
  };
  await expect(read()).rejects.toThrow('The set of A lacks parts');
});

it('0.2.0, which knows no parts, fails to merge a word that has them instead of losing it', () => {
  const many = Uint32Array.from({ length: 400 }, (_, n) => n * 3);
  const items = wordItemsOf(
    mergePostings([
      { word: 'A', docs: many },
      { word: 'AB', docs: Uint32Array.of(1) },
      { word: 'AC', docs: many },
    ]),
    OF,
    LIMITS,
  );
  const inParts = items.filter(({ parts, isWord }) => parts && isWord);
  expect(inParts.map(({ sk }) => sk)).toEqual(['A\u0001', 'AC']);
  // What it does with an item that says what `own` documents there are.
  for (const { own } of inParts) expect(() => docsOfBytes(own as Uint8Array, OF.size)).toThrow(TypeError);
});

it.each([
  ['every other of a million', 2],
  ['every tenth', 10],
  ['every thousandth', 1000],
])('%s is in parts of half a unit each, as full as they can be', (_, step) => {
  const docs = Uint32Array.from({ length: 1_000_000 / step }, (_, n) => n * step);
  const items = wordItemsOf([{ word: 'M', docs }], { size: 1_000_000, undone: NONE });
  const parts = items.flatMap(({ part, set }) => (part ?? set)?.length ?? []);
  expect(Math.max(...parts)).toBeLessThanOrEqual(WORD_LIMITS.set + 1);
  expect(parts.length).toBe(Math.ceil(bytesOfDocs(docs, 1_000_000).length / WORD_LIMITS.set));
  expect(items[0]?.parts?.length ?? 0).toBeLessThan(500);
});

it('an item that is read for a rare word is small', () => {
  const lists = Array.from({ length: 40_000 }, (_, n) => ({
    word: `ORD17023${String((n * 7919) % 1_000_000).padStart(6, '0')}`,
    docs: Uint32Array.of(n),
  }));
  const items = wordItemsOf(mergePostings(lists), { size: 40_000, undone: NONE });
  expect(Math.max(...items.map(({ block }) => block?.length ?? 0))).toBeLessThan(7000);
  const bytes = items.reduce((sum, { sk, block, set }) => sum + sk.length + (block ?? set ?? []).length, 0);
  expect(bytes / 40_000).toBeLessThan(30);
});
