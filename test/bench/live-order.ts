import { confirmingOrders } from '../simulate/measure.ts';
import { type Cost, costsDuring, eachOf } from './large/capacity.ts';
import { shortName } from './load-times/load-times.ts';
import { heading, rounded, table } from './report/report.ts';

/** What a confirmed live order takes of DynamoDB, from its trigger to the receipt of its webhook and to its place in the search. */
export interface LiveOrder {
  orders: number;
  functions: { function: string; cost: Cost }[];
  writeUnits: number;
  readUnits: number;
}

/** The words of new orders are put together when they have lain so long (`KEEP_LIMITS`), and once more, and then some. */
const REST_MS = 50_000;

/** Orders come in dozens at the same time, as they do under load. */
export const measureLiveOrder = async (orders: number): Promise<LiveOrder> =>
  liveOrderOf(orders, await confirmingOrders(orders, REST_MS, costsDuring));

export function liveOrderOf(orders: number, costs: ReadonlyMap<string, Cost>): LiveOrder {
  const functions = [...costs].map(([name, cost]) => ({
    function: shortName(name),
    cost: eachOf(cost, orders),
  }));
  const sum = (of: 'writeUnits' | 'readUnits') => functions.reduce((all, { cost }) => all + cost[of], 0);
  return {
    orders,
    functions: functions.toSorted((one, other) => other.cost.writeUnits - one.cost.writeUnits),
    ...{ writeUnits: sum('writeUnits'), readUnits: sum('readUnits') },
  };
}

const MAX_WRITE_UNITS = 48;

export function printLiveOrder({ orders, functions, writeUnits, readUnits }: LiveOrder): void {
  heading(
    `A live order from its trigger to its webhook and its place in the search: of ${orders}, by function`,
  );
  table(
    ['function', 'round trips', 'read units', 'write units'],
    functions.map(({ function: name, cost }) => [
      name,
      rounded(cost.roundTrips, 2),
      rounded(cost.readUnits, 2),
      rounded(cost.writeUnits, 2),
    ]),
  );
  console.log(
    `\n${rounded(writeUnits)} write units (${MAX_WRITE_UNITS} allowed${writeUnits > MAX_WRITE_UNITS ? ': EXCEEDED' : ''}), ${rounded(readUnits)} read units`,
  );
}
