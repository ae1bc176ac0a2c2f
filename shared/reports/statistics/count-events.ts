import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import { absent, type Key, type Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { inParallel } from '../../base/async/in-parallel.ts';
import { scopeKey } from '../../base/scope.ts';
import type { OrderEvent } from '../../events/event.ts';
import type { StatisticsChange } from '../../events/statistics-change.ts';
import { bucketKey, toIncrements } from './bucket.ts';

/** An event that changes the statistics. */
export type CountedEvent = Pick<OrderEvent, 'id' | 'tenantId' | 'mode'> & {
  statistics: readonly StatisticsChange[];
};

/** A transaction takes 100 writes: a guard for each event, and the day that they all add to. */
const AT_ONCE = 90;

/** Days worked on at a time; mostly there is one. */
const DAYS_AT_A_TIME = 4;

/**
 * Longer than an event may take to come twice: a stream forgets after a day, parked or failed records are replayed
 * by people within the 90 days that it is kept.
 */
const GUARD_DAYS = 100;

/**
 * Adds what events change to the sums of their days, each event once: an event's guard item is written
 * in the transaction that counts it.
 *
 * A day of a tenant is one item, which takes 1,000 write units a second, 2 for each transaction: with the relay's
 * batches that is tens of thousands of orders a second, more than its stream and the rest of the table's partitions
 * bring. More than one item for a day would lift it, and cost every reader as many times as much.
 *
 * @returns the events that were not counted, with the reason; counting them again later is harmless
 */
export async function countEvents<Event extends CountedEvent>(
  table: Table,
  events: readonly Event[],
  now: Date,
): Promise<Map<Event, unknown>> {
  const failures = new Map<Event, unknown>();
  const distinct = [...new Map(events.map((event) => [event.id, event])).values()];
  const byDay = Map.groupBy(distinct, (event) => `${scopeKey(event)} ${event.statistics[0]?.day}`);
  const batches = [...byDay.values()].map((ofDay) => chunks(ofDay));
  await inParallel(batches, DAYS_AT_A_TIME, async (ofDay) => {
    for (const batch of ofDay)
      try {
        await countBatch(table, batch, now);
      } catch (error) {
        for (const { id } of batch)
          for (const event of events) if (event.id === id) failures.set(event, error);
      }
  });
  return failures;
}

const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, n) =>
    all.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );

/** Counts events of one day at once, without those that were counted before. */
function countBatch(table: Table, batch: readonly CountedEvent[], now: Date): Promise<void> {
  let left = batch;
  return decideAndStore(
    { table, clock: () => now },
    {
      load(refusal) {
        left = left.filter(({ id }) => refusal?.failed(id) === undefined);
        return left;
      },
      decide: (events) => ({ answer: undefined, writes: writesOf(events, now) }),
      // Each time fewer are left.
      conflicts: { attempts: batch.length + 1, exhausted: (refusal) => refusal },
    },
  );
}

function writesOf(events: readonly CountedEvent[], now: Date): Write[] {
  const [first] = events;
  if (first === undefined) return [];
  const guards = events.map((event): Write => ({ put: guardOf(event, now), if: absent, name: event.id }));
  const add: Record<string, number> = {};
  for (const { currency, ...contribution } of events.flatMap(({ statistics }) => statistics))
    for (const [name, by] of Object.entries(toIncrements(currency, contribution)))
      add[name] = (add[name] ?? 0) + by;
  const day = first.statistics[0]?.day ?? '';
  return [...guards, { update: bucketKey(first, day), changes: { add, set: { entity: 'statistics' } } }];
}

const guardKey = ({ id }: CountedEvent): Key => ({ pk: `COUNTED#${id}`, sk: 'COUNTED' });

const guardOf = (event: CountedEvent, now: Date) => ({
  ...guardKey(event),
  entity: 'counted',
  expiresAt: Math.floor(now.getTime() / 1000) + GUARD_DAYS * 86_400,
});
