/**
 * Where the first wall stands, by a model of DynamoDB's partitions: counts what every key takes for a confirmed order on a
 * stack of this process, and multiplies.
 *
 *     npm run simulate -- --orders 1e9 --tenants 1e5 --peak 20000
 */
import { parseArgs } from 'node:util';
import { exitOnClosedPipe } from '../../infra/exit-on-closed-pipe.ts';
import { heading, rounded, table } from '../bench/report/report.ts';
import { measureOrders } from './measure.ts';
import {
  costOf,
  type Demand,
  familiesOf,
  OUTSIDE_HOURS,
  quotasOf,
  shareOf,
  tenantsBeyond,
  wallsOf,
} from './model.ts';

exitOnClosedPipe();

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '1e9' },
    tenants: { type: 'string', default: '1e5' },
    peak: { type: 'string', default: '20000' },
    skew: { type: 'string', default: '1' },
    sample: { type: 'string', default: '400' },
  },
});

const number = (name: 'orders' | 'tenants' | 'peak' | 'skew' | 'sample', least: number): number => {
  const value = Number(values[name]);
  if (!Number.isFinite(value) || value < least) throw new Error(`--${name} is a number of ${least} or more`);
  return value;
};

const demand: Demand = {
  orders: number('orders', 1),
  tenants: number('tenants', 1),
  peak: number('peak', 0),
  skew: number('skew', 0),
};
const { orders, units, storedBytes, work } = await measureOrders(number('sample', 10));
const families = familiesOf(units, orders);
const busiest = shareOf(1, demand) * demand.peak;

heading('What an order takes of each kind of key, from its trigger to its webhook');
table(
  ['key', 'of', 'keys', 'write units', 'read units'],
  families
    .toSorted((one, other) => other.writeUnits - one.writeUnits || other.readUnits - one.readUnits)
    .map(({ name, of, keys, writeUnits, readUnits }) => [
      name,
      of,
      of === 'order' ? '' : keys,
      rounded(writeUnits, 2),
      rounded(readUnits, 2),
    ]),
);

heading(
  `The busiest tenant has ${rounded(busiest)} of ${demand.peak} orders a second. Where keys have their end`,
);
table(
  ['key', 'of', 'units', 'orders a second', 'is enough', 'tenants beyond it'],
  wallsOf([...families, OUTSIDE_HOURS])
    .slice(0, 12)
    .map(({ name, of, units: side, ordersPerSecond }) => [
      name,
      of,
      side,
      Math.round(ordersPerSecond),
      ordersPerSecond >= (of === 'tenant' ? busiest : demand.peak) ? 'yes' : 'no',
      of === 'tenant' ? tenantsBeyond(ordersPerSecond, demand) : '',
    ]),
);

heading('Default quotas of an account, raised on request');
table(
  ['quota', 'is', 'orders a second'],
  quotasOf(families).map(({ what, quota, ordersPerSecond }) => [what, quota, Math.round(ordersPerSecond)]),
);

const cost = costOf(families, demand, storedBytes, work);
heading(
  `A month of ${demand.orders.toExponential(1)} orders: ${Math.round(cost.usd).toLocaleString('en')} USD`,
);
table(
  ['', 'amount', 'USD'],
  cost.lines.map(({ what, amount, usd }) => [what, Math.round(amount), Math.round(usd)]),
);
