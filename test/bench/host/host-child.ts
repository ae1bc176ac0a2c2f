import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { messageOf } from './child-message.ts';
import type { HostChildOptions, HostFacts } from './host-process.ts';

/** A host in a process of its own, as its users run it. */
export interface HostChild extends HostFacts {
  facts(): Promise<HostFacts>;
  stop(): Promise<void>;
}

/** @param nodeOptions for the process, such as `--cpu-prof` */
export async function startHostChild(
  nodeOptions: string[] = [],
  options: HostChildOptions = {},
): Promise<HostChild> {
  const path = join(import.meta.dirname, 'host-process.ts');
  const child = fork(path, [JSON.stringify(options)], { execArgv: nodeOptions });
  const facts = () => messageOf<HostFacts>(child, 'The host');
  const first = await facts();
  return {
    ...first,
    facts() {
      child.send('facts');
      return facts();
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
