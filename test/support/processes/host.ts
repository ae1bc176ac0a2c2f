import { type ChildProcess, fork } from 'node:child_process';
import type { Host, HostOptions } from '../../../infra/local/host.ts';

type Facts = Omit<Host, 'stop' | 'invoke'>;

/** The local host, serving the real stack by default, in a process that can be killed. */
export interface SpawnedHost extends Facts {
  pid: number;
  /** Calls a function as AWS would, by the end of its name: `relay-events`. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** What it wrote to standard error so far. */
  output(): string;
  /** SIGKILL: nothing gets to finish. */
  kill(): Promise<void>;
  /** SIGTERM. Answers the exit code. */
  stop(): Promise<number | null>;
}

/** @param execArgv for its Node. @throws Error with what it wrote, when it does not get to serve */
export async function spawnHost(
  options: Omit<HostOptions, 'log' | 'functionLog'> = {},
  execArgv: readonly string[] = [],
): Promise<SpawnedHost> {
  const given = JSON.stringify({ engine: process.env.RECADO_ENGINE ?? 'default', ...options });
  const child = fork(new URL('./host-process.ts', import.meta.url).pathname, [given], {
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let written = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const facts = await Promise.race([
    factsOf(child),
    ended.then((code): never => {
      throw new Error(`The host ended with ${code}: ${written}`);
    }),
  ]);
  const answers = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  child.on('message', ({ id, answer, error }: { id: number; answer?: unknown; error?: string }) => {
    const waiting = answers.get(id);
    answers.delete(id);
    if (error === undefined) waiting?.resolve(answer);
    else waiting?.reject(new Error(error));
  });
  let calls = 0;
  return {
    ...facts,
    pid: child.pid ?? 0,
    output: () => written,
    invoke: (functionName, event) =>
      new Promise((resolve, reject) => {
        answers.set(calls, { resolve, reject });
        child.send({ id: calls++, functionName, event });
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      return ended;
    },
  };
}

const factsOf = (child: ChildProcess): Promise<Facts> =>
  new Promise((resolve) => child.once('message', ({ facts }: { facts: Facts }) => resolve(facts)));
