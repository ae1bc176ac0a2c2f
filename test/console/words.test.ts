import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { wordsPlugin } from '../../infra/bundle/words.ts';
import { root } from '../../infra/local/data/folders.ts';
import { problems } from '../../shared/base/problem.ts';

const CLIENT = join(import.meta.dirname, '../../functions/console/client');
const FOLDER = join(CLIENT, 'words');
const languages = ['en', 'es', 'pt'] as const;
type Language = (typeof languages)[number];

const filesOf = (language: Language) => globSync(`${language}/*.json`, { cwd: FOLDER }).sort();
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
const entriesOf = (language: Language) => filesOf(language).flatMap((file) => Object.entries(read(file)));
const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

/** By their fields, their role or their status; or refused to programs only. */
const wordedOtherwise = [
  'invalid_request',
  'invalid_json',
  'unsupported_media_type',
  'unauthenticated',
  'test_key_needed',
  'role_needed',
  'method_not_allowed',
  'ambiguous_order',
  'logistics_final',
  'delivery_refused',
  'unsupported_encoding',
  'internal',
  'unavailable',
];

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

  test.each(languages)('are one module in %s, whole', async (language) => {
    const { outputFiles } = await build({
      entryPoints: [`words:${language}`],
      absWorkingDir: root,
      plugins: [wordsPlugin('functions/console/client/words')],
      bundle: true,
      write: false,
      format: 'esm',
    });
    const { default: loaded } = await import(
      `data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`
    );
    expect(loaded).toEqual(Object.fromEntries(entriesOf(language)));
  });

  test.each(['es', 'pt'] as const)('name the same facts in %s', (language) => {
    const english = new Map(entriesOf('en'));
    const other = entriesOf(language).filter(
      ([key, text]) => placesIn(text).join() !== placesIn(english.get(key) ?? '').join(),
    );
    expect(other).toEqual([]);
  });

  test('have words of every group that the client asks for', () => {
    const sources = globSync('**/*.{ts,tsx}', { cwd: CLIENT }).map((file) =>
      readFileSync(join(CLIENT, file), 'utf8'),
    );
    const asked = sources.flatMap((source) =>
      [...source.matchAll(/(?:\b(?:named|wordsIn)\(\s*'|<StateBadge of=")(\w+)/g)].map(([, group]) => group),
    );
    const there = new Set(entriesOf('en').map(([key]) => key.split('.')[0]));
    expect(asked.length).toBeGreaterThan(80);
    expect(asked.filter((group) => !there.has(group))).toEqual([]);
  });

  test.each(languages)('have a text in %s for every refusal that the console may get', (language) => {
    const known = new Map(entriesOf(language));
    const codes = Object.keys(problems).filter((code) => !known.has(`problem.${code}`));
    expect(codes).toEqual(wordedOtherwise);
  });

  test.each(languages)('have no name of the code in %s', (language) => {
    // A rename of a type in the whole project may also find the word in a sentence.
    const named = entriesOf(language).filter(([, text]) =>
      /[a-z][A-Z]/.test(text.replaceAll(/\{\w+\}|WhatsApp|PayPal/g, '')),
    );
    expect(named).toEqual([]);
  });
});

test('every form of the console that says what is wrong at its fields moves the focus there', () => {
  const forms = globSync('{pages,parts,sign-in}/**/*.tsx', { cwd: CLIENT })
    .map((file) => [file, readFileSync(join(CLIENT, file), 'utf8')] as const)
    .filter(([, source]) => source.includes('<form') && /\bwrong=/.test(source));
  expect(forms.length).toBeGreaterThan(12);
  expect(forms.filter(([, source]) => !source.includes('useWrongFocus(')).map(([file]) => file)).toEqual([]);
});
