import { DUE_SHARDS } from '../../shared/adapters/due/due.ts';
import type { KeyUnits } from './key-units.ts';
import type { OrderWork } from './order-work.ts';

/** What is asked of the system. */
export interface Demand {
  /** A month, over all tenants. */
  orders: number;
  tenants: number;
  /** Orders a second in the busiest second, over all tenants. */
  peak: number;
  /** How the orders are spread: the tenant of rank r has 1/r^skew of the first one's. 0: all have as many. */
  skew: number;
}

/** What a kind of partition takes for each order, and how many keys share it. */
export interface Family {
  name: string;
  /** Whose the keys are: an order has its own, or all orders of a tenant, or of everybody, share them. */
  of: 'order' | 'tenant' | 'everybody';
  /** Keys that share the units, as if alike; of an order's own it does not matter how many. */
  keys: number;
  readUnits: number;
  writeUnits: number;
}

/** Of one key of DynamoDB, a second. */
const MOST_WRITES = 1000;
const MOST_READS = 3000;

/** What is no longer done for each order when there are many: at most this many writes a second. */
const RELIEVED: Readonly<Record<string, { most: number; why: string }>> = {
  'TENANT#SCOPE': { most: 200, why: 'numbers are taken in blocks beyond 200 a second' },
};

/**
 * Of the orders that are measured every one may be called at once. One that comes outside calling hours stores its call as due
 * work in its own transaction, in partitions that all tenants share.
 */
export const OUTSIDE_HOURS: Family = {
  name: 'DUE#n, outside calling hours',
  of: 'everybody',
  keys: DUE_SHARDS,
  readUnits: 0,
  writeUnits: 2,
};

/** @param orders during which the units were taken, by one tenant */
export function familiesOf(units: readonly KeyUnits[], orders: number): Family[] {
  return units.map((taken) => ({
    name: taken.family,
    of: ownerOf(taken.family, taken.keys, orders),
    keys: evenKeys(taken, orders),
    readUnits: taken.readUnits / orders,
    writeUnits: taken.writeUnits / orders,
  }));
}

/** Where one key takes more than chance gives it, the others are no help: as many as there were if all took as much as it. */
function evenKeys({ readUnits, writeUnits, keys, busiest }: KeyUnits, orders: number): number {
  const chance = 1 + 4 / Math.sqrt(orders / keys);
  const even = (all: number, most: number) => (most > (all / keys) * chance ? all / most : keys);
  return Math.min(even(readUnits, busiest.readUnits), even(writeUnits, busiest.writeUnits));
}

function ownerOf(family: string, keys: number, orders: number): Family['of'] {
  if (keys >= orders / 2) return 'order';
  return /SCOPE|tenantId|sha256|APIKEY/.test(family) ? 'tenant' : 'everybody';
}

export interface Wall {
  name: string;
  of: 'tenant' | 'everybody';
  /** Which of the two units runs out. */
  units: 'read' | 'write';
  /** Orders a second, of one tenant or of all, at which its busiest key has all that it can have. */
  ordersPerSecond: number;
}

/** Where each kind of shared key has its end, the nearest first. */
export function wallsOf(families: readonly Family[]): Wall[] {
  return families
    .flatMap(({ name, of, keys, readUnits, writeUnits }): Wall[] => {
      if (of === 'order') return [];
      const [reads, writes] = [(MOST_READS * keys) / readUnits, (MOST_WRITES * keys) / writeUnits];
      const isRelieved = (RELIEVED[name]?.most ?? Number.POSITIVE_INFINITY) < MOST_WRITES;
      const units = isRelieved || reads < writes ? 'read' : 'write';
      return [{ name, of, units, ordersPerSecond: units === 'read' ? reads : writes }];
    })
    .filter(({ ordersPerSecond }) => Number.isFinite(ordersPerSecond))
    .toSorted((one, other) => one.ordersPerSecond - other.ordersPerSecond);
}

/** The share of all orders that the tenant of a rank has, from 1. */
export function shareOf(rank: number, { tenants, skew }: Pick<Demand, 'tenants' | 'skew'>): number {
  let whole = 0;
  for (let at = 1; at <= tenants; at++) whole += at ** -skew;
  return rank ** -skew / whole;
}

/** Tenants with more orders in the busiest second than this. */
export function tenantsBeyond(ordersPerSecond: number, demand: Demand): number {
  const first = shareOf(1, demand) * demand.peak;
  if (first <= ordersPerSecond) return 0;
  if (demand.skew === 0) return demand.tenants;
  return Math.min(demand.tenants, Math.floor((first / ordersPerSecond) ** (1 / demand.skew)));
}

/** USD, us-east-1, on demand, November 2026. */
export const PRICES = {
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  gigabyteMonth: 0.25,
  /** Of point-in-time recovery. */
  backupGigabyteMonth: 0.2,
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
  queueRequest: 0.4 / 1e6,
  apiRequest: 1 / 1e6,
  /** Taken in; from 10 TB a month on AWS takes less. */
  logGigabyte: 0.5,
  keyRequest: 0.03 / 10_000,
} as const;

/** What a provider reports of a call, each by a request: as Retell AI does. */
const REPORTS = 3;
const API_REQUESTS = 1 + REPORTS;

/** Seconds of all functions for an order whose steps all come alone: README.md, "Cost". Batches are fewer and longer. */
const FUNCTION_SECONDS = 15 * 0.05;
const GIGABYTES = 0.5;

/** What Lambda writes about an invocation, that it starts and what it took, and API Gateway about a request. */
const LAMBDA_LOG_BYTES = 600;
const ACCESS_LOG_BYTES = 350;

/** Secrets that are opened at most: the provider's for its call, the endpoint's for its webhook. A process keeps both for minutes. */
const KEY_REQUESTS = 2;

export interface MonthlyCost {
  lines: { what: string; amount: number; usd: number }[];
  usd: number;
}

/**
 * What AWS takes for all of it, without what leaves it: bodies of webhooks and answers, and what providers charge.
 * @param storedBytes of an order with all that belongs to it, indexes included
 */
export function costOf(
  families: readonly Family[],
  { orders }: Demand,
  storedBytes: number,
  work: OrderWork,
): MonthlyCost {
  const sum = (of: 'readUnits' | 'writeUnits') =>
    families.reduce((all, family) => all + family[of], 0) * orders;
  const priced = (what: string, amount: number, usd: number) => ({ what, amount, usd: amount * usd });
  const invocations = work.invocations + REPORTS;
  const logBytes =
    (work.logBytes / work.invocations + LAMBDA_LOG_BYTES) * invocations + ACCESS_LOG_BYTES * API_REQUESTS;
  const gigabytes = (orders * storedBytes) / 1e9;
  const lines = [
    priced('write units', sum('writeUnits'), PRICES.writeUnit),
    priced('read units', sum('readUnits'), PRICES.readUnit),
    priced('GB of one month’s orders, kept for a month', gigabytes, PRICES.gigabyteMonth),
    priced('GB of their backup', gigabytes, PRICES.backupGigabyteMonth),
    priced('invocations', orders * invocations, PRICES.invocation),
    priced('GB-seconds', orders * FUNCTION_SECONDS * GIGABYTES, PRICES.gigabyteSecond),
    priced('requests to queues', orders * work.queueRequests, PRICES.queueRequest),
    priced('requests to the API', orders * API_REQUESTS, PRICES.apiRequest),
    priced('GB of logs', (orders * logBytes) / 1e9, PRICES.logGigabyte),
    priced('secrets opened, at most', orders * KEY_REQUESTS, PRICES.keyRequest),
  ];
  return { lines, usd: lines.reduce((all, { usd }) => all + usd, 0) };
}

/** An account's default quota, and the orders a second of all tenants at which it is used up. Each is raised on request. */
export interface Quota {
  what: string;
  quota: number;
  ordersPerSecond: number;
}

export function quotasOf(families: readonly Family[]): Quota[] {
  const per = (of: 'readUnits' | 'writeUnits') => families.reduce((all, family) => all + family[of], 0);
  return [
    {
      what: 'write units a second of a table on demand',
      quota: 40_000,
      ordersPerSecond: 40_000 / per('writeUnits'),
    },
    {
      what: 'read units a second of a table on demand',
      quota: 40_000,
      ordersPerSecond: 40_000 / per('readUnits'),
    },
    { what: 'functions at the same time', quota: 1000, ordersPerSecond: 1000 / FUNCTION_SECONDS },
    { what: 'requests a second to the API', quota: 10_000, ordersPerSecond: 10_000 / API_REQUESTS },
  ].toSorted((one, other) => one.ordersPerSecond - other.ordersPerSecond);
}
