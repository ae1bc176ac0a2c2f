/** Most concurrent invocations of a mapping (AWS Lambda, scaling of SQS event sources). */
const MAX_CONCURRENCY = 1250;

/** Invocations that use the CPU at the same time; more would gain nothing in one process. */
const WORKING = 10;

/** An invocation that takes longer is waiting for something, so others may run beside it. Lambda adds five per second. */
const WAITING_MS = 1_000;

/** A share of the time. Above it, an invocation that takes long may be waiting for nothing but this process. */
const BUSY = 0.9;

/** An invocation that takes longer is waiting for something else even then. */
const BUSY_WAITING_MS = 5_000;

/** The period over which the share is measured. */
const LATELY_MS = 500;

/** Tells whether this process has recently been busy nearly all of the time. */
function createBusyness(): () => boolean {
  let [since, busy] = [performance.eventLoopUtilization(), false];
  return () => {
    const lately = performance.eventLoopUtilization(since);
    if (lately.idle + lately.active < LATELY_MS) return busy;
    since = performance.eventLoopUtilization();
    busy = lately.utilization > BUSY;
    return busy;
  };
}

/** The invocations of a mapping that run at the same time. */
export interface Concurrency {
  /** Resolves when one more may begin. */
  room(): Promise<void>;
  begin(invocation: Promise<void>): void;
  /** Resolves when all have ended. */
  ended(): Promise<void>;
}

/**
 * Lambda scales a standard queue's mapping up while messages wait, up to its own limit or 1,250. Here one process does
 * all the work, so more are added only when running ones have been waiting for long, on a receiver that hangs for
 * example: running more at once would slow down each of them.
 * @param maximum the mapping's own limit
 */
export function createConcurrency(
  maximum: number | undefined,
  now = Date.now,
  isBusy: () => boolean = createBusyness(),
): Concurrency {
  const running = new Map<Promise<void>, number>();

  const isFull = (): boolean => {
    if (running.size >= (maximum ?? MAX_CONCURRENCY)) return true;
    if (running.size < WORKING) return false;
    const waits = isBusy() ? BUSY_WAITING_MS : WAITING_MS;
    let working = 0;
    for (const since of running.values()) if (now() - since < waits) working++;
    return working >= WORKING;
  };

  return {
    async room() {
      while (isFull()) {
        let timer: NodeJS.Timeout | undefined;
        const moment = new Promise<void>((resume) => {
          timer = setTimeout(resume, WAITING_MS / 20);
        });
        await Promise.race([...running.keys(), moment]);
        clearTimeout(timer);
      }
    },
    begin(invocation) {
      const ending = invocation.finally(() => running.delete(ending));
      running.set(ending, now());
    },
    async ended() {
      await Promise.all(running.keys());
    },
  };
}
