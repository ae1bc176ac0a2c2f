import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run deploy -- [--no-smoke] <arguments of cdk deploy>`: deploys every stack of a stage, then runs the smoke test. It is
 * left out with `--no-smoke`, and where `AWS_ENDPOINT_URL` leads to an emulator.
 */
const root = join(import.meta.dirname, '..', '..');
const given = process.argv.slice(2);
const wantsSmoke = !given.includes('--no-smoke') && !process.env.AWS_ENDPOINT_URL;
const cdkArguments = given.filter((argument) => argument !== '--no-smoke');

const deployed = await run(join(root, 'node_modules', '.bin', 'cdk'), ['deploy', '--all', ...cdkArguments]);
if (deployed !== 0 || !wantsSmoke) process.exit(deployed);
process.exit(
  await run(process.execPath, [join(root, 'infra/ops/smoke.ts'), '--stage', stageOf(cdkArguments)]),
);

/** The stage that `-c stage=…` names. */
function stageOf(all: readonly string[]): string {
  const named = all.map((argument) => /^(?:(?:-c|--context)=?)?stage=(.+)$/.exec(argument)?.[1]);
  return named.find((stage) => stage !== undefined) ?? 'dev';
}

function run(command: string, withArguments: readonly string[]): Promise<number> {
  const child = spawn(command, withArguments, { stdio: 'inherit', cwd: root });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
