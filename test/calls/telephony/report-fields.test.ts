import { describe, expect, test } from 'vitest';
import {
  idOf,
  lineOf,
  secondsOf,
  summaryOf,
  transcriptOf,
  urlOf,
} from '../../../shared/calls/telephony/port/report-fields.ts';

const URL_START = 'https://recordings.example.com/';
const urlWith = (length: number): string => URL_START.padEnd(length, 'a');

describe('of what a provider reports', () => {
  test.each([
    [0, 0],
    [86_400, 86_400],
    [86_400.4, null],
    ['24:00:00', 86_400],
    ['24:00:01', null],
    [-1, null],
  ])('a duration of %j is %j seconds: a day at most', (reported, seconds) => {
    expect(secondsOf(reported)).toBe(seconds);
  });

  test('a URL has 2,048 characters at most', () => {
    expect(urlOf(urlWith(2048))).toBe(urlWith(2048));
    expect(urlOf(urlWith(2049))).toBeNull();
  });

  test('an id has 200 characters at most', () => {
    expect(idOf('c'.repeat(200))).toBe('c'.repeat(200));
    expect(idOf('c'.repeat(201))).toBeNull();
  });

  test('a transcript and a summary have no control characters but line breaks and tabs', () => {
    for (const read of [transcriptOf, summaryOf]) {
      expect(read('\u0000Hola\u0007,\n\t¿confirma?\u001b')).toBe('Hola,\n\t¿confirma?');
      expect(read('\u0000\u0001')).toBeNull();
    }
  });

  test('64 kB of a transcript, 4 kB of a summary and 500 characters of an address are kept', () => {
    expect(transcriptOf('t'.repeat(65_536))).toHaveLength(65_536);
    expect(transcriptOf('t'.repeat(65_537))).toHaveLength(65_536);
    expect(summaryOf('s'.repeat(4096))).toHaveLength(4096);
    expect(summaryOf('s'.repeat(4097))).toHaveLength(4096);
    expect(lineOf('l'.repeat(501))).toHaveLength(500);
  });
});
