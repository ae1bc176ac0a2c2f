import type { Message, QueueName, Queues } from '../../../shared/adapters/queues/queues.ts';

interface Waiting {
  body: object;
  visibleAt: number;
}

export interface VirtualQueue extends Queues {
  now(): Date;
  /** Turns the clock on, as if that time had passed. */
  sleep(milliseconds: number): Promise<void>;
  /** A due item: what the sweep sends when its time comes. */
  due(body: object, at: Date): void;
  /** Delays that were requested, in seconds. */
  delays: number[];
  /**
   * Hands every message to `handle`, in the order they become visible, and turns the clock on to each. One whose
   * handling throws comes again after the visibility timeout. Ends when the queue is empty.
   */
  drain(handle: (body: object) => Promise<void>): Promise<void>;
}

const VISIBILITY_MS = 180_000;
const MOST = 500;

/** One queue under a clock of its own: hours of waiting pass at once, and in the same order every time. */
export function virtualQueue(start: Date, name: QueueName): VirtualQueue {
  let now = start.getTime();
  const waiting: Waiting[] = [];
  const delays: number[] = [];
  return {
    now: () => new Date(now),
    async sleep(milliseconds) {
      now += milliseconds;
    },
    delays,
    due: (body, at) => void waiting.push({ body, visibleAt: at.getTime() }),
    async send(queue: QueueName, messages: readonly Message[]) {
      // One of 32 orders asks for the search to be kept, which has tests of its own.
      if (queue === 'search') return;
      if (queue !== name) throw new Error(`Nothing but ${name} is here, not ${queue}`);
      for (const { body, delaySeconds = 0 } of messages) {
        delays.push(delaySeconds);
        waiting.push({
          body: JSON.parse(JSON.stringify(body)) as object,
          visibleAt: now + delaySeconds * 1000,
        });
      }
    },
    async drain(handle) {
      for (let count = 0; waiting.length > 0; count++) {
        if (count === MOST) throw new Error(`Still not done after ${MOST} messages`);
        waiting.sort((a, b) => a.visibleAt - b.visibleAt);
        const [next] = waiting;
        if (next === undefined) return;
        now = Math.max(now, next.visibleAt);
        try {
          await handle(next.body);
          waiting.splice(waiting.indexOf(next), 1);
        } catch {
          next.visibleAt = now + VISIBILITY_MS;
        }
      }
    },
  };
}
