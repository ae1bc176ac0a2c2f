import { expect, test } from 'vitest';
import { p95Of, requestKinds } from './large-requests.ts';

test('searches ask for another text each time, and are called by the first as runs before were', () => {
  const searches = requestKinds.filter(({ kind }) => kind === 'search');
  expect(searches.map(({ query }) => query(0))).toEqual([
    '?searchTerm=maria+gonzalez',
    '?searchTerm=gonzalez',
    '?searchTerm=mar',
    '?searchTerm=lukasz',
    '?searchTerm=%2B57+300+010+4729',
    '?searchTerm=4729',
    '?searchTerm=%231729',
    '?searchTerm=web-1729',
    '?searchTerm=c1729%40example.com',
    '?searchTerm=nobody',
    '?searchTerm=maria&startDate=DAY',
  ]);
  for (const { query } of searches)
    expect(new Set(Array.from({ length: 12 }, (_, n) => query(n))).size).toBeGreaterThan(10);
});

test('what 95 % of the requests of a kind take is said of each kind by itself', () => {
  const searches = Array.from({ length: 20 }, (_, n) => ({ kind: 'search', ms: n }) as const);
  const took = [...searches, { kind: 'sort', ms: 500 } as const];
  expect(p95Of(took, 'search')).toBe(19);
  expect(p95Of(took, 'sort')).toBe(500);
  expect(p95Of(took, 'list')).toBeUndefined();
});
