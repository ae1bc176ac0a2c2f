import { quantile } from '../report/statistics.ts';

/** What is asked of a shop of very many orders. Their searches are called by the first of them. */
export interface RequestKind {
  /** `other`: what reads more than a page of most shops does; it counts among none of the times over all of a kind. */
  kind: 'search' | 'list' | 'sort' | 'other';
  /** The n-th query; of a search for another text each time, as people do, whose words no earlier one has read. */
  query(n: number): string;
}

const FIRST_NAMES =
  'maria juan ana jose luis carmen pedro lukasz sofia diego valentina andres camila jorge lucia'.split(' ');
const LAST_NAMES =
  'gonzalez perez rodriguez gomez lopez martinez garcia hernandez diaz torres ramirez rojas'.split(' ');
const NAMES = [...FIRST_NAMES, ...LAST_NAMES];

const nth = (names: readonly string[], n: number): string => names[n % names.length] ?? '';

/** The last seven digits of the phone of an order. */
const phoneOf = (order: number): string => String((order * 104_729) % 10_000_000).padStart(7, '0');

const always = (kind: RequestKind['kind'], query: string): RequestKind => ({ kind, query: () => query });
const search = (term: (n: number) => string, kind: RequestKind['kind'] = 'search'): RequestKind => ({
  kind,
  query: (n) => `?searchTerm=${term(n)}`,
});
const fullName = (n: number): string => `${nth(FIRST_NAMES, n)}+${nth(LAST_NAMES, n)}`;

const LUKASZ = FIRST_NAMES.indexOf('lukasz');

/** DAY stands for the time a day ago, HALF for the page at half of all orders. */
export const requestKinds: readonly RequestKind[] = [
  always('list', ''),
  always('list', '?page=5&limit=20'),
  always('list', '?status=pending'),
  always('list', '?status=delivered'),
  always('list', '?status=needs_review'),
  always('list', '?status=delivered&page=9999'),
  always('list', '?startDate=DAY'),
  always('list', '?startDate=DAY&status=cancelled'),
  search(fullName),
  search((n) => nth(LAST_NAMES, n)),
  search((n) => nth(NAMES, n).slice(0, 3)),
  search((n) => nth(FIRST_NAMES, LUKASZ + n)),
  search((n) => `%2B57+300+${phoneOf(n + 1).slice(0, 3)}+${phoneOf(n + 1).slice(3)}`),
  search((n) => phoneOf(n + 1).slice(3)),
  search((n) => `%23${1729 + 37 * n}`),
  search((n) => `web-${1729 + 37 * n}`),
  search((n) => `c${1729 + 37 * n}%40example.com`),
  search((n) => (n === 0 ? 'nobody' : `nobody${n}`)),
  search((n) => `${nth(FIRST_NAMES, n)}&startDate=DAY`),
  always('sort', '?sortBy=final_amount&startDate=DAY'),
  search((n) => `${fullName(n)}&status=delivered`, 'other'),
  search((n) => `${nth(LAST_NAMES, n)}&status=pending`, 'other'),
  search((n) => `${fullName(n)}&sortBy=final_amount`, 'other'),
  always('list', '?page=HALF'),
];

const DAY_MS = 86_400_000;
/** Of a page that no limit is asked for. */
const PAGE = 10;

/** A query as it is asked of a shop of this many orders. */
export const filledIn = (query: string, orders: number, now: number): string =>
  query
    .replace('DAY', new Date(now - DAY_MS).toISOString())
    .replace('HALF', String(Math.max(1, Math.ceil(orders / PAGE / 2))));

/** Milliseconds that a request of a kind took. */
export interface Took {
  kind: RequestKind['kind'];
  ms: number;
}

/** The time within which 95 % of all requests of each kind were answered; undefined for a kind of which there are none. */
export const p95Of = (took: readonly Took[], wanted: RequestKind['kind']): number | undefined => {
  const times = took.filter(({ kind }) => kind === wanted).map(({ ms }) => ms);
  return times.length === 0 ? undefined : quantile(times, 0.95);
};
