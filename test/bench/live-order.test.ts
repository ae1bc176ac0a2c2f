import { expect, test } from 'vitest';
import { liveOrderOf } from './live-order.ts';

test('what a live order takes is summed over its functions, those that write most first', () => {
  const cost = (readUnits: number, writeUnits: number) => ({
    ...{ roundTrips: 8, sequential: 4 },
    ...{ readUnits, writeUnits },
  });
  const costs = new Map([
    ['Recado-local-relay-events', cost(2, 40)],
    ['Recado-local-trigger-call', cost(6, 80)],
    ['Recado-local-keep-search', cost(4, 20)],
  ]);
  expect(liveOrderOf(4, costs)).toEqual({
    orders: 4,
    functions: [
      {
        function: 'trigger-call',
        cost: { roundTrips: 2, sequential: 1, readUnits: 1.5, writeUnits: 20 },
      },
      {
        function: 'relay-events',
        cost: { roundTrips: 2, sequential: 1, readUnits: 0.5, writeUnits: 10 },
      },
      { function: 'keep-search', cost: { roundTrips: 2, sequential: 1, readUnits: 1, writeUnits: 5 } },
    ],
    writeUnits: 35,
    readUnits: 3,
  });
});
