import type { Message, QueueName, Queues } from '../../../shared/adapters/queues/queues.ts';

export interface LiveQueue extends Queues {
  /** Messages sent so far. */
  readonly sent: number;
  /** Hands messages out as they become visible, as many at a time as come, to one handler after the other. */
  serve(handlers: readonly ((body: string) => Promise<void>)[]): void;
  stop(): void;
}

/** One queue in real time, in front of several consumers that know nothing of each other. A message may come twice. */
export function liveQueue(name: QueueName, copies = 1): LiveQueue {
  const timers = new Set<NodeJS.Timeout>();
  let handlers: readonly ((body: string) => Promise<void>)[] = [];
  let sent = 0;
  let turn = 0;
  const hand = (body: string, delayMs: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const handle = handlers[turn++ % handlers.length];
      handle?.(body).catch(() => hand(body, 1000));
    }, delayMs);
    timers.add(timer);
  };
  return {
    get sent() {
      return sent;
    },
    async send(queue: QueueName, messages: readonly Message[]) {
      if (queue !== name) throw new Error(`Nothing but ${name} is here, not ${queue}`);
      for (const { body, delaySeconds = 0 } of messages) {
        sent++;
        for (let copy = 0; copy < copies; copy++) hand(JSON.stringify(body), delaySeconds * 1000);
      }
    },
    serve(given) {
      handlers = given;
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      handlers = [];
    },
  };
}
