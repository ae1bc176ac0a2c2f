/** Invocations of one function at the same time that a mapping may come to (AWS Lambda, scaling of SQS event sources). */
const MOST = 1250;

/** Invocations that work at the same time: more would share one process for nothing. */
const WORKING = 10;

/** An invocation that takes longer waits for something else, and others run beside it. Lambda adds five a second for those. */
const WAITING_MS = 1_000;

/** A share of the time. Where this process works for more of it, what takes long may wait for nothing but this process. */
const BUSY = 0.9;

/** An invocation that takes longer waits for something else even so. */
const BUSY_WAITING_MS = 5_000;

/** How long the share is taken over. */
const LATELY_MS = 500;

/** Says whether this process has been at work nearly all of the time lately. */
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
 * the work of all, so only invocations that have long been waiting for others, a receiver that hangs for example, are
 * given successors: more of them at once would make each slower, until their receivers seemed to be.
 * @param maximum the mapping's own limit
 */
export function createConcurrency(
  maximum: number | undefined,
  now = Date.now,
  isBusy: () => boolean = createBusyness(),
): Concurrency {
  const running = new Map<Promise<void>, number>();

  const isFull = (): boolean => {
    if (running.size >= (maximum ?? MOST)) return true;
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
