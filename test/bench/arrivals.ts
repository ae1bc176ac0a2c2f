import type { Write } from '../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { newId } from '../../shared/base/ids.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { searchOrders } from '../../shared/orders/lists/search-orders.ts';
import { referenceOf } from '../../shared/orders/names/reference.ts';
import { orderOf, wordEntryOf } from '../../shared/orders/search/entry.ts';
import { KEEP_LIMITS, keepSearch } from '../../shared/orders/search/keep-search.ts';
import { answerFromWords } from '../../shared/orders/search/read-words.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';
import { startTable, type TestTable } from '../support/table/table.ts';
import { heading, rounded, table } from './report/report.ts';

/** What searches take while new orders come in, of what they take once all words are in segments. */
export interface ArrivalSearches {
  name: string;
  perSecond: number;
  orders: number;
  /** At rest, the shop as large as at the end. */
  restUnits: number;
  readUnits: { mean: number; most: number };
  /** Seconds until the words of an order are in a segment, which costs searches no more: for the oldest that wait. */
  lag: { mean: number; most: number };
  /** Searches that did not find every order that had come. */
  inexact: number;
}

/** As often as one event in 32 asks for the worker. */
const ORDERS_PER_MESSAGE = 32;
const STEP_MS = 1000;
const START = Date.UTC(2026, 2, 2, 12);

class TimeIsOver extends Error {}

/**
 * Stores the words of orders at a steady rate, by a clock that goes on with them, while the worker puts them together as it
 * is asked to, and searches for all of them each second.
 * @param seconds of the clock
 */
export async function measureArrivals(
  rates: readonly number[],
  seconds: number,
  progress: (line: string) => void,
  keep: (found: readonly ArrivalSearches[]) => void = () => undefined,
): Promise<ArrivalSearches[]> {
  const engine = await startTable();
  try {
    const found: ArrivalSearches[] = [];
    for (const perSecond of rates) {
      progress(`Searching while ${perSecond} orders a second come in`);
      found.push(await searchesDuring(engine, perSecond, seconds));
      keep(found);
    }
    return found;
  } finally {
    await engine.stop();
  }
}

async function searchesDuring(
  { table: stored }: TestTable,
  perSecond: number,
  seconds: number,
): Promise<ArrivalSearches> {
  const scope: Scope = { tenantId: `tnt_${perSecond}`, mode: 'live' };
  const created = new Map<string, number>();
  let [now, inexact] = [START, 0];
  const units: number[] = [];
  const lags: number[] = [];
  const services = { table: stored, clock: () => new Date(now), wait: pass };

  async function arrive(): Promise<void> {
    const writes: Write[] = [];
    while (created.size < ((now - START) / 1000) * perSecond) {
      const order = orderAt(scope, created.size, new Date(now));
      const words = wordEntryOf(order, undefined);
      if (words) writes.push({ put: words });
      created.set(order.id, now);
    }
    for (let start = 0; start < writes.length; start += 100)
      await stored.transact(writes.slice(start, start + 100));
  }

  const end = START + seconds * 1000;

  /** The clock goes on, orders come, and somebody searches. @throws TimeIsOver */
  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      if (now >= end) throw new TimeIsOver();
      now += Math.min(STEP_MS, left);
      await arrive();
      const { total, readUnits } = await search(stored, scope);
      if (total !== created.size) inexact++;
      units.push(readUnits);
      const waiting = await answerFromWords(stored, scope, async ({ entries }) => entries);
      const since = waiting.map((entry) => created.get(orderOf(entry)) ?? now);
      lags.push((now - since.reduce((oldest, at) => Math.min(oldest, at), now)) / 1000);
    }
  }

  try {
    for (;;) {
      await pass(Math.max(STEP_MS, (ORDERS_PER_MESSAGE / perSecond) * 1000));
      await keepSearch(services, scope);
    }
  } catch (error) {
    if (!(error instanceof TimeIsOver)) throw error;
  }
  const rest = { ...KEEP_LIMITS, batches: 1, batchMs: 0 };
  await keepSearch({ ...services, wait: async () => undefined }, scope, rest);
  const { readUnits: restUnits } = await search(stored, scope);
  return {
    name: `${perSecond} a second`,
    ...{ perSecond, orders: created.size, restUnits, inexact },
    readUnits: { mean: mean(units), most: Math.max(...units) },
    lag: { mean: mean(lags), most: Math.max(...lags) },
  };
}

/** As the words of a shop's orders are: most have a name that others have, and numbers that nobody else has. */
const orderAt = (scope: Scope, n: number, at: Date) => ({
  ...scope,
  id: newId('order', at),
  reference: referenceOf(n, at),
  number: `#${1001 + n}`,
  externalId: `WEB-${100_000 + n}`,
  customer: {
    name: `María ${LAST_NAMES[n % LAST_NAMES.length]}`,
    phone: `+57300${String((n * 104_729) % 10_000_000).padStart(7, '0')}`,
    email: `customer${n}@example.com`,
  },
  version: 1,
});

const LAST_NAMES = ['González', 'Pérez', 'Rodríguez', 'Gómez', 'López', 'Martínez', 'García', 'Hernández'];

async function search(stored: Table, scope: Scope): Promise<{ total: number; readUnits: number }> {
  let total = -1;
  const trips = await roundTripsOf(async () => {
    ({ total } = await searchOrders(stored, scope, {
      ...{ term: 'maria', sort: 'createdAt', descending: true, limit: 10, offset: 0 },
    }));
  });
  return { total, readUnits: trips.reduce((sum, trip) => sum + trip.readUnits, 0) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function printArrivals(found: readonly ArrivalSearches[]): void {
  heading('Searches while orders come in, and how long the words of the oldest order wait for their segment');
  table(
    ['orders', 'read units', 'at most', 'at rest', 'seconds', 'at most', ''],
    found.map(({ name, readUnits, restUnits, lag, inexact }) => [
      name,
      rounded(readUnits.mean),
      rounded(readUnits.most),
      rounded(restUnits),
      rounded(lag.mean),
      rounded(lag.most),
      inexact > 0 ? `${inexact} were NOT EXACT` : '',
    ]),
  );
}
