import { type ChildProcess, fork } from 'node:child_process';
import { openSync } from 'node:fs';
import type { LambdaContext } from '../../infra/local/functions/runtime.ts';
import { createRandom } from './random.ts';

export interface PoolSetting {
  /** Of the function. */
  name: string;
  /** Its bundle. */
  module: string;
  /** Processes at most; one takes several invocations when all are busy. */
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
  running: Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>;
}

type Handler = (event: { Records?: object[] }, context: LambdaContext) => Promise<unknown>;

const WORKER = new URL('./worker-process.ts', import.meta.url).pathname;

/**
 * A function's handler that has processes of its own do the work. Like a Lambda environment, a process that dies takes
 * its invocations with it, the next invocation starts another, and one that takes too long is killed.
 */
export function startPool(setting: PoolSetting): Handler {
  const environment = { ...process.env };
  const random = createRandom(`${setting.seed} ${setting.name} ${Date.now()}`);
  const workers: Worker[] = [];
  let invocations = 0;

  const start = (): Worker => {
    const log = setting.logFile === undefined ? 'ignore' : openSync(setting.logFile, 'a');
    const child = fork(WORKER, [setting.name, setting.module], {
      execArgv: [...setting.execArgv],
      env: environment,
      stdio: ['ignore', log, log, 'ipc'],
    });
    const ready = Promise.withResolvers<void>();
    const worker: Worker = { child, ready: ready.promise, running: new Map() };
    child.on('message', ({ id, answer, error }: { id?: number; answer?: unknown; error?: string }) => {
      if (id === undefined) return ready.resolve();
      const waiting = worker.running.get(id);
      worker.running.delete(id);
      if (error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(error));
    });
    child.once('exit', () => {
      workers.splice(workers.indexOf(worker), 1);
      ready.resolve();
      for (const { reject } of worker.running.values()) reject(new Error('Runtime exited without an answer'));
    });
    child.on('error', () => child.kill('SIGKILL'));
    workers.push(worker);
    return worker;
  };

  const chooseWorker = (): Worker => {
    const [idlest] = workers.toSorted((one, other) => one.running.size - other.running.size);
    if (idlest && (idlest.running.size === 0 || workers.length >= setting.processes)) return idlest;
    return start();
  };

  const invoke: Handler = (event, context) => {
    const worker = chooseWorker();
    const id = invocations++;
    const remaining = context.getRemainingTimeInMillis();
    let overdue: NodeJS.Timeout | undefined;
    return new Promise((resolve, reject) => {
      worker.running.set(id, { resolve, reject });
      worker.ready.then(() => {
        overdue = setTimeout(() => worker.child.kill('SIGKILL'), remaining);
        worker.child.send({ id, event, remaining }, () => {});
      });
    }).finally(() => clearTimeout(overdue));
  };

  return async (event, context) => {
    if (setting.name !== 'relay-events' || event.Records === undefined) return invoke(event, context);
    // Two records are in order only when they are of one item, and no event ever has a second one.
    const records = random.shuffled(event.Records);
    const answer = await invoke({ ...event, Records: records }, context);
    if (random.chance(setting.repeatShare)) {
      const again = records.slice(random.whole(0, records.length - 1));
      setTimeout(
        () => invoke({ ...event, Records: again }, context).catch(() => {}),
        random.whole(0, 10_000),
      );
    }
    return answer;
  };
}
