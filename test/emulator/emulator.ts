import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../../infra/local/data/folders.ts';
import { freePort } from '../../infra/local/http/listen.ts';
import { until } from '../support/time/until.ts';

/** An emulator of AWS on this machine, for as long as a run takes. */
export interface Emulator {
  url: string;
  /** Of commands that talk to it as they would to AWS. */
  environment: NodeJS.ProcessEnv;
  /** What it says about itself. */
  log: string;
  stop(): void;
}

const COMMAND = process.env.EMULATOR ?? 'python3 -m ministack';

/** Lambda functions run as processes of the Node that is first on the path. */
const binaries = join(root, 'node_modules', '.bin');

/** @throws Error when it is not installed, or does not start */
export async function startEmulator(): Promise<Emulator> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'recado-emulator-'));
  const log = join(folder, 'emulator.log');
  const output = openSync(log, 'w');
  const child = spawn(`exec ${COMMAND}`, {
    shell: true,
    // A group of its own, with the functions' processes.
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      PATH: `${binaries}${delimiter}${process.env.PATH}`,
      TMPDIR: folder,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      LAMBDA_EXECUTOR: 'local',
    },
  });
  closeSync(output);
  const url = `http://127.0.0.1:${port}`;
  const stop = () => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await until(`${COMMAND} answers (pip install ministack)`, async () => {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: see ${log}`);
      return (await fetch(`${url}/_ministack/health`)).ok;
    });
  } catch (error) {
    stop();
    throw error;
  }
  return { url, environment: environmentFor(url), log, stop };
}

function environmentFor(url: string): NodeJS.ProcessEnv {
  // npm's own variables would lead its children to this checkout.
  const own = Object.entries(process.env).filter(([name]) => !/^(?:npm_|AWS_)/i.test(name));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
  };
}
