import { describe, expect, it } from 'vitest';
import { sources, textOf } from './imports.ts';

const handlers = sources.filter(
  (path) => path.startsWith('functions/') && /export const handler\b/.test(textOf(path)),
);
const saying = (words: RegExp): string[] => handlers.filter((path) => words.test(textOf(path)));

describe('handlers hold no storage', () => {
  it('they read and write no items', () => {
    expect(handlers.length).toBeGreaterThan(50);
    expect(saying(/\btable\s*\.\w+\(/)).toEqual([]);
    expect(saying(/\b\w+(?:FromItem|ToItem|Partition)\b/)).toEqual([]);
    expect(saying(/adapters\/dynamo\/(?:expressions|query|items|decide-and-store)/)).toEqual([]);
  });
});
