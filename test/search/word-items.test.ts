import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOfDocs, docsOfBytes } from '../../shared/orders/search/doc-set.ts';
import {
  docsOfPrefix,
  gathered,
  postingsOf,
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

it('a set of documents is read as it was written, however full it is', () => {
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

it('the documents of any prefix are in the last item up to it, and all words come back', () => {
  fc.assert(
    fc.property(words, fc.infiniteStream(docs), fc.boolean(), (all, sets, isLarge) => {
      const lists = all.map((word) => {
        const few = sets.next().value ?? [];
        const list = isLarge && few.length % 3 === 0 ? Array.from({ length: 300 }, (_, n) => n * 5) : few;
        return { word, docs: Uint32Array.from(new Set(list)).sort() };
      });
      const postings = gathered(lists);
      const items = wordItemsOf(postings, 1501);
      const prefixes = ['A', 'AB', 'AA', 'A1', ...all, ...all.map((word) => `${word}A`)];
      for (const prefix of prefixes) {
        const found = lists.filter(({ word }) => word.startsWith(prefix)).flatMap(({ docs }) => [...docs]);
        expect([prefix, [...docsOfPrefix(prefix, lastUpTo(items, prefix), 1501)]]).toEqual([
          prefix,
          [...new Set(found)].sort((a, b) => a - b),
        ]);
      }
      expect(gathered(items.flatMap((item) => [...postingsOf(item, 1501)]))).toEqual(postings);
    }),
    { numRuns: 200 },
  );
});

it('an item that is read for a rare word is small', () => {
  const lists = Array.from({ length: 40_000 }, (_, n) => ({
    word: `ORD17023${String((n * 7919) % 1_000_000).padStart(6, '0')}`,
    docs: Uint32Array.of(n),
  }));
  const items = wordItemsOf(gathered(lists), 40_000);
  expect(Math.max(...items.map(({ block }) => block?.length ?? 0))).toBeLessThan(7000);
  const bytes = items.reduce((sum, { sk, block, set }) => sum + sk.length + (block ?? set ?? []).length, 0);
  expect(bytes / 40_000).toBeLessThan(30);
});
