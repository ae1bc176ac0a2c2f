import { describe, expect, it } from 'vitest';
import { sources, textOf } from './imports.ts';

const inDialect = (path: string): boolean => !path.startsWith('shared/') || path.startsWith('shared/http/');

/** Files that say a word. */
const saying = (word: RegExp): string[] =>
  sources.filter((path) => !inDialect(path) && word.test(textOf(path)));

describe('words of the delivery API', () => {
  it('are no codes of refusals below the dialect', () => {
    expect(saying(/\bE[0-3]\d\d\b/)).toEqual([]);
  });

  it('are names of attributes where deliveries are stored, and nowhere else below the dialect', () => {
    expect(saying(/\b(?:house_no|no_of_items|disableOTPVerification)\b/)).toEqual([
      'shared/deliveries/booking-item.ts',
    ]);
  });
});
