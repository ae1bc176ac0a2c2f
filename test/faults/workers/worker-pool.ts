import { type ChildProcess, fork } from 'node:child_process';
import { openSync } from 'node:fs';
import type { LambdaContext } from '../../../infra/local/functions/runtime.ts';
import { createRandom } from '../support/random.ts';

export interface PoolSetting {
  /** Of the function. */
  name: string;
  /** Its bundle. */
  module: string;
  /** Processes at most, each of which takes one invocation at a time; the next ones wait for one of them. */
  processes: number;
  execArgv: readonly string[];
  seed: string;
  /** Takes what they write; nobody does when it is absent. */
  logFile?: string;
  /** How often stream records come again although they were taken, and out of their order. */
  repeatShare: number;
}

interface Worker {
  child: ChildProcess;
  /** Resolves when it has loaded its bundle: that is no part of an invocation's time. */
  ready: Promise<void>;
  /** Given an invocation, which it has in hand from then on. */
  isTaken: boolean;
  running?: { id: number; resolve(answer: unknown): void; reject(error: Error): void };
}

type Handler = (event: { Records?: object[] }, context: LambdaContext) => Promise<unknown>;

const WORKER = new URL('./worker-process.ts', import.meta.url).pathname;

/**
 * A function's handler that has processes of its own do the work. Like a Lambda environment, a process has one invocation
 * at a time, which ends with it when it dies or takes too long, and no other; the next invocation starts another process.
 */
export function startPool(setting: PoolSetting): Handler {
  const environment = { ...process.env };
  const random = createRandom(`${setting.seed} ${setting.name} ${Date.now()}`);
  const workers: Worker[] = [];
  const waiting: (() => void)[] = [];
  let invocations = 0;

  const start = (): Worker => {
    const log = setting.logFile === undefined ? 'ignore' : openSync(setting.logFile, 'a');
    const child = fork(WORKER, [setting.name, setting.module], {
      execArgv: [...setting.execArgv],
      env: environment,
      stdio: ['ignore', log, log, 'ipc'],
    });
    const ready = Promise.withResolvers<void>();
    const worker: Worker = { child, ready: ready.promise, isTaken: false };
    child.on('message', ({ id, answer, error }: { id?: number; answer?: unknown; error?: string }) => {
      if (id === undefined) return ready.resolve();
      if (worker.running?.id !== id) return;
      if (error === undefined) worker.running.resolve(answer);
      else worker.running.reject(new Error(error));
    });
    child.once('exit', () => {
      workers.splice(workers.indexOf(worker), 1);
      ready.resolve();
      worker.running?.reject(new Error('Runtime exited without an answer'));
      waiting.shift()?.();
    });
    child.on('error', () => child.kill('SIGKILL'));
    workers.push(worker);
    return worker;
  };

  const takeWorker = async (): Promise<Worker> => {
    for (;;) {
      const idle = workers.find(({ isTaken, child }) => !isTaken && !child.killed);
      const worker = idle ?? (workers.length < setting.processes ? start() : undefined);
      if (worker) {
        worker.isTaken = true;
        return worker;
      }
      await new Promise<void>((free) => waiting.push(free));
    }
  };

  const invoke: Handler = async (event, context) => {
    const remaining = context.getRemainingTimeInMillis();
    const worker = await takeWorker();
    const id = invocations++;
    const answered = Promise.withResolvers<unknown>();
    worker.running = { id, ...answered };
    let overdue: NodeJS.Timeout | undefined;
    worker.ready.then(() => {
      overdue = setTimeout(() => worker.child.kill('SIGKILL'), remaining);
      worker.child.send({ id, event, remaining }, () => {});
    });
    try {
      return await answered.promise;
    } finally {
      clearTimeout(overdue);
      delete worker.running;
      worker.isTaken = false;
      waiting.shift()?.();
    }
  };

  return async (event, context) => {
    if (setting.name !== 'relay-events' || event.Records === undefined) return invoke(event, context);
    // Two records are in order only when they are of one item, and no event ever has a second one.
    const records = random.shuffled(event.Records);
    const answer = await invoke({ ...event, Records: records }, context);
    if (random.chance(setting.repeatShare)) {
      const again = records.slice(random.integer(0, records.length - 1));
      setTimeout(
        () => invoke({ ...event, Records: again }, context).catch(() => {}),
        random.integer(0, 10_000),
      );
    }
    return answer;
  };
}
