import { describe, expect, test } from 'vitest';
import { failedItems } from '../../../infra/local/sources/batch.ts';

const ids = ['a', 'b'];
const failures = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("what a function's answer says of its batch", () => {
  test.each<[string, unknown, Set<string> | 'all']>([
    ['nothing', undefined, new Set()],
    ['null', null, new Set()],
    ['no list', {}, new Set()],
    ['a null list', { batchItemFailures: null }, new Set()],
    ['an empty list', failures(), new Set()],
    ['one of them', failures('b'), new Set(['b'])],
    ['both of them', failures('b', 'a'), new Set(['a', 'b'])],
    ['a null among them', failures('a', null), 'all'],
    ['an empty text', failures(''), 'all'],
    ['one that was not in the batch', failures('a', 'c'), 'all'],
    ['a misspelt key', { batchItemFailures: [{ itemIdentifer: 'a' }] }, 'all'],
    ['a bare identifier', { batchItemFailures: ['a'] }, 'all'],
    ['no list where one belongs', { batchItemFailures: 'a' }, 'all'],
    ['a text', 'ok', 'all'],
  ])('%s', (_, answer, expected) => {
    expect(failedItems(answer, ids)).toEqual(expected);
  });
});
