import { type ChildProcess, fork } from 'node:child_process';
import { openSync } from 'node:fs';
import type { LambdaContext } from '../../../infra/local/functions/runtime.ts';
import { createRandom } from '../support/random.ts';

export interface PoolOptions {
  /** The function's name. */
  name: string;
  /** The path of its bundle. */
  module: string;
  /** At most so many processes, each of which runs one invocation at a time; further invocations wait. */
  maxProcesses: number;
  execArgv: readonly string[];
  seed: string;
  /** Where the output of the processes goes; it is dropped without one. */
  logFile?: string;
  /** The share of stream batches that come a second time although they were processed. */
  redeliveryRate: number;
}

interface Worker {
  child: ChildProcess;
  /** Resolves when it has loaded its bundle, which does not count towards the time of an invocation. */
  ready: Promise<void>;
  /** Whether an invocation is assigned to it. */
  isBusy: boolean;
  running?: { id: number; resolve(answer: unknown): void; reject(error: Error): void };
}

type Handler = (event: { Records?: object[] }, context: LambdaContext) => Promise<unknown>;

const WORKER_PROCESS = new URL('./worker-process.ts', import.meta.url).pathname;

/**
 * A function's handler that runs in processes of its own. Like a Lambda environment, a process runs one invocation at a
 * time: when it dies or takes too long, that invocation fails and no other, and the next one starts another process.
 */
export function startPool(options: PoolOptions): Handler {
  const environment = { ...process.env };
  const random = createRandom(`${options.seed} ${options.name} ${Date.now()}`);
  const workers: Worker[] = [];
  const waiting: (() => void)[] = [];
  let invocations = 0;

  const start = (): Worker => {
    const log = options.logFile === undefined ? 'ignore' : openSync(options.logFile, 'a');
    const child = fork(WORKER_PROCESS, [options.name, options.module], {
      execArgv: [...options.execArgv],
      env: environment,
      stdio: ['ignore', log, log, 'ipc'],
    });
    const ready = Promise.withResolvers<void>();
    const worker: Worker = { child, ready: ready.promise, isBusy: false };
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

  const acquireWorker = async (): Promise<Worker> => {
    for (;;) {
      const idle = workers.find(({ isBusy, child }) => !isBusy && !child.killed);
      const worker = idle ?? (workers.length < options.maxProcesses ? start() : undefined);
      if (worker) {
        worker.isBusy = true;
        return worker;
      }
      await new Promise<void>((resume) => waiting.push(resume));
    }
  };

  const invoke: Handler = async (event, context) => {
    const remaining = context.getRemainingTimeInMillis();
    const worker = await acquireWorker();
    const id = invocations++;
    const answered = Promise.withResolvers<unknown>();
    worker.running = { id, ...answered };
    let timeout: NodeJS.Timeout | undefined;
    worker.ready.then(() => {
      timeout = setTimeout(() => worker.child.kill('SIGKILL'), remaining);
      worker.child.send({ id, event, remaining }, () => {});
    });
    try {
      return await answered.promise;
    } finally {
      clearTimeout(timeout);
      delete worker.running;
      worker.isBusy = false;
      waiting.shift()?.();
    }
  };

  return async (event, context) => {
    if (options.name !== 'relay-events' || event.Records === undefined) return invoke(event, context);
    // A stream keeps the order of records of one item only, and the item of an event is written once.
    const records = random.shuffled(event.Records);
    const answer = await invoke({ ...event, Records: records }, context);
    if (random.chance(options.redeliveryRate)) {
      const redelivered = records.slice(random.integer(0, records.length - 1));
      setTimeout(
        () => invoke({ ...event, Records: redelivered }, context).catch(() => {}),
        random.integer(0, 10_000),
      );
    }
    return answer;
  };
}
