import { describe, expect, test } from 'vitest';
import { familyOf, unitsByKey } from './key-units.ts';
import { costOf, familiesOf, quotasOf, shareOf, tenantsBeyond, wallsOf } from './model.ts';

const TENANT = `tnt_${'0'.repeat(26)}`;
const SCOPE = `${TENANT}#test`;

test.each([
  [`ORDER#${SCOPE}#ord_${'1'.repeat(26)}`, 'ORDER#SCOPE#ord_…'],
  [`TENANT#${TENANT}`, 'TENANT#tenantId'],
  [`SEARCH#${SCOPE}#3`, 'SEARCH#SCOPE#n'],
  [`lookup: PHONE#${SCOPE}#+573001234567`, 'lookup: PHONE#SCOPE#phone'],
  [`APIKEY#${'a'.repeat(64)}`, 'APIKEY#sha256'],
  [`EXTERNAL#${SCOPE}#SIM-1`, 'EXTERNAL#SCOPE#…'],
  ['DUE#7', 'DUE#n'],
])('%s is one of %s', (pk, family) => {
  expect(familyOf(pk)).toBe(family);
});

describe('the units of a request', () => {
  test('in a transaction are two for a small change, one for an entry of an index, and the rest of what is put', () => {
    const input = {
      TransactItems: [
        { Put: { Item: { pk: { S: 'ORDER' }, sk: { S: 'x' }, listPk: { S: 'ORDERS' } } } },
        { Update: { Key: { pk: { S: 'COUNT' }, sk: { S: 'c' } } } },
      ],
    };
    expect(unitsByKey({ operation: 'TransactWriteItems', readUnits: 0, writeUnits: 9, input })).toEqual([
      { pk: 'ORDER', readUnits: 0, writeUnits: 6 },
      { pk: 'COUNT', readUnits: 0, writeUnits: 2 },
      { pk: 'list: ORDERS', readUnits: 0, writeUnits: 1 },
    ]);
  });

  test('of reading are those of the keys that are read, alike', () => {
    const keys = { RequestItems: { table: { Keys: [{ pk: { S: 'A' } }, { pk: { S: 'B' } }] } } };
    const query = {
      IndexName: 'list',
      KeyConditionExpression: '#pk = :pk AND #sk < :sk',
      ExpressionAttributeValues: { ':pk': { S: 'ORDERS' }, ':sk': { S: '9' } },
    };
    expect(unitsByKey({ operation: 'BatchGetItem', readUnits: 3, writeUnits: 0, input: keys })).toEqual([
      { pk: 'A', readUnits: 1.5, writeUnits: 0 },
      { pk: 'B', readUnits: 1.5, writeUnits: 0 },
    ]);
    expect(unitsByKey({ operation: 'Query', readUnits: 2, writeUnits: 0, input: query })).toEqual([
      { pk: 'list: ORDERS', readUnits: 2, writeUnits: 0 },
    ]);
  });
});

/** What keys take that share it alike. */
const alike = (family: string, readUnits: number, writeUnits: number, keys: number) => ({
  ...{ family, readUnits, writeUnits, keys },
  busiest: { readUnits: readUnits / keys, writeUnits: writeUnits / keys },
});

const families = familiesOf(
  [
    alike('ORDER#SCOPE#ord_…', 200, 2000, 100),
    alike('SEARCH#SCOPE#n', 10, 200, 4),
    alike('TENANT#tenantId', 800, 0, 1),
    alike('TENANT#SCOPE', 0, 100, 1),
    alike('DUE#n', 0, 50, 8),
  ],
  100,
);

test('keys that do not share alike have their end with the busiest one, but for what chance does', () => {
  const wallOf = (most: number) =>
    wallsOf(
      familiesOf([{ ...alike('S#SCOPE', 0, 800, 4), busiest: { readUnits: 0, writeUnits: most } }], 400),
    )[0]?.ordersPerSecond;
  expect([200, 279, 400, 800].map(wallOf)).toEqual([2000, 2000, 1000, 500]);
});

test('keys have their end where their units are used up, an order’s own never', () => {
  expect(wallsOf(families)).toEqual([
    { name: 'TENANT#tenantId', of: 'tenant', units: 'read', ordersPerSecond: 375 },
    { name: 'SEARCH#SCOPE#n', of: 'tenant', units: 'write', ordersPerSecond: 2000 },
    { name: 'DUE#n', of: 'everybody', units: 'write', ordersPerSecond: 16_000 },
  ]);
});

test('orders are spread over tenants as their ranks have it', () => {
  const demand = { orders: 1, tenants: 4, peak: 2500, skew: 1 };
  const shares = [1, 2, 4].map((rank) => shareOf(rank, demand));
  expect(shares).toEqual([12 / 25, 6 / 25, 3 / 25].map((share) => expect.closeTo(share, 9)));
  expect([1300, 1201, 600, 299, 1].map((wall) => tenantsBeyond(wall, demand))).toEqual([0, 0, 2, 4, 4]);
  expect(tenantsBeyond(600, { ...demand, skew: 0 })).toBe(4);
});

test('a month costs what its orders take', () => {
  const demand = { orders: 1e6, tenants: 1, peak: 1, skew: 1 };
  const work = { invocations: 7, queueRequests: 12, logBytes: 7000 };
  const { lines, usd } = costOf(families, demand, 5000, work);
  expect(lines).toEqual([
    { what: 'write units', amount: 23.5e6, usd: expect.closeTo(14.69, 2) },
    { what: 'read units', amount: 10.1e6, usd: expect.closeTo(1.26, 2) },
    { what: 'GB of one month’s orders, kept for a month', amount: 5, usd: 1.25 },
    { what: 'GB of their backup', amount: 5, usd: 1 },
    { what: 'invocations', amount: 10e6, usd: expect.closeTo(2, 2) },
    { what: 'GB-seconds', amount: 375_000, usd: expect.closeTo(5, 2) },
    { what: 'requests to queues', amount: 12e6, usd: expect.closeTo(4.8, 2) },
    { what: 'requests to the API', amount: 4e6, usd: 4 },
    { what: 'GB of logs', amount: 17.4, usd: expect.closeTo(8.7, 2) },
    { what: 'secrets opened, at most', amount: 2e6, usd: expect.closeTo(6, 2) },
  ]);
  expect(usd).toBeCloseTo(
    lines.reduce((sum, line) => sum + line.usd, 0),
    6,
  );
  expect(quotasOf(families)[0]).toEqual({
    what: 'functions at the same time',
    quota: 1000,
    ordersPerSecond: expect.closeTo(1333, 0),
  });
});
