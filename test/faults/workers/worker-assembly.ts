import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { readDeclarations } from '../../../infra/local/assembly/declarations.ts';
import { loadAssembly, type Template } from '../../../infra/local/assembly/load.ts';
import { synthesize } from '../../../infra/local/synth.ts';
import type { PoolOptions } from './worker-pool.ts';

/** The functions that run in processes of their own, which faults kill. */
export const WORKERS = [
  'relay-events',
  'deliver-webhook',
  'recover-webhooks',
  'dial-call',
  'sweep-due',
] as const;

export interface WorkerAssembly {
  directory: string;
  /** The environment variables with URLs of queues, which lead through the given address. */
  queueUrls: Readonly<Record<string, string>>;
  remove(): void;
}

/**
 * The synthesized stack with two changes: workers run in processes of their own, as on Lambda, so that each can be killed
 * alone, and the concurrency of each worker is limited to its number of processes. They run the bundles of the stack.
 * @param queuesUrl the address at which functions find the queues
 */
export async function assembleWorkers(
  queuesUrl: string,
  options: Omit<PoolOptions, 'module' | 'name'>,
): Promise<WorkerAssembly> {
  const original = await synthesize(() => {});
  const directory = mkdtempSync(join(tmpdir(), 'recado-workers-'));
  const { functions } = readDeclarations(loadAssembly(original), {
    region: 'us-east-1',
    accountId: '000000000000',
    apiUrl: 'http://127.0.0.1:1',
    queuesUrl,
  });
  linkTree(original, directory);
  for (const name of WORKERS) {
    const found = functions.find((one) => one.name.endsWith(`-${name}`));
    if (found === undefined) throw new Error(`The stack has no ${name}`);
    const path = join(directory, relative(original, `${found.module}.mjs`));
    rmSync(path);
    writeFileSync(path, poolHandlerSource({ ...options, name, module: `${found.module}.mjs` }));
  }
  limitConcurrency(directory, options.maxProcesses);
  const environment: Record<string, string> = Object.assign({}, ...functions.map((one) => one.environment));
  return {
    directory,
    queueUrls: Object.fromEntries(Object.entries(environment).filter(([, url]) => url.startsWith(queuesUrl))),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

const POOL = new URL('./worker-pool.ts', import.meta.url).href;

const poolHandlerSource = (options: PoolOptions): string =>
  `import { startPool } from '${POOL}';\nexport const handler = startPool(${JSON.stringify(options)});\n`;

/** Sets the most invocations of one worker at a time, of those that read queues. */
function limitConcurrency(directory: string, maxConcurrency: number): void {
  for (const name of readdirSync(directory).filter((file) => file.endsWith('workers.template.json'))) {
    const path = join(directory, name);
    const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
    for (const { Type: type, Properties = {} } of Object.values(template.Resources ?? {}))
      if (type === 'AWS::Lambda::EventSourceMapping' && !('StartingPosition' in Properties))
        Properties.ScalingConfig = { MaximumConcurrency: maxConcurrency };
    rmSync(path);
    writeFileSync(path, JSON.stringify(template));
  }
}

/** Makes the same folders with symbolic links to the files, so that single files can be replaced. */
function linkTree(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (!existsSync(source)) continue;
    if (statSync(source).isDirectory()) {
      cpSync(source, target, { recursive: true, filter: (path) => path === source });
      linkTree(source, target);
    } else symlinkSync(source, target);
  }
}
