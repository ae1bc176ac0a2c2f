import { describe, expect, test } from 'vitest';
import { readArguments, UsageError } from '../../infra/local/arguments.ts';

describe('the command line of npm start', () => {
  test('without anything: port 3000, in memory, at the pace of life', () => {
    expect(readArguments([], {})).toEqual({ port: 3000, speed: 1, logs: false, empty: false });
  });

  test('with everything', () => {
    expect(
      readArguments(['--data', '/tmp/shop', '--speed', '60', '--logs', '--empty'], { PORT: '8080' }),
    ).toEqual({
      port: 8080,
      speed: 60,
      logs: true,
      empty: true,
      dataDir: '/tmp/shop',
    });
  });

  test('help', () => {
    expect(readArguments(['-h'], {})).toBe('help');
  });

  test.each<[string, string[], NodeJS.ProcessEnv, RegExp]>([
    ['an unknown flag', ['--dta', 'x'], {}, /--dta/],
    ['a word that belongs to nothing', ['data'], {}, /data/],
    ['a flag without its value', ['--data'], {}, /--data/],
    ['an empty folder', ['--data='], {}, /^--data must be a folder$/],
    ['no speed at all', ['--speed=0'], {}, /^--speed must be a number above 0, not 0$/],
    ['a speed that is no number', ['--speed', 'fast'], {}, /^--speed must be a number above 0, not fast$/],
    ['a port that is none', [], { PORT: '80a' }, /^PORT must be a number from 0 to 65535, not 80a$/],
  ])('%s is refused', (_, given, environment, message) => {
    expect(() => readArguments(given, environment)).toThrow(message);
    expect(() => readArguments(given, environment)).toThrow(UsageError);
  });
});
