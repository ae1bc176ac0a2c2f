import type { Cost, RequestCost } from './capacity.ts';

/** What a request may take, whatever the number of stored orders up to 100,000. */
export interface Limit {
  endpoint: string;
  /** Only this way of calling it; every other one when absent. */
  request?: string;
  of: 'readUnits' | 'writeUnits';
  /** `flat`: as much with many orders as with few. */
  most: number | 'flat';
}

export const limits: readonly Limit[] = [
  { endpoint: 'search-orders', request: 'the first page', of: 'readUnits', most: 15 },
  { endpoint: 'search-orders', request: 'by status', of: 'readUnits', most: 60 },
  // Those that look at rows: of their day, of the last orders before the page, of all that are sorted.
  { endpoint: 'search-orders', request: 'of the last day', of: 'readUnits', most: 300 },
  { endpoint: 'search-orders', request: 'the last page', of: 'readUnits', most: 500 },
  { endpoint: 'search-orders', request: 'by amount', of: 'readUnits', most: 2500 },
  { endpoint: 'search-orders', request: 'by name, 100 on the page', of: 'readUnits', most: 2500 },
  { endpoint: 'search-orders', request: 'by all at once', of: 'readUnits', most: 2500 },
  { endpoint: 'search-orders', of: 'readUnits', most: 60 },
  { endpoint: 'get-order', of: 'readUnits', most: 'flat' },
  { endpoint: 'get-order-details', of: 'readUnits', most: 'flat' },
  { endpoint: 'get-timeline', of: 'readUnits', most: 'flat' },
  { endpoint: 'get-statistics', of: 'readUnits', most: 'flat' },
  { endpoint: 'create-order', request: 'a new order', of: 'writeUnits', most: 15 },
  { endpoint: 'create-order', request: 'with 100 lines', of: 'writeUnits', most: 80 },
  { endpoint: 'create-order', of: 'writeUnits', most: 17 },
  { endpoint: 'trigger-call', request: 'a new order', of: 'writeUnits', most: 19 },
  { endpoint: 'update-order', request: 'the notes of one with 100 lines', of: 'writeUnits', most: 6 },
  { endpoint: 'update-order-status', request: 'of one with 100 lines', of: 'writeUnits', most: 9 },
  { endpoint: 'update-order-status', of: 'writeUnits', most: 8 },
];

/** A limit beside what was measured. */
export interface Checked {
  endpoint: string;
  request: string;
  of: Limit['of'];
  most: Limit['most'];
  /** For each of the numbers of stored orders. */
  measured: number[];
  kept: boolean;
}

/** Holds every way of calling an endpoint that has a limit against it. @param bySize for each number of stored orders */
export function checkLimits(bySize: readonly (readonly RequestCost[])[]): Checked[] {
  return (bySize[0] ?? []).flatMap(({ endpoint, request }, row) => {
    const limit =
      limits.find((one) => one.endpoint === endpoint && one.request === request) ??
      limits.find((one) => one.endpoint === endpoint && one.request === undefined);
    if (limit === undefined) return [];
    const { of, most } = limit;
    const measured = bySize.map((costs) => costs[row]?.[of] ?? Number.NaN);
    const kept = most === 'flat' ? isFlat(measured) : measured.every((units) => units <= most);
    return [{ endpoint, request, of, most, measured, kept }];
  });
}

/** Item sizes differ by some bytes, and a unit is the least that is counted. */
function isFlat(measured: readonly number[]): boolean {
  const [first = 0] = measured;
  return measured.every((units) => units <= first * 1.1 + 1);
}

/** Whether none of what requests take grows with the number of stored orders. */
export const areFlat = (costs: readonly Cost[]): boolean =>
  isFlat(costs.map(({ readUnits }) => readUnits)) &&
  isFlat(costs.map(({ writeUnits }) => writeUnits)) &&
  costs.every(({ roundTrips }) => roundTrips <= (costs[0]?.roundTrips ?? 0));
