import { expect, test } from 'vitest';
import { retryAfterSeconds } from '../../shared/adapters/outbound/retry-after.ts';

const now = new Date('2026-03-17T21:00:00.500Z');

test.each<[string, string, number | undefined]>([
  ['seconds', '120', 120],
  ['seconds between blanks', ' 120 ', 120],
  ['none', '0', 0],
  ['more than there is', '9'.repeat(40), 1e40],
  ['a date', 'Tue, 17 Mar 2026 21:02:00 GMT', 120],
  ['a date in the form of RFC 850', 'Tuesday, 17-Mar-26 21:02:00 GMT', 120],
  ['a date in the form of asctime', 'Tue Mar 17 21:02:00 2026', 120],
  ['a date that has passed', 'Mon, 16 Mar 2026 21:02:00 GMT', 0],
  ['nothing', '', undefined],
  ['a negative number', '-120', undefined],
  ['a fraction', '1.5', undefined],
  ['an exponent', '1e3', undefined],
  ['a hexadecimal number', '0x10', undefined],
  ['another alphabet’s digits', '١٢٠', undefined],
  ['words', 'tomorrow', undefined],
  ['a date of another standard', '2026-03-17T21:02:00Z', undefined],
  ['a date that does not exist', 'Tue, 99 Foo 2026 21:02:00 GMT', undefined],
  ['more digits than any header needs', '9'.repeat(41), undefined],
  ['a line of its own', '120\r\nx: y', undefined],
])('Retry-After with %s', (_what, header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
