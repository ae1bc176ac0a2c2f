import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { partsOf } from '../../shared/orders/search/parts.ts';
import {
  allOf,
  anyOf,
  countIn,
  type Postings,
  postingsInParts,
  wholePostings,
} from '../../shared/orders/search/postings.ts';

const SIZE = 300;
const sets = fc
  .uniqueArray(fc.nat(SIZE - 1), { maxLength: SIZE })
  .map((docs) => Uint32Array.from(docs).sort());

/** What a search asks of words: sets, some of them in parts, put together in any way. */
type Asked = { docs: Uint32Array; bytes: number } | { any: Asked[] } | { all: Asked[] };

const { asked } = fc.letrec<{ asked: Asked }>((tie) => ({
  asked: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ docs: sets, bytes: fc.nat(6) }),
    fc.record({ any: fc.array(tie('asked'), { maxLength: 3 }) }),
    fc.record({ all: fc.array(tie('asked'), { minLength: 1, maxLength: 3 }) }),
  ),
}));

function postingsOf(given: Asked, undone: Uint32Array): Postings {
  if ('any' in given) return anyOf(given.any.map((one) => postingsOf(one, undone)));
  if ('all' in given) return allOf(given.all.map((one) => postingsOf(one, undone)));
  const { docs, bytes } = given;
  if (bytes === 0) return wholePostings(docs);
  const parts = partsOf(docs, undone, bytes);
  return postingsInParts(parts, async (places) =>
    places.map((place) =>
      docs.filter((doc) => doc >= (parts[place]?.first ?? 0) && doc < (parts[place]?.end ?? 0)),
    ),
  );
}

function has(given: Asked, doc: number): boolean {
  if ('any' in given) return given.any.some((one) => has(one, doc));
  if ('all' in given) return given.all.every((one) => has(one, doc));
  return given.docs.includes(doc);
}

it('documents in parts are those of whole sets, in any stretch and among any others, and counted alike', async () => {
  await fc.assert(
    fc.asyncProperty(
      asked,
      sets,
      sets,
      fc.nat(SIZE),
      fc.nat(SIZE),
      async (given, undone, others, one, other) => {
        const [first, end] = [Math.min(one, other), Math.max(one, other)];
        const postings = postingsOf(given, undone);
        const docs = Array.from({ length: SIZE }, (_, doc) => doc).filter((doc) => has(given, doc));
        const within = docs.filter((doc) => doc >= first && doc < end);
        const counted = await countIn(postings, first, end, undone);
        expect(counted).toEqual({
          docs: within.length,
          undone: within.filter((doc) => undone.includes(doc)).length,
        });
        expect([...(await postings.docsIn(first, end))]).toEqual(within);
        expect([...(await postings.among(others))]).toEqual(docs.filter((doc) => others.includes(doc)));
        expect(postings.most).toBeGreaterThanOrEqual(docs.length);
        const begun = docs.filter((doc) => postings.starts.some((start) => start <= doc));
        expect(begun).toEqual(docs);
      },
    ),
    { numRuns: 400 },
  );
});
