import type { Message, QueueName, Queues } from '../../../shared/adapters/queues/queues.ts';

export interface Simulation extends Queues {
  now(): Date;
  /** Waits in virtual time, while others continue. */
  sleep(milliseconds: number): Promise<void>;
  /** Messages that were sent so far. */
  readonly sent: number;
  /** Hands out every message at its time, however many are in hand, until nobody waits for anything. */
  run(handle: (body: string) => Promise<void>): Promise<void>;
}

interface Due {
  at: number;
  begin(): void;
}

/** A queue and its consumers under one virtual clock, which advances when everybody waits for it. */
export function createSimulation(start: Date, name: QueueName): Simulation {
  let now = start.getTime();
  let active = 0;
  let sent = 0;
  let idle = () => {};
  let handler: (body: string) => Promise<void> = async () => {};
  const due: Due[] = [];
  const ended = () => {
    if (--active === 0) idle();
  };
  return {
    now: () => new Date(now),
    get sent() {
      return sent;
    },
    sleep(milliseconds) {
      const awake = new Promise<void>((resolve) => {
        const begin = () => {
          active++;
          resolve();
        };
        due.push({ at: now + milliseconds, begin });
      });
      ended();
      return awake;
    },
    async send(queue: QueueName, messages: readonly Message[]) {
      if (queue !== name) throw new Error(`Nothing but ${name} is here, not ${queue}`);
      for (const { body, delaySeconds = 0 } of messages) {
        sent++;
        const text = JSON.stringify(body);
        const begin = () => {
          active++;
          void handler(text).finally(ended);
        };
        due.push({ at: now + delaySeconds * 1000, begin });
      }
    },
    async run(handle) {
      handler = handle;
      for (;;) {
        due.sort((a, b) => a.at - b.at);
        const next = due.shift();
        if (next === undefined) return;
        now = Math.max(now, next.at);
        const settled = new Promise<void>((resolve) => {
          idle = resolve;
        });
        next.begin();
        await settled;
      }
    },
  };
}
