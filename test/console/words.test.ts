import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../functions/console/client/words');
const languages = ['en', 'es', 'pt'] as const;
type Language = (typeof languages)[number];

const filesOf = (language: Language) => globSync(`${language}/*.json`, { cwd: FOLDER }).sort();
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
const entriesOf = (language: Language) => filesOf(language).flatMap((file) => Object.entries(read(file)));
const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe('the catalogues of the console', () => {
  test.each(['es', 'pt'] as const)(
    'have in %s the same files with the same keys as in English',
    (language) => {
      const keysIn = (of: Language) =>
        Object.fromEntries(filesOf(of).map((file) => [basename(file), Object.keys(read(file))]));
      expect(keysIn(language)).toEqual(keysIn('en'));
    },
  );

  test.each(languages)('have each key once in %s, with a text', (language) => {
    const keys = entriesOf(language).map(([key]) => key);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(entriesOf(language).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test.each(languages)('are loaded whole in %s', (language) => {
    const list = readFileSync(join(FOLDER, `${language}.ts`), 'utf8');
    expect(filesOf(language).filter((file) => !list.includes(`'./${file}'`))).toEqual([]);
  });

  test.each(['es', 'pt'] as const)('name the same facts in %s', (language) => {
    const english = new Map(entriesOf('en'));
    const other = entriesOf(language).filter(
      ([key, text]) => placesIn(text).join() !== placesIn(english.get(key) ?? '').join(),
    );
    expect(other).toEqual([]);
  });
});
