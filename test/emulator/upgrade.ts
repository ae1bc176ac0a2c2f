import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../infra/local/data/folders.ts';
import { run } from './commands.ts';
import type { Emulator } from './emulator.ts';
import { underLoad } from './load.ts';

const DEPLOY = 'npm run deploy -- --require-approval never';
/** Each sends an order a few times a second. */
const CLIENTS = 2;

/**
 * Deploys an older commit, then this checkout over it while orders come in, and waits until all of them are confirmed.
 * @throws Error telling what was refused or lost
 */
export async function upgrade(emulator: Emulator, from: string): Promise<void> {
  const older = mkdtempSync(join(tmpdir(), 'recado-older-'));
  try {
    execFileSync('git', ['clone', '-q', '--shared', root, older]);
    execFileSync('git', ['checkout', '-q', from], { cwd: older });
    symlinkSync(join(root, 'node_modules'), join(older, 'node_modules'));
    await succeed(emulator, 'npx cdk bootstrap', older);
    await succeed(emulator, DEPLOY, older);
    const began = Date.now();
    const { orders, refused, killed, wrong, slowestMs } = await underLoad(emulator, 'dev', CLIENTS, () =>
      succeed(emulator, DEPLOY, root),
    );
    console.log(
      `${orders} orders in the ${Math.round((Date.now() - began) / 1000)} s of a deployment from ${from}: ${refused.length} refused, ${killed} repeated after a kill, ${wrong.length} wrong, the slowest answer after ${Math.round(slowestMs)} ms`,
    );
    if (refused.length + wrong.length > 0)
      throw new Error([...refused.slice(0, 10), ...wrong.slice(0, 10)].join('\n'));
  } finally {
    rmSync(older, { recursive: true, force: true });
  }
}

async function succeed(emulator: Emulator, command: string, checkout: string): Promise<void> {
  const { code, output } = await run(command, checkout, emulator.environment);
  if (code !== 0) throw new Error(`${command} failed:\n${output.slice(-2000)}`);
}
