import { fork } from 'node:child_process';
import { join } from 'node:path';
import { sequential } from '../../support/table/sequential.ts';

/** What an invocation took. */
export interface Invoked {
  result: unknown;
  cpuMs: number;
  /** Requests to DynamoDB and SQS, one after the other. */
  trips: number;
}

/** A function in a process of its own, as on AWS. */
export interface FunctionProcess {
  /** Processor time until its handler stood. */
  loadCpuMs: number;
  invoke(event: object): Promise<Invoked>;
  stop(): void;
}

interface Answer {
  result?: unknown;
  cpuMs: number;
  trips?: { began: number; ended: number }[];
  sends?: number;
}

export async function startFunction(path: string, environment: NodeJS.ProcessEnv): Promise<FunctionProcess> {
  const child = fork(join(import.meta.dirname, 'function-child.mjs'), [path], {
    env: { PATH: process.env.PATH, ...environment },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = () =>
    new Promise<Answer>((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`${path} ended with ${code}`)));
    });
  const { cpuMs: loadCpuMs } = await answer();
  return {
    loadCpuMs,
    async invoke(event) {
      const answered = answer();
      child.send(event);
      const { result, cpuMs, trips = [], sends = 0 } = await answered;
      child.removeAllListeners('exit');
      return { result, cpuMs, trips: sequential(trips) + sends };
    },
    stop: () => void child.kill(),
  };
}
