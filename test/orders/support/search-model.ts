import * as fc from 'fast-check';

/** An order as far as a list can tell it from others. */
export interface ModelOrder {
  _id: string;
  referenceId: string;
  external_order_number: string;
  external_order_id: string;
  name: string;
  /** E.164. */
  mobile: string;
  status: string;
  final_amount: number;
  created_at: string;
  updated_at: string;
}

export interface ListQuery {
  page?: number | undefined;
  limit?: number | undefined;
  status?: string | undefined;
  startDate?: string | undefined;
  endDate?: string | undefined;
  searchTerm?: string | undefined;
  sortBy?: SortField | undefined;
  sortDirection?: 'asc' | 'desc' | undefined;
}

const sortFields = [
  'created_at',
  'updated_at',
  'final_amount',
  'status',
  'name',
  'mobile',
  'referenceId',
] as const;
export type SortField = (typeof sortFields)[number];

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .replaceAll('ł', 'l');

const dayIn = (timeZone: string, iso: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(iso));

/** What a list must answer, from a plain array. */
export function listed(orders: readonly ModelOrder[], query: ListQuery, timeZone: string) {
  const { page = 1, limit = 10, sortBy = 'created_at', sortDirection = 'desc' } = query;
  const found = orders.filter((order) => matches(order, query, timeZone));
  const value = (order: ModelOrder): string | number => {
    const field = order[sortBy];
    return sortBy === 'name' || sortBy === 'referenceId' ? plain(String(field)) : field;
  };
  found.sort((a, b) => {
    const [x, y] = sortBy === 'created_at' ? [a._id, b._id] : [value(a), value(b)];
    const order = x < y ? -1 : x > y ? 1 : a._id < b._id ? -1 : 1;
    return sortDirection === 'asc' ? order : -order;
  });
  return {
    ids: found.slice((page - 1) * limit, page * limit).map(({ _id }) => _id),
    total: found.length,
    totalPages: Math.ceil(found.length / limit),
  };
}

function matches(
  order: ModelOrder,
  { status, startDate, endDate, searchTerm = '' }: ListQuery,
  zone: string,
) {
  const after = (date: string) =>
    date.length === 10 ? dayIn(zone, order.created_at) >= date : order.created_at >= date;
  const before = (date: string) =>
    date.length === 10 ? dayIn(zone, order.created_at) <= date : order.created_at <= date;
  return (
    (status === undefined || order.status === status.toLowerCase()) &&
    (startDate === undefined || after(startDate)) &&
    (endDate === undefined || before(endDate)) &&
    contains(order, searchTerm.trim())
  );
}

function contains(order: ModelOrder, term: string): boolean {
  if (term === '') return true;
  const { external_order_id: externalId, external_order_number: number } = order;
  const texts = [order.referenceId, order.name, externalId, number].map(plain);
  const digits = order.mobile.replaceAll('+', '');
  const endsPhone = (text: string): boolean =>
    /^[\d ()+./-]+$/.test(text) &&
    text.replace(/\D/g, '').length > 3 &&
    digits.endsWith(text.replace(/\D/g, ''));
  const isFound = (word: string): boolean =>
    endsPhone(word) ||
    order._id.startsWith(word) ||
    texts.some((text) => startsOf(text).some((start) => start.startsWith(word)));
  const words = plain(term)
    .split(' ')
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{S}#]+|[^\p{L}\p{M}\p{N}\p{S}#]+$/gu, '').replace(/^\++/, ''))
    .filter((word) => word !== '');
  return (words.length > 0 && words.every(isFound)) || endsPhone(term);
}

/** What is left of a text from each of its words on, up to a space. */
const startsOf = (text: string): string[] =>
  text.split(' ').flatMap((part) =>
    [...part]
      .map((_, at) => [...part].slice(at).join(''))
      .filter((_, at) => {
        const before = [...part][at - 1];
        return at === 0 || (before !== undefined && /[^\p{L}\p{M}\p{N}\p{S}]/u.test(before));
      }),
  );

const NAMES = [
  'José Ñandú',
  'JOSE',
  'Ana María',
  'ana maria',
  'Åsa 📦',
  'Zoë',
  'Łukasz',
  'O’Brien',
  'Ana  María',
  'कमल',
  'कोमल',
  '',
  '12',
];
/** Two and a half hours, thrice, before midnight in India. */
const START = Date.UTC(2026, 10, 20, 11);
const HOUR = 3_600_000;

/** Around midnight in the zones of the tests, some at the same millisecond. */
const instant = fc.integer({ min: 0, max: 30 }).map((n) => new Date(START + n * 2.5 * HOUR));

export const newOrder = fc.record({
  at: instant,
  name: fc.constantFrom(...NAMES),
  mobile: fc.integer({ min: 0, max: 40 }).map((n) => `+9198765432${String(n).padStart(2, '0')}`),
  price: fc
    .integer({ min: 0, max: 9 })
    .map((n) => n * 9.99)
    .map((price) => Number(price.toFixed(2))),
  reference: fc.option(
    fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'B', 'é', '7', '-') }),
  ),
  externalId: fc.option(fc.constantFrom('WEB-', 'é7', '9198', '#')),
  status: fc.constantFrom('pending', 'CONFIRMED', 'Shipped'),
});

export const statusChange = fc.record({
  order: fc.nat(),
  status: fc.constantFrom('pending', 'delivered', 'refunded'),
  hoursLater: fc.integer({ min: 0, max: 5 }),
});

const date = fc.oneof(
  instant.map((at) => at.toISOString().slice(0, 10)),
  instant.map((at) => at.toISOString()),
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

export const query: fc.Arbitrary<ListQuery> = fc
  .record({
    page: maybe(fc.integer({ min: 1, max: 4 })),
    limit: maybe(fc.constantFrom(1, 2, 5, 100)),
    status: maybe(fc.constantFrom('pending', 'Confirmed', 'SHIPPED', 'delivered', 'completed')),
    startDate: maybe(date),
    endDate: maybe(date),
    searchTerm: maybe(
      fc.constantFrom(
        '',
        'jose',
        'ÑANDU',
        'é',
        'ana',
        '+91',
        '98765',
        '(987) 654-320',
        '12',
        'ord_',
        '#1',
        'web-1',
        'E7',
        '  ana   maria ',
        'mar ana',
        'lukasz',
        '3210',
        '+91 98765 43207',
        'कमल',
        'कोमल',
        'B-',
        '😀',
        '.',
      ),
    ),
    sortBy: maybe(fc.constantFrom(...sortFields)),
    sortDirection: maybe(fc.constantFrom('asc', 'desc')),
  })
  // A range that ends before it starts is refused.
  .filter(
    ({ startDate, endDate }) => !startDate || !endDate || startDate.slice(0, 10) < endDate.slice(0, 10),
  );
