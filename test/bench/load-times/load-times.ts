import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readDeclarations } from '../../../infra/local/assembly/declarations.ts';
import type { FunctionDeclaration } from '../../../infra/local/assembly/declared.ts';
import { loadAssembly } from '../../../infra/local/assembly/load.ts';
import { progress } from '../report/report.ts';
import { buildBareFunction } from './bare-function.ts';

const run = promisify(execFile);

export interface LoadTime {
  name: string;
  /** Of the bundle. */
  bytes: number;
  /**
   * From the import of the bundle in a fresh process until its handler is ready: the least of several, because what else
   * the machine does only ever adds.
   */
  milliseconds: number;
  /** To the bare function of the same run. */
  ratio: number;
  /** The same of the processor time, which says more on a machine that is busy with other things. */
  cpuRatio: number;
}

export const BARE = 'a bare function with the DynamoDB client';

/**
 * How large each function of an assembly is and how long it takes to load, beside a bare function with the DynamoDB
 * client as esbuild bundles it by default. Every round loads all of them, so that what else the machine does in the
 * meantime meets all alike.
 * @param found called after each round, with the least of those so far
 */
export async function measureLoadTimes(
  assembly: string,
  rounds: number,
  found: (loadTimes: readonly LoadTime[]) => void,
): Promise<LoadTime[]> {
  const functions = functionsOf(assembly);
  const bare = await buildBareFunction();
  const subjects = [
    { name: BARE, path: bare.path, environment: {}, times: [] as number[], cpuTimes: [] as number[] },
    ...functions.map(({ name, module, environment }) => ({
      name: shortName(name),
      path: bundleOf(module),
      environment,
      times: [] as number[],
      cpuTimes: [] as number[],
    })),
  ];
  const leastOf = (): LoadTime[] => {
    const base = Math.min(...(subjects[0]?.times ?? []));
    const cpuBase = Math.min(...(subjects[0]?.cpuTimes ?? []));
    return subjects.map(({ name, path, times, cpuTimes }) => ({
      name,
      bytes: statSync(path).size,
      milliseconds: Math.min(...times),
      ratio: Math.min(...times) / base,
      cpuRatio: Math.min(...cpuTimes) / cpuBase,
    }));
  };
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const [index, { name, path, environment, times, cpuTimes }] of subjects.entries()) {
        progress(
          `Load times: round ${round} of ${rounds}, function ${index} of ${functions.length}: ${name}`,
        );
        const [milliseconds, cpuMilliseconds] = await loadOnce(path, environment);
        times.push(milliseconds);
        cpuTimes.push(cpuMilliseconds);
      }
      found(leastOf());
    }
    return leastOf();
  } finally {
    await bare.remove();
  }
}

/** What an assembly declares of its functions; where the API and the queues are is made up. */
export const functionsOf = (assembly: string): FunctionDeclaration[] =>
  readDeclarations(loadAssembly(assembly), {
    region: 'us-east-1',
    accountId: '000000000000',
    apiUrl: 'http://127.0.0.1:1',
    queuesUrl: 'http://127.0.0.1:1',
  }).functions;

/** `recado-local-trigger-call` is `trigger-call` here. */
export const shortName = (name: string): string => name.replace(/^recado-[a-z]+-/i, '');

/** The file of a declared module. */
export function bundleOf(module: string): string {
  const path = ['.mjs', '.js', '.cjs'].map((end) => module + end).find((file) => existsSync(file));
  if (path === undefined) throw new Error(`There is no ${module}.mjs`);
  return path;
}

const PROBE = join(import.meta.dirname, 'probe.mjs');

async function loadOnce(
  path: string,
  environment: Record<string, string>,
): Promise<[milliseconds: number, cpuMilliseconds: number]> {
  const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const env = { PATH: process.env.PATH, AWS_REGION: 'us-east-1', ...credentials, ...environment };
  const { stdout } = await run(process.execPath, [PROBE, path], { env });
  const [milliseconds = Number.NaN, cpuMilliseconds = Number.NaN] = stdout.split(' ').map(Number);
  return [milliseconds, cpuMilliseconds];
}
