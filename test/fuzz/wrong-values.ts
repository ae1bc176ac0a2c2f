import { LEFT_OUT } from './sites.ts';

const nested = (depth: number): unknown => (depth === 0 ? 1 : { next: nested(depth - 1) });

/** What a field may be given in place of what it takes. Some of it is right in some fields. */
export const wrongValues: readonly unknown[] = [
  LEFT_OUT,
  null,
  '',
  'x'.repeat(9_000),
  'Ana \u0000\u202eGómez\u001b[31m',
  '\ud800',
  '2026-99-99T99:99:99Z',
  '1e-200',
  '__proto__',
  0,
  -1,
  1e-200,
  1e300,
  Number.MAX_SAFE_INTEGER + 2,
  true,
  [],
  {},
  [null],
  Array.from({ length: 3_000 }, (_, n) => n),
  JSON.parse('{"__proto__":{"polluted":true}}'),
  nested(25),
];

/** What a query or path parameter may be given in place of what it takes. */
export const wrongTexts: readonly string[] = [
  '',
  ' ',
  'x'.repeat(3_000),
  '\u0000',
  '%',
  '../../x',
  '-1',
  '0',
  '1e-200',
  '1e400',
  '99999999999999999999',
  'NaN',
  'null',
  'true',
  '[]',
  '{"a":1}',
  '2026-99-99',
  '2026-11-22T25:61:00Z',
  '+275760-09-13T00:00:00.001Z',
  'eyJ4IjoxfQ',
  '🙂'.repeat(50),
  '__proto__',
];

/** Whole bodies that are none. */
export const wrongBodies: readonly string[] = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '""',
  '"text"',
  '[]',
  '[null]',
  '[{}]',
  '{}',
  '{',
  '{"a":1,}',
  '\ufeff{}',
  '{"__proto__":null}',
  '{"":""}',
  '['.repeat(5_000),
  `{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`,
];
