import type { Item, Write } from '../../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import type { Queues } from '../../../shared/adapters/queues/queues.ts';
import { EVENT_ENTITY, type QueueJob } from '../../../shared/events/event.ts';
import { eventsFromItem, isEntry } from '../../../shared/events/order-log.ts';

/** A message for the calls queue, and when it arrives. */
interface Waiting {
  at: number;
  body: object;
}

/**
 * Replays one order in the past: with a clock that is moved forward, and a calls queue of its own. Messages that are
 * due after the present are left to the real queue.
 */
export interface Replay {
  clock: () => Date;
  /** Moves the clock on, though never past now. */
  pass(milliseconds: number): void;
  table: Table;
  queues: Queues;
  /** The next message of the calls queue, at its time; undefined when there is none left before now. */
  next(): object | undefined;
}

/** @param from the clock's first instant */
export function openReplay(real: Table, from: Date, now: Date): Replay {
  let time = from.getTime();
  const waiting: Waiting[] = [];
  const isPast = (at: number) => at <= now.getTime();

  /** Jobs for the calls queue that are due before now are done here; the item is stored without them. */
  const taken: Waiting[] = [];
  const isOurs = (job: QueueJob | undefined): job is QueueJob =>
    job?.queue === 'calls' && (job.notBefore === undefined || isPast(Date.parse(job.notBefore)));
  const withoutJobs = (item: Item): Item => {
    if (item.entity !== EVENT_ENTITY) return item;
    const jobs = eventsFromItem(item).map(({ job }) => job);
    for (const { notBefore, body } of jobs.filter(isOurs))
      taken.push({ at: notBefore === undefined ? time : Date.parse(notBefore), body });
    const without = ({ job, ...event }: Record<string, unknown>, n: number) =>
      isOurs(jobs[n]) ? event : { ...event, ...(job !== undefined && { job }) };
    return isEntry(item)
      ? { ...item, events: (item.events as Record<string, unknown>[]).map(without) }
      : (without(item, 0) as Item);
  };
  const isTakenDue = (write: Write): boolean => {
    if (!('put' in write) || write.put.entity !== 'due' || write.put.queue !== 'calls') return false;
    const at = Date.parse(String(write.put.dueAt));
    if (!isPast(at)) return false;
    taken.push({ at, body: write.put.body as object });
    return true;
  };
  const store = async (write: () => Promise<void>): Promise<void> => {
    await write();
    waiting.push(...taken.splice(0));
  };

  return {
    clock: () => new Date(time),
    pass(milliseconds) {
      time = Math.min(time + milliseconds, now.getTime());
    },
    table: {
      ...real,
      put: (item, condition) => store(() => real.put(withoutJobs(item), condition)),
      transact(writes) {
        taken.length = 0;
        const ours = writes.filter((write) => !isTakenDue(write));
        const left = ours.map((write) =>
          'put' in write ? { ...write, put: withoutJobs(write.put) } : write,
        );
        return store(() => real.transact(left));
      },
    },
    queues: {
      async send(_queue, messages) {
        for (const { body, delaySeconds = 0 } of messages)
          waiting.push({ at: time + delaySeconds * 1000, body });
      },
    },
    next() {
      waiting.sort((a, b) => a.at - b.at);
      const first = waiting.shift();
      if (first === undefined || !isPast(first.at)) return undefined;
      time = Math.max(time, first.at);
      return first.body;
    },
  };
}
