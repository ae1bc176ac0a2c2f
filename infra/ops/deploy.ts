import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { errorSummaryOf } from '../request.ts';
import { planOf } from './deploy-plan.ts';
import { addressOf, requireValue, sharedValuesOf } from './stage-resources.ts';

/**
 * `npm run deploy -- [--no-smoke] <arguments of cdk deploy>`: deploys every stack of a stage, tells its three outputs, then
 * runs the smoke test. That is left out with `--no-smoke`, and where `AWS_ENDPOINT_URL` leads to an emulator. Nothing is
 * asked on the way, where a stage would stand between two releases until somebody answers: `--require-approval broadening`
 * has each stack's new rights confirmed.
 */
const root = join(import.meta.dirname, '..', '..');
const plan = planOf(process.argv.slice(2), process.env.AWS_ENDPOINT_URL);
if (plan.profile !== undefined) process.env.AWS_PROFILE = plan.profile;

const deployed = await run(join(root, 'node_modules', '.bin', 'cdk'), plan.cdk);
if (deployed !== 0 || !plan.deploys) process.exit(deployed);
try {
  await tellOutputs(plan.stage);
} catch (error) {
  console.error(errorSummaryOf(error));
  process.exit(1);
}
if (!plan.wantsSmoke) process.exit(0);
process.exit(await run(process.execPath, [join(root, 'infra/ops/smoke.ts'), '--stage', plan.stage]));

/** Under the names that the stacks' outputs have, which stand between many lines of the CDK's own. */
async function tellOutputs(stage: string): Promise<void> {
  const values = await sharedValuesOf(stage);
  const url = requireValue(values, 'api-url');
  const address = addressOf(url);
  console.log(`\nThe stage ${stage} is deployed\n`);
  console.log(`  ApiUrl             ${url}`);
  if (address !== url) console.log(`                     ${address}`);
  console.log(`  TableName          ${requireValue(values, 'table-name')}`);
  console.log(`  AdminKeySecretArn  ${requireValue(values, 'admin-key-secret-arn')}\n`);
}

function run(command: string, withArguments: readonly string[]): Promise<number> {
  const child = spawn(command, withArguments, { stdio: 'inherit', cwd: root });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
