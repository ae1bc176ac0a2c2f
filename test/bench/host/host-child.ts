import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { messageOf } from './child-message.ts';
import type { HostChildOptions, HostFacts } from './host-process.ts';
import type { RecordedCall } from './recorded.ts';

/** A host in a process of its own, as its users run it. */
export interface HostChild extends HostFacts {
  facts(): Promise<HostFacts>;
  /** The calls of the engine that functions make during some work. */
  callsDuring(work: () => Promise<unknown>): Promise<RecordedCall[]>;
  stop(): Promise<void>;
}

/** @param nodeOptions for the process, such as `--cpu-prof` */
export async function startHostChild(
  nodeOptions: string[] = [],
  options: HostChildOptions = {},
): Promise<HostChild> {
  const path = join(import.meta.dirname, 'host-process.ts');
  const child = fork(path, [JSON.stringify(options)], { execArgv: nodeOptions });
  const first = await messageOf<HostFacts>(child, 'The host');
  const ask = <Answer>(question: string): Promise<Answer> => {
    child.send(question);
    return messageOf<Answer>(child, 'The host');
  };
  return {
    ...first,
    facts: () => ask('facts'),
    async callsDuring(work) {
      await ask('record');
      await work();
      return ask('recorded');
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
