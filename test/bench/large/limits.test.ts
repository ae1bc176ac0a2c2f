import { expect, test } from 'vitest';
import { requests } from '../requests/requests.ts';
import { checkLimits, limits } from './limits.ts';

const cost = (endpoint: string, request: string, readUnits: number, writeUnits = 0) => ({
  ...{ endpoint, request, readUnits, writeUnits },
  ...{ roundTrips: 1, sequential: 1 },
});

test('a request is held against its own limit, else against that of its endpoint, at every number of orders', () => {
  const bySize = [40, 61].map((units) => [
    cost('search-orders', 'by a part of the name', units),
    cost('search-orders', 'by amount', 40 * units),
    cost('create-order', 'with 100 lines', 0, units + 20),
    cost('get-order', '', units),
    cost('list-orders', 'the latest 50', units),
  ]);
  expect(checkLimits(bySize)).toEqual([
    {
      ...{ endpoint: 'search-orders', request: 'by a part of the name' },
      ...{ of: 'readUnits', most: 60, measured: [40, 61], kept: false },
    },
    {
      ...{ endpoint: 'search-orders', request: 'by amount' },
      ...{ of: 'readUnits', most: 2500, measured: [1600, 2440], kept: true },
    },
    {
      ...{ endpoint: 'create-order', request: 'with 100 lines' },
      ...{ of: 'writeUnits', most: 80, measured: [60, 81], kept: false },
    },
    {
      ...{ endpoint: 'get-order', request: '' },
      ...{ of: 'readUnits', most: 'flat', measured: [40, 61], kept: false },
    },
  ]);
});

test('what could not be measured keeps no limit', () => {
  const [checked] = checkLimits([[cost('search-orders', 'by a term that nothing has', Number.NaN)]]);
  expect(checked?.kept).toBe(false);
});

test('every limit is that of a request which the bench makes', () => {
  for (const { endpoint, request } of limits) {
    const made = Object.keys(requests[endpoint] ?? {});
    expect([endpoint, made.length > 0, request]).toEqual([
      endpoint,
      true,
      request === undefined ? undefined : expect.toBeOneOf(made),
    ]);
  }
});
