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
import type { PoolSetting } from './worker-pool.ts';

/** The functions that are killed. */
export const WORKERS = [
  'relay-events',
  'deliver-webhook',
  'recover-webhooks',
  'dial-call',
  'sweep-due',
] as const;

export interface WorkerAssembly {
  directory: string;
  /** Leads every function that sends to queues to them by the address that was given. */
  queueUrls: Readonly<Record<string, string>>;
  remove(): void;
}

/**
 * The real stack, synthesized, with two changes: its workers run in processes of their own, as on Lambda, so that one of
 * them can be killed and nothing else, and no more invocations run at a time than these few processes can bear. What
 * they run are the very bundles.
 * @param queuesUrl where functions are to find the queues
 */
export async function assembleWorkers(
  queuesUrl: string,
  setting: Omit<PoolSetting, 'module' | 'name'>,
): Promise<WorkerAssembly> {
  const original = await synthesize(() => {});
  const directory = mkdtempSync(join(tmpdir(), 'recado-workers-'));
  const { functions } = readDeclarations(loadAssembly(original), {
    region: 'us-east-1',
    accountId: '000000000000',
    apiUrl: 'http://127.0.0.1:1',
    queuesUrl,
  });
  mirror(original, directory);
  for (const name of WORKERS) {
    const found = functions.find((one) => one.name.endsWith(`-${name}`));
    if (found === undefined) throw new Error(`The stack has no ${name}`);
    const path = join(directory, relative(original, `${found.module}.mjs`));
    rmSync(path);
    writeFileSync(path, shim({ ...setting, name, module: `${found.module}.mjs` }));
  }
  limitConcurrency(directory, setting.processes);
  const environment: Record<string, string> = Object.assign({}, ...functions.map((one) => one.environment));
  return {
    directory,
    queueUrls: Object.fromEntries(Object.entries(environment).filter(([, url]) => url.startsWith(queuesUrl))),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

const POOL = new URL('./worker-pool.ts', import.meta.url).href;

const shim = (setting: PoolSetting): string =>
  `import { startPool } from '${POOL}';\nexport const handler = startPool(${JSON.stringify(setting)});\n`;

/** @param most invocations of one worker at a time */
function limitConcurrency(directory: string, most: number): void {
  for (const name of readdirSync(directory).filter((file) => file.endsWith('workers.template.json'))) {
    const path = join(directory, name);
    const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
    for (const { Type: type, Properties = {} } of Object.values(template.Resources ?? {}))
      if (type === 'AWS::Lambda::EventSourceMapping' && !('StartingPosition' in Properties))
        Properties.ScalingConfig = { MaximumConcurrency: most };
    rmSync(path);
    writeFileSync(path, JSON.stringify(template));
  }
}

/** The same folders with links to the same files, so that single ones can be replaced. */
function mirror(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (!existsSync(source)) continue;
    if (statSync(source).isDirectory()) {
      cpSync(source, target, { recursive: true, filter: (path) => path === source });
      mirror(source, target);
    } else symlinkSync(source, target);
  }
}
