import { describe, expect, it } from 'vitest';
import { sources, textOf } from './imports.ts';

const castsIn = (text: string): number => text.match(/\bas\s+(unknown|any|never)\s+as\b/g)?.length ?? 0;

describe('casts past the compiler', () => {
  it('are at most six: where the types of a library or of the language fall short', () => {
    const found = sources.flatMap((path) => Array<string>(castsIn(textOf(path))).fill(path));
    expect(found.length, found.join('\n')).toBeLessThanOrEqual(6);
  });

  it('are found, over lines too', () => {
    expect(castsIn('const a = b as unknown as C;\nconst d = e as unknown\n  as F;')).toBe(2);
    expect(castsIn('const a = b as C; // as unknown, as it were')).toBe(0);
  });
});
