import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { readDeclarations } from '../../infra/local/assembly/declarations.ts';
import { loadAssembly } from '../../infra/local/assembly/load.ts';
import { synthesize } from '../../infra/local/synth.ts';
import type { PoolSetting } from './worker-pool.ts';

/** The functions that are killed. */
export const WORKERS = ['relay-events', 'deliver-webhook', 'dial-call', 'sweep-due'] as const;

export interface WorkerAssembly {
  directory: string;
  /** Leads every function that sends to queues to them by the address that was given. */
  queueUrls: Readonly<Record<string, string>>;
  remove(): void;
}

/**
 * The real stack, synthesized, with one change: its workers run in processes of their own, as on Lambda, so that one of
 * them can be killed and nothing else. What they run are the very bundles.
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
