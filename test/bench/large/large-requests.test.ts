import { expect, test } from 'vitest';
import { filledIn, p95Of, requestKinds } from './large-requests.ts';

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

test('a text with a status or another sorting, and a far page, come after what earlier runs asked for', () => {
  const place = requestKinds.findIndex(({ kind }) => kind === 'other');
  const others = requestKinds.slice(place);
  expect(others.map(({ kind, query }) => [kind, query(0)])).toEqual([
    ['other', '?searchTerm=maria+gonzalez&status=delivered'],
    ['other', '?searchTerm=gonzalez&status=pending'],
    ['other', '?searchTerm=maria+gonzalez&sortBy=final_amount'],
    ['list', '?page=HALF'],
  ]);
  expect(filledIn('?page=HALF', 1_000_000, 0)).toBe('?page=50000');
  expect(filledIn('?startDate=DAY&page=HALF', 15, 86_400_000)).toBe(
    '?startDate=1970-01-01T00:00:00.000Z&page=1',
  );
});

test('what 95 % of the requests of a kind take is said of each kind by itself', () => {
  const searches = Array.from({ length: 20 }, (_, n) => ({ kind: 'search', ms: n }) as const);
  const took = [...searches, { kind: 'sort', ms: 500 } as const];
  expect(p95Of(took, 'search')).toBe(19);
  expect(p95Of(took, 'sort')).toBe(500);
  expect(p95Of(took, 'list')).toBeUndefined();
});
