import { expect, test } from 'vitest';
import { readJson } from '../../shared/base/input/read-json.ts';
import { isNoTime } from '../../shared/time/no-time.ts';

test.each([
  '0001-01-01T00:00:00Z',
  '0001-01-01T00:00:00.0000000+05:30',
  '0001-01-01',
  '0000-00-00 00:00:00',
  '-0001-11-30T00:00:00-04:56',
  '1970-01-01T00:00Z',
  ' 0 ',
  0,
  -62_135_596_800,
])('%j is a time that was never set', (given) => expect(isNoTime(given)).toBe(true));

test.each([
  '0001-01-01T18:45:00',
  '1970-01-01T00:00:01Z',
  '0001-01-011',
  '2026-11-28',
  '',
  '00',
  1,
  readJson('9007199254740993'),
  null,
  undefined,
  {},
  [],
  false,
])('%j is none', (given) => expect(isNoTime(given)).toBe(false));
